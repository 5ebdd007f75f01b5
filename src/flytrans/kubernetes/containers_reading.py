"""Containers, init containers and sidecars of a pod as containers of a machine."""

from __future__ import annotations

from flytrans.kubernetes.command import gather_command
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.containers import ENDED, HEALTHY
from flytrans.kubernetes.environment_reading import Env, EnvReader
from flytrans.kubernetes.fields import wants_facts
from flytrans.kubernetes.files_reading import gather_files
from flytrans.kubernetes.healthcheck_reading import gather_healthchecks
from flytrans.kubernetes.mount_paths import mount_path, tell_whole
from flytrans.kubernetes.names import MAIN_CONTAINER
from flytrans.kubernetes.objects import Objects
from flytrans.kubernetes.scratch import gather_scratch, scratch_names
from flytrans.kubernetes.stopping import POLICIES, gather_signal
from flytrans.kubernetes.users import gather_user, tell_users
from flytrans.mapping.images import OWN
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, listing, made, table, text_at


class Face(NamedTuple):
    """The container that stands for the pod, and whether it is the only one."""

    container: Node
    alone: bool


def face_of(template: Node, ours: bool, cx: Reading) -> Face | None:
    """The container that an annotation names, else the first; None where there is none.

    In what we wrote the annotation says that the machine has containers, be it one. A lone container of somebody
    else's that asks for a fact of its pod is one of these, too: only containers have `env_from`. So is one that mounts
    a temporary volume, where the caller asks for these: the API takes them, but does not document them.
    """
    pod = template.get("spec") or Node({})
    running, before = tables_of(pod.get("containers")), tables_of(pod.get("initContainers"))
    if not running:
        return None
    wanted = text_of(template.at("metadata", "annotations", MAIN_CONTAINER))
    found = next((c for c in [*running, *before] if text_of(c.get("name")) == wanted and wanted), running[0])
    formed = bool(wanted) if ours else wants_facts(found) or _wants_scratch(pod, found, cx)
    return Face(found, len(running) == 1 and not before and not formed)


def _wants_scratch(pod: Node, container: Node, cx: Reading) -> bool:
    extras = wanted_extras(cx)
    if "empty-dir" not in extras and "image-volumes" not in extras:
        return False
    names = scratch_names(pod, folders="empty-dir" in extras, images="image-volumes" in extras)
    return any(text_of(mount.get("name")) in names for mount in tables_of(container.get("volumeMounts")))


class Inside(NamedTuple):
    """What a pod has beside what its machine says."""

    pod: Node
    face: Node
    objects: Objects
    namespace: str
    ours: bool
    checked: bool
    """Whether the readiness probe of the face was read as a check of a service."""
    restart: Node | None
    """What happens when a process of the pod ends."""
    said: Node | None = None
    """The leaf that says the namespace, if one does."""


def gather_containers(inside: Inside, env: EnvReader, cx: Reading) -> tuple[Node, Node | None, dict[str, Env]]:
    """The containers in the order in which they start, the volumes that they share, and each one's environment."""
    out: list[Node] = []
    envs: dict[str, Env] = {}
    before: Node | None = None
    for container in tables_of(inside.pod.get("initContainers")):
        entry, envs[text_at(container, "name")] = _container(inside, container, before, env, cx)
        out.append(entry)
        before = container
    for container in tables_of(inside.pod.get("containers")):
        entry, envs[text_at(container, "name")] = _container(inside, container, before, env, cx)
        out.append(entry)
    if not inside.ours:
        tell_users(inside.pod, cx)
    folders, images = _scratch_of(inside, cx)
    return listing(out), gather_scratch(inside.pod, inside.ours, cx, folders=folders, images=images), envs


def _container(
    inside: Inside, container: Node, before: Node | None, reader: EnvReader, cx: Reading
) -> tuple[Node, Env]:
    read, variables = reader.read(container)
    image = container.get("image")
    own = {name: read.values[name] for name in (node.value for node in read.inline) if name in read.values}
    values = own if inside.ours else read.values
    checks = gather_healthchecks(container, inside.ours, cx)
    if container is inside.face and inside.checked and checks is not None:
        rest = [check for check in checks.each() if text_of(check.get("kind")) != "readiness"]
        checks = listing(rest) if rest else None
    entry = table(
        name=container.get("name"),
        image=made(OWN, image, reason="the app's own image") if container is inside.face else image,
        **gather_command(container, variables, cx),
        user=gather_user(container, inside.pod if not inside.ours else Node({}), cx),
        env=Node({name: values[name] for name in sorted(values)}) if values else None,
        secrets=_secrets(read),
        env_from=_facts(read),
        files=gather_files(container, inside.pod, inside.objects, inside.namespace, inside.ours, cx, inside.said),
        stop=gather_signal(container, cx) if container is not inside.face else None,
        restart=_restart(inside, container, cx),
        depends_on=_depends(before),
        mounts=_mounts(inside, container, cx),
        healthchecks=checks,
        kubernetes=_declared(inside, container),
    )
    return entry, read


def _declared(inside: Inside, container: Node) -> Node | None:
    """The ports that a container of somebody else's declares, which only Kubernetes has."""
    ports = container.get("ports")
    return table(ports=ports) if ports is not None and ports.each() and not inside.ours else None


def _secrets(env: Env) -> Node | None:
    """Secrets of the app under the container's own names for them."""
    out = []
    for variable, node in env.secrets.items():
        key = env.references.get(variable)
        if node.sources and (key is not None or variable in env.named):
            out.append(table(env_var=node, name=key if key is not None else node))
    return listing(out) if out else None


def _facts(env: Env) -> Node | None:
    found = [
        table(env_var=Node(name, (), node.because, "the variable"), field_ref=node) for name, node in env.fields.items()
    ]
    return listing(found) if found else None


def _restart(inside: Inside, container: Node, cx: Reading) -> Node | None:
    """A container's own policy, else its pod's (K: pkg/api/v1/pod/util.go ContainerShouldRestart).

    An init container that came to a good end is not started again, whatever the pod's policy.
    """
    own, of_pod = container.get("restartPolicy"), inside.restart
    before = any(container is other for other in tables_of(inside.pod.get("initContainers")))
    word = text_of(own)
    if inside.ours and (not word or (before and word == "Always")):
        return None
    if own is not None and word in POLICIES:
        return table(policy=own.map(POLICIES.__getitem__))
    if word:
        cx.ledger.reason(own, "FT307", "Kubernetes knows no such policy; the pod's counts", always=True)
    policy = of_pod.get("policy") if of_pod is not None else None
    if policy is None:
        return None
    ends = before and policy.value == "always"
    return table(
        policy=made("on-failure" if ends else policy.value, own if word else None, policy, reason=policy.reason),
        max_retries=of_pod.get("max_retries") if of_pod is not None and not before else None,
    )


def _depends(before: Node | None) -> Node | None:
    """What a container waits for: the init container before it, and so all before that."""
    name = before.get("name") if before is not None else None
    if before is None or name is None:
        return None
    policy, startup = before.get("restartPolicy"), before.get("startupProbe")
    if text_of(policy) != "Always":
        condition = default(ENDED, "an init container runs to its end", name)
    elif startup is not None:
        condition = made(HEALTHY, reason="its startup probe succeeds first").why(policy)
    else:
        condition = made("started", reason="a sidecar starts before the next container").why(policy)
    return listing([table(name=name, condition=condition)])


def _mounts(inside: Inside, container: Node, cx: Reading) -> Node | None:
    folders, images = _scratch_of(inside, cx)
    names = scratch_names(inside.pod, folders=folders, images=images)
    found = []
    for mount in tables_of(container.get("volumeMounts")):
        path = mount_path(mount, cx) if text_of(mount.get("name")) in names else None
        if path is not None:
            found.append(table(name=mount.get("name"), path=path))
            tell_whole(mount, cx)
    return listing(found) if found else None


def _scratch_of(inside: Inside, cx: Reading) -> tuple[bool, bool]:
    """Whether folders and images are temporary volumes: what we wrote, and what the caller asks for."""
    extras = wanted_extras(cx)
    return inside.ours or "empty-dir" in extras, inside.ours or "image-volumes" in extras


def wanted_extras(cx: Reading) -> frozenset[str]:
    """What the caller asks for beside the usual."""
    found: frozenset[str] = getattr(cx.options, "extras", frozenset())
    return found
