"""Workloads as process groups of apps.

fly.toml has one environment, image, set of files and way to stop for all groups of an app, so workloads of others
become groups of one app only where those are the same; what we wrote stays together as it is labelled.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from flytrans.kubernetes.app_names import app_of, group_of, hints_of
from flytrans.kubernetes.arrangement import hooks_of, identity
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.environment_reading import joined_secrets
from flytrans.kubernetes.extras import TEST_GROUP
from flytrans.kubernetes.homes import Homes
from flytrans.kubernetes.kinds import API_VERSIONS, natural_kind, template_of
from flytrans.kubernetes.names import COMPONENT, DEFAULT_GROUP, MANAGED_BY, RELEASE_GROUP, US, Names
from flytrans.kubernetes.objects import Objects
from flytrans.kubernetes.pod_reading import Gathered, Workload, gather_pod, workload_of
from flytrans.kubernetes.reach import settle_reach
from flytrans.kubernetes.release_reading import gather_release, has_words, is_release, leave_out
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, listing, made, table

_SAME = ("namespace", "image", "env", "files", "stop", "secrets", "containers", "ports")


def gather_apps(objects: Objects, cx: Reading) -> list[tuple[Node, list[Gathered]]]:
    """Every app of the objects, each with what it was made of."""
    workloads = _workloads(objects, cx)
    releases = []
    heads: dict[tuple[str, str], list[tuple[Workload, Node]]] = {}
    for workload in workloads:
        if is_release(workload.object):
            releases.append(workload)
        else:
            app = app_of(workload, cx)
            heads.setdefault((workload.namespace, app.value), []).append((workload, app))
            _tell_hooks(workload, cx)
    joined: list[tuple[Node, list[Gathered]]] = []
    for members in heads.values():
        joined += _joined(members, objects, cx)
    known = Homes(joined, cx)
    homes: list[Workload] = []
    orphans: list[Workload] = []
    for job in releases:
        (homes if known.of(job, app_of(job, cx).value) is not None else orphans).append(job)
    for job in orphans:
        app = app_of(job, cx)
        for hook in hooks_of(job.object):
            message = "no one app here has its image, so it is an app of its own, and runs with each deploy of that"
            cx.ledger.reason(hook, "FT532", message)
        group = group_of(job, app, cx)
        if group.value == RELEASE_GROUP:  # flyctl keeps the name for machines of its own
            group = made(DEFAULT_GROUP, group)
        joined.append((app, [gather_pod(job, app, group, objects, cx)]))
    return _named(joined, homes, objects, cx)


def by_name(found: list[tuple[Node, list[Gathered]]]) -> Node:
    """The apps alone, in the order of their names."""
    return listing(sorted((app for app, _ in found), key=lambda app: str(app.value["name"].value)))


def _tell_hooks(workload: Workload, cx: Reading) -> None:
    for hook in hooks_of(workload.object):
        message = f"it is made at {text_of(hook)}; as an app it runs as soon as it is deployed"
        cx.found("FT532", hook, message, "leave it out, and run it by hand when it is time")


def _workloads(objects: Objects, cx: Reading) -> list[Workload]:
    """Workloads in an order that does not depend on the input's."""
    out = []
    for kind in API_VERSIONS:
        for obj in sorted(objects.of(kind), key=identity):
            ours = text_of(obj.at("metadata", "labels", MANAGED_BY)) == US
            found = workload_of(obj, kind, objects.space_of(obj), template_of(obj), ours, cx)
            component = text_of(obj.at("metadata", "labels", COMPONENT))
            if found is not None and not (ours and component == TEST_GROUP):
                out.append(found)
    return out


def _joined(members: list[tuple[Workload, Node]], objects: Objects, cx: Reading) -> list[tuple[Node, list[Gathered]]]:
    """Workloads of one app label as one app, or as apps of their own."""
    app = members[0][1]
    groups = _groups(members, cx)
    found = [gather_pod(w, a, group, objects, cx) for (w, a), group in zip(members, groups, strict=True)]
    names = [group.value for group in groups]
    ours = all(w.ours for w, _ in members)
    what = "" if len(found) == 1 or (ours and len(set(names)) == len(names)) else _difference(found)
    if not what and len(set(names)) == len(names):
        return [(app, found)]
    for workload, _ in members[1:]:
        both = f"{text_of(workload.name)} and {text_of(members[0][0].name)}"
        message = f"{both} {what or 'differ in their names'}, so they become apps of their own"
        cx.found("FT344", workload.name, message)
    labels = [label for _, label in members]
    return [(one.workload.name.why(*labels), [one]) for one in found]


def _groups(members: list[tuple[Workload, Node]], cx: Reading) -> list[Node]:
    """The group of each workload; workloads of one component are told apart by their names.

    That they are of one component decides about it, and that each is of one app with the others.
    """
    groups = [group_of(workload, app, cx) for workload, app in members]
    alike: dict[Any, list[Node]] = {}
    for group in groups:
        alike.setdefault(group.value, []).append(group)
    out = [
        group if len(alike[group.value]) == 1 or workload.ours else workload.name.why(*alike[group.value])
        for group, (workload, _) in zip(groups, members, strict=True)
    ]
    if len(members) == 1 or cx.own:
        return out
    return [group.why(app) for group, (_, app) in zip(out, members, strict=True)]


def _difference(found: list[Gathered]) -> str:
    """What keeps workloads from being groups of one app, where a fly.toml says it once; empty where nothing does."""
    shared = [_shared(one) for one in found]
    for key in _SAME[:-2]:
        if len({json.dumps(one[key], sort_keys=True, default=str) for one in shared}) > 1:
            return f"differ in their {'ways to stop' if key == 'stop' else key}"
    if any(one.view.get("containers") is not None for one in found):
        return "differ in their containers"
    ports = [port for one in found for port in _ports(one.view)]
    return "have a public port in common" if len(set(ports)) != len(ports) else ""


def _shared(found: Gathered) -> dict[str, Any]:
    view = found.view
    out: dict[str, Any] = {
        key: node.plain() if (node := view.get(key)) is not None else None for key in ("image", "env", "files", "stop")
    }
    return {**out, "namespace": found.workload.namespace, "secrets": sorted(found.secrets)}


def _ports(view: Node) -> list[Any]:
    out = []
    for service in tables_of(view.get("services")):
        for port in tables_of(service.get("ports")):
            number = port.get("port")
            out.append(number.value if number is not None else None)
    return out


def _named(
    joined: list[tuple[Node, list[Gathered]]], releases: list[Workload], objects: Objects, cx: Reading
) -> list[tuple[Node, list[Gathered]]]:
    """The apps, no two of one name, each with what it was made of."""
    taken: set[str] = set()
    homes: dict[int, list[_Hook]] = {}
    known = Homes(joined, cx)
    for job in releases:
        name = app_of(job, cx)
        home = known.of(job, name.value)
        if home is not None:
            homes.setdefault(home, []).append(_Hook(job, name if known.is_named(job) else None))
    out = []
    times = Counter([name.value for name, _ in joined])
    for index, (name, members) in enumerate(joined):
        if times[name.value] > 1:
            name = name.why(members[0].workload.object.at("metadata", "namespace"))
        if name.value in taken:
            space = members[0].workload.object.at("metadata", "namespace")
            text = f"{name.value}-{members[0].workload.namespace}"
            while text in taken:
                text += f"-{members[0].workload.kind.lower()}"
            name = made(text, name, space)
        taken.add(name.value)
        out.append((_app(name, members, homes.get(index, []), objects, cx), members))
    return out


class _Hook(NamedTuple):
    """A Job that runs before a deploy of an app; `name`: what names the app, where that decides."""

    job: Workload
    name: Node | None


def _app(name: Node, members: list[Gathered], releases: list[_Hook], objects: Objects, cx: Reading) -> Node:
    """The app of some groups."""
    by_group = {found.group.value: found for found in members}
    names = sorted(by_group)
    main = by_group[DEFAULT_GROUP if DEFAULT_GROUP in names else names[0]]
    region = main.region or next((f.region for f in members if f.region is not None), None)
    deploy = dict(main.deploy)
    said = [hook for hook in releases if has_words(hook.job)]
    for hook in said[:1]:
        found = gather_release(hook.job, name, main, region, objects, cx)
        deploy |= {key: node.why(hook.name) for key, node in found.items()}
    for hook in releases:
        if hook not in said[:1]:
            own = "a release command cannot be the image's own"
            leave_out(hook.job, "a fly.toml has one release command" if hook in said else own, cx)
    views = {group: by_group[group].view for group in names}
    chosen = Names(name, views, None)
    for group, view in views.items():
        hints = dict(view.value["kubernetes"].value) if "kubernetes" in view.value else {}
        hints |= hints_of(by_group[group].workload, chosen, group, natural_kind(view))
        if hints:
            views[group] = view.having(kubernetes=Node(hints))
    secrets = joined_secrets(*(found.secrets for found in members))
    spots = _spots(members, chosen)
    app = table(
        name=name,
        region=region,
        groups=Node(views),
        deploy=Node(deploy) if deploy else None,
        secrets=listing(secrets.values()) if secrets else None,
        namespace=main.workload.object.at("metadata", "namespace"),
        kubernetes=Node(spots) if spots else None,
    )
    return settle_reach(app, chosen, cx)


def _spots(members: list[Gathered], names: Names) -> dict[str, Node]:
    """Names of the ConfigMap and the Secret of the environment, where all groups have the same single one."""
    out = {}
    for key, field, entries in (
        ("env", "configMapRef", [found.env.configs for found in members]),
        ("secrets", "secretRef", [found.env.from_secrets for found in members]),
    ):
        if key == "env" and not any(found.env.values for found in members):
            continue
        refs = [one[0].at(field, "name") for one in entries if len(one) == 1 and one[0].get("prefix") is None]
        texts = {text_of(ref) for ref in refs}
        single = len(refs) == len(entries) and len(texts) == 1
        if single and refs[0] is not None and text_of(refs[0]) != names.object(key).value:
            out[key] = refs[0]
    return out
