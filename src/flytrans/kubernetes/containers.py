"""Several containers in one machine as containers, init containers and sidecars of a pod.

A container that others wait for becomes an init container: waiting for its end makes it a plain one, waiting for its
start or health a sidecar (`restartPolicy: Always`). The size of the machine is that of its main container.
"""

from __future__ import annotations

from flytrans.kubernetes.command import scatter_command
from flytrans.kubernetes.configmap import is_key
from flytrans.kubernetes.constants import decided, tables_of, text_of
from flytrans.kubernetes.environment import field_reference, is_possible
from flytrans.kubernetes.files import Files, is_free
from flytrans.kubernetes.healthchecks import scatter_healthchecks
from flytrans.kubernetes.names import Names, safe_name, shortened
from flytrans.kubernetes.ports import with_probed
from flytrans.kubernetes.runtime_variables import constant, in_sidecar
from flytrans.kubernetes.scratch import RENAMED, scatter_scratch, scratch_names_of
from flytrans.kubernetes.users import scatter_user
from flytrans.mapping.images import OWN
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, items_of, listing, made, table

ENDED = "exited_successfully"
HEALTHY = "healthy"
_FIELDS = {"id": "metadata.name", "private_ip": "status.podIP"}


class Surroundings(NamedTuple):
    """What the containers of a pod take from the app."""

    names: Names
    files: Files
    region: Node | None
    secrets: Node


class Containers(NamedTuple):
    """The containers of a pod, in order.

    `face`: the name of the one that runs the app's image, where the machine has containers of its own.
    """

    main: list[Node]
    init: list[Node]
    volumes: list[Node]
    face: Node | None


def scatter_containers(around: Surroundings, group: str, view: Node, main: Node, cx: Writing) -> Containers:
    """The containers of a group: its own, or those of its machine config."""
    found = tables_of(view.get("containers")) or _from_processes(group, view, cx)
    if not found or cx.options.profile == "fks":
        for container in found:
            cx.ledger.reason(container, "FT316", "Fly Kubernetes runs one container a pod")
        return Containers([main], [], [], None)
    cx.ledger.reason(view.get("init"), "FT316", "each container has a command of its own")
    for file in tables_of(view.get("files")):
        if file.get("guest_path") is not None and (file.get("raw_value") or file.get("secret_name")) is not None:
            cx.ledger.reason(file, "FT316", "the container that runs the app's image has it", effect="none")
    face = _face(found)
    names = _safe_names(found)
    first, waits = _order(found)
    built = {}
    volumes: list[Node] = []
    asker = _asker(found, waits, face, main, cx)
    for index, container in enumerate(found):
        wait = waits.get(index, NOBODY)
        name = names[index].why(*wait.because)
        mine = main if index == face else None
        made_ = _scatter(around, view, container, name, mine, _beside(main, names[face], mine), wait.condition, cx)
        if index == asker:
            probe = main.get("readinessProbe")
            cx.ledger.reason(probe, "FT351", "another container of the pod has the probe", effect="none")
            made_ = made_._replace(container=made_.container.having(readinessProbe=probe))
        built[index] = made_.container
        volumes += made_.volumes
    volumes += scatter_scratch(view, cx)
    init = [built[index] for index in first]
    rest = [built[index] for index in range(len(found)) if index not in first]
    return Containers(rest, init, volumes, names[face])


def _asker(found: list[Node], waits: dict[int, _Wait], face: int, main: Node, cx: Writing) -> int | None:
    """The container beside the main one that asks the service's check, where that one has a check of its own.

    A pod is ready when all its containers are, so any of them may ask.
    """
    free = []
    for index, container in enumerate(found):
        role = waits.get(index, NOBODY).condition
        if role != ENDED and "readinessProbe" not in scatter_healthchecks(container, role, cx):
            free.append(index)
    return free[0] if free and face not in free and main.get("readinessProbe") is not None else None


def _beside(main: Node, face: Node, mine: Node | None) -> Node:
    """The main container, as one beside it takes its variables."""
    env = main.get("env")
    if mine is not None or env is None:
        return main
    return main.having(env=listing(in_sidecar(entry, face) for entry in env.each()))


def _image(image: Node | None, main: Node) -> Node | None:
    """A container's image; the app's own where it has none or says so."""
    if image is not None and image.value != OWN:
        return image
    own = main.get("image")
    return own.why(image) if own is not None else None


class _Built(NamedTuple):
    container: Node
    volumes: list[Node]


def _scatter(
    around: Surroundings,
    view: Node,
    container: Node,
    name: Node,
    mine: Node | None,
    main: Node,
    role: str,
    cx: Writing,
) -> _Built:
    image = container.get("image")
    mounted = around.files.mounted(container)
    mounts = items_of(mine.get("volumeMounts")) if mine is not None else []
    mounts = [*mounts, *_scratch_mounts(container, scratch_names_of(view), mounts, cx)]
    mounts += [mount for mount in mounted.mounts if is_free(mount, mounts)]
    probes = scatter_healthchecks(container, role, cx)
    if mine is not None and "readinessProbe" not in probes and role != ENDED:
        probes["readinessProbe"] = mine.get("readinessProbe")
    out = table(
        name=name,
        image=_image(image, main),
        **scatter_command(container, cx),
        restartPolicy=decided("Always", "a sidecar lives as long as its pod", container)
        if role not in ("", ENDED)
        else None,
        envFrom=_env_from(main, container),
        env=_env(around, container, main, cx),
        ports=container.at("kubernetes", "ports")
        or with_probed(mine.get("ports") if mine is not None else None, *probes.values()),
        resources=mine.get("resources") if mine is not None else None,
        **probes,
        lifecycle=mine.get("lifecycle") if mine is not None else None,
        securityContext=scatter_user(container, main.get("securityContext"), cx),
        volumeMounts=listing(mounts) if mounts else None,
    )
    return _Built(out, mounted.volumes)


def _scratch_mounts(container: Node, names: dict[str, str], others: list[Node], cx: Writing) -> list[Node]:
    """Where a container has the machine's temporary volumes."""
    out: list[Node] = []
    for mount in tables_of(container.get("mounts")):
        name, path = mount.get("name"), mount.get("path")
        if name is None or path is None or name.value not in names or not path.value:
            continue
        made_ = table(name=name.map(names.__getitem__), mountPath=path)
        if not is_free(made_, [*others, *out]):
            cx.ledger.reason(mount, "FT422", "something else is mounted at this path")
            continue
        out.append(made_)
        if made_.value["name"].value != name.value:
            cx.ledger.reason(mount, "FT314", RENAMED)
    return out


def _env_from(main: Node, container: Node) -> Node | None:
    found = main.get("envFrom")
    alone = container.get("ignore_app_secrets")
    if found is None or alone is None or not alone.value:
        return found
    kept = [entry for entry in found.each() if entry.get("secretRef") is None]
    return listing(kept) if kept else None


def _env(around: Surroundings, container: Node, main: Node, cx: Writing) -> Node | None:
    entries: dict[str, Node] = {}
    for name, value in entries_of(container.get("env")):
        if is_possible(name):
            entries[name] = constant(name, value).why(value)
        else:
            cx.ledger.reason(value, "FT423", f"no variable can be called {name!r}")
    for secret in tables_of(container.get("secrets")):
        variable, key = secret.get("env_var"), secret.get("name") or secret.get("env_var")
        if key is not None and not is_key(key.value):
            cx.ledger.reason(secret, "FT422", "a Secret has no key of this name")
        elif variable is not None and key is not None and is_possible(variable.value):
            reference = table(name=around.secrets, key=key)
            entries[variable.value] = table(name=variable, valueFrom=table(secretKeyRef=reference))
    for item in tables_of(container.get("env_from")):
        entry = _field(around, item, main, cx)
        if entry is not None:
            entries[entry.value["name"].value] = entry
    entries |= {entry.value["name"].value: entry for entry in items_of(main.get("env"))}
    return listing(entry for _, entry in sorted(entries.items())) if entries else None


def _field(around: Surroundings, item: Node, main: Node, cx: Writing) -> Node | None:
    variable, reference = item.get("env_var"), item.get("field_ref")
    if variable is None or reference is None or not is_possible(variable.value):
        return None
    path = _FIELDS.get(reference.value)
    if path is not None:
        entry = field_reference(variable, path)
        return entry.having(valueFrom=table(fieldRef=table(fieldPath=made(path, reference))))
    known = {"app_name": around.names.exact, "region": around.region, "image": main.get("image")}
    value = known.get(reference.value)
    if value is None:
        return None
    cx.ledger.reason(reference, "FT322", "a pod has no such field, so it is a constant", always=True)
    return table(name=variable, value=constant("", made(value.value, value, reference)).get("value"))


def _face(found: list[Node]) -> int:
    """The container that runs the app's image: the one that says so, else "app", else the first (flyctl parse.go)."""
    for index, container in enumerate(found):
        if text_of(container.get("image")) == OWN:
            return index
    names = [text_of(container.get("name")) for container in found]
    return names.index("app") if "app" in names else 0


def _safe_names(found: list[Node]) -> list[Node]:
    out: list[Node] = []
    taken: set[str] = set()
    for index, container in enumerate(found):
        given = container.get("name")
        name = shortened(safe_name(given.value) if given is not None else f"container-{index + 1}", 60)
        while name in taken:
            name = f"{name}-{index + 1}"
        taken.add(name)
        out.append(made(name, given) if given is not None else decided(name, "a container has a name", container))
    return out


class _Wait(NamedTuple):
    """What others wait for in a container, and what says so."""

    condition: str
    because: tuple[Node, ...]


NOBODY = _Wait("", ())


def _order(found: list[Node]) -> tuple[list[int], dict[int, _Wait]]:
    """Indexes of the containers that others wait for, in their order, and the condition for which.

    Nothing waits where the dependencies go in a circle, or where no container would be left.
    """
    spot = {text_of(container.get("name")): index for index, container in enumerate(found)}
    waits: dict[int, _Wait] = {}
    before: dict[int, set[int]] = {index: set() for index in range(len(found))}
    for index, container in enumerate(found):
        for item in tables_of(container.get("depends_on")):
            other = spot.get(text_of(item.get("name")))
            if other is None or other == index:
                continue
            before[index].add(other)
            condition, known = text_of(item.get("condition")) or "started", waits.get(other, NOBODY)
            keeps = known.condition == ENDED or (condition not in (ENDED, HEALTHY) and known.condition)
            waits[other] = _Wait(str(known.condition if keeps else condition), (*known.because, item))
    order: list[int] = []
    left = sorted(waits)
    while left:
        ready = next((index for index in left if not (before[index] & set(left))), None)
        if ready is None:
            return [], {}
        order.append(ready)
        left.remove(ready)
    return (order, waits) if len(order) < len(found) else ([], {})


def _from_processes(group: str, view: Node, cx: Writing) -> list[Node]:
    """Several processes of one image, which a pod has as containers of that image."""
    found = tables_of(view.get("processes"))
    for process in found:
        cx.ledger.reason(process, "FT316", "processes become containers: each has its own file system", always=True)
    return [
        process.having(
            name=decided(f"{shortened(safe_name(group), 50)}-{index + 1}", "the process's place", process),
            image=decided(OWN, "processes run the app's image", process),
        )
        for index, process in enumerate(found)
    ]
