"""The model as Kubernetes objects, and objects as the model."""

from __future__ import annotations

from typing import Any

from flytrans.engine.carry import without_residue
from flytrans.kubernetes.apps import by_name, gather_apps
from flytrans.kubernetes.arrangement import arrange
from flytrans.kubernetes.constants import asked, wanted
from flytrans.kubernetes.covered_checks import tell_covered
from flytrans.kubernetes.extras import scatter_extras
from flytrans.kubernetes.ingress import scatter_ingress
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.objects import Objects, kind_of, name_of
from flytrans.kubernetes.own import is_translated, own_objects
from flytrans.kubernetes.pod import Shared
from flytrans.kubernetes.private_names import tell_private_names
from flytrans.kubernetes.release import scatter_release
from flytrans.kubernetes.residue import OBJECTS, PASSING, residue_in, with_residue, with_residues
from flytrans.kubernetes.scaling import scatter_scaling
from flytrans.kubernetes.services import scatter_services
from flytrans.kubernetes.versions import KINDS
from flytrans.kubernetes.workload import scatter_workload
from flytrans.mapping.deploy_order import ORDER
from flytrans.mapping.unlisted import UNLISTED
from flytrans.mapping.unused import UNUSED
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.ledger import Unheard
from flytrans.tree.node import Node, entries_of, items_of, listing, table


def write(model: Node, cx: Writing) -> list[Document]:
    """The objects of every app, in apply order, each in a file of its own; what is only passed on among them."""
    given, passing = model.get(OBJECTS), model.get(PASSING)
    written = with_residue(scatter(model, cx), residue_in(model), items_of(given))
    return arrange(written + items_of(passing))


def scatter(model: Node, cx: Writing) -> list[Node]:
    """The objects of every app."""
    apps = model.get("apps")
    out: list[Node] = []
    space = cx.options.namespace
    if space is not None and space != "default":
        name = table(name=asked(space, "namespace"))
        out.append(table(apiVersion=wanted("v1"), kind=wanted("Namespace"), metadata=name))
    for app in items_of(apps):
        out += scatter_app(app, cx)
    return out


def scatter_app(app: Node, cx: Writing) -> list[Node]:
    """ConfigMaps, release Job, then each group's Services, workload, Ingress and extras."""
    tell_private_names(app, cx)
    names = Names.of(app, cx)
    if app.get("name") is None:
        cx.found(
            "FT358",
            names.exact,
            f"the app's name is not known; {names.exact.value} stands for it",
            "name it: --app NAME",
        )
    shared = Shared.of(app, names, cx)
    out = [config for config in (shared.environment.config, shared.files.config) if config is not None]
    out += scatter_release(shared, cx)
    for group, view in entries_of(app.get("groups")):
        out += scatter_services(app, group, view, names, cx)
        out += scatter_workload(shared, group, view, cx)
        out += scatter_scaling(app, group, view, names, cx)
    out += scatter_ingress(app, names, cx)
    tell_covered(app, cx)
    return _once(out) + scatter_extras(shared, cx)


def _once(objects: list[Node]) -> list[Node]:
    """Each object once: groups that are no StatefulSets share the claims whose name they share."""
    out: dict[tuple[str, str], Node] = {}
    for obj in objects:
        out.setdefault((kind_of(obj), name_of(obj)), obj)
    return list(out.values())


def read(documents: list[Document], cx: Reading) -> Node:
    """The apps that objects are, as the model."""
    if cx.own:
        own = Objects(own_objects(documents), cx.namespace)
        return table(apps=by_name(gather_apps(own, cx)), objects=listing(own.all))
    from flytrans.kubernetes.decode import decode_all
    from flytrans.kubernetes.entrances import tell_entrances
    from flytrans.kubernetes.network_codes import tell_network
    from flytrans.kubernetes.peers import order_of, tell_peers, with_jobs
    from flytrans.kubernetes.secret_makers import with_made
    from flytrans.kubernetes.unlisted import gather_unlisted
    from flytrans.kubernetes.unreached import tell_unreached
    from flytrans.kubernetes.unused import gather_unused, tell_unused_config
    from flytrans.kubernetes.workload_codes import tell_workloads

    found = decode_all(documents, cx)
    objects = Objects(with_made(found.objects, found.passing, cx.namespace), cx.namespace, found.left_out)
    found_apps = gather_apps(objects, cx)
    order = order_of(with_jobs(tell_peers(found_apps, objects, cx), found_apps))
    unused = gather_unused(objects, cx)
    tell_unreached(objects, cx)
    tell_entrances(objects, cx)
    tell_unused_config(objects, cx)
    tell_network(objects, cx)
    tell_workloads(objects.all, cx)
    alike = [obj for obj in found.passing if _is_namesake(obj)]
    kept = [obj for obj in objects.all if kind_of(obj) != "Secret"] + alike
    passing = [obj for obj in found.passing if not _is_namesake(obj)]
    beside = {OBJECTS: listing(kept), PASSING: listing(passing) if passing else None}
    aside = {UNUSED: unused, UNLISTED: gather_unlisted(found_apps, objects), ORDER: order}
    return table(apps=by_name(found_apps), **beside, **aside)


def _is_namesake(obj: Node) -> bool:
    """Whether an object only shares the name of its kind with one that is translated: it is carried as it is."""
    return kind_of(obj) in KINDS and kind_of(obj) != "Secret" and not is_translated(obj)


def complete(model: Node, cx: Reading, options: Any) -> Node:
    """The model, carried data restored, with what it does not say of the objects that were read.

    `options` are those under which the model says it: none, or a wish of the caller would be undone.
    """
    alone = Writing(Unheard(), options, own=True)
    apps = without_residue(model).value["apps"].each()
    return with_residues(model, model.value[OBJECTS].each(), [scatter_app(app, alone) for app in apps], cx.ledger)
