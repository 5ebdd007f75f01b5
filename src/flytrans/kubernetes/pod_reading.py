"""A workload as a process group: what its pods run, read through the pod template of any kind."""

from __future__ import annotations

from typing import Any

from flytrans.kubernetes.claim_reading import gather_claims
from flytrans.kubernetes.command import gather_command
from flytrans.kubernetes.configmap import CHECKSUMS
from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.containers_reading import Face, Inside, face_of, gather_containers, wanted_extras
from flytrans.kubernetes.environment_reading import Env, EnvReader, joined_secrets, secrets_of, wanted_inline
from flytrans.kubernetes.fields import FieldSource
from flytrans.kubernetes.files_reading import gather_files
from flytrans.kubernetes.guest_reading import gather_guest
from flytrans.kubernetes.image import gather_image, tell_login, tell_no_image
from flytrans.kubernetes.kinds import rules_of
from flytrans.kubernetes.metrics import annotations_of, gather_metrics
from flytrans.kubernetes.mount_losses import tell_lost_mounts
from flytrans.kubernetes.objects import Objects, identity_of
from flytrans.kubernetes.placement import gather_dns, gather_region
from flytrans.kubernetes.probe_reading import gather_probes
from flytrans.kubernetes.rollout import gather_rollout, without_usual_rollout
from flytrans.kubernetes.runtime_variables import MEMORY, Facts, in_sidecar, is_reserved, scatter_runtime
from flytrans.kubernetes.scaling_reading import gather_scaling, scaled_count, with_budget
from flytrans.kubernetes.schedules import gather_request, gather_schedule
from flytrans.kubernetes.service_reading import gather_services, headless_named
from flytrans.kubernetes.stopping import gather_count, gather_removal, gather_restart, gather_stop
from flytrans.kubernetes.usual import unless_usual
from flytrans.mapping.first_deploy import machines_at_first
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, listing, table, text_at


class Workload(NamedTuple):
    """A workload that can be read: it has a pod template with a container."""

    object: Node
    kind: str
    name: Node
    namespace: str
    template: Node
    pod: Node
    face: Face
    ours: bool

    @property
    def labels(self) -> Node | None:
        """The labels of its pods."""
        return self.template.at("metadata", "labels")


class Gathered(NamedTuple):
    """What one workload says: its view, and what of the app it decides."""

    workload: Workload
    group: Node
    view: Node
    region: Node | None
    secrets: dict[str, Node]
    deploy: dict[str, Node]
    env: Env


def gather_pod(workload: Workload, app: Node, group: Node, objects: Objects, cx: Reading) -> Gathered:
    """The view of a workload in the app and process group that its labels name."""
    ours, pod, container = workload.ours, workload.pod, workload.face.container
    notes = workload.template.at("metadata", "annotations")
    region = gather_region(notes, pod, _constants(container), cx)
    image = gather_image(container.get("image"))
    if not ours:
        tell_no_image(container, cx)
        tell_login(pod, cx)
    guest = gather_guest(pod, ours, cx)
    reader = env_reader(workload, app, group, region, image, guest, objects, cx)
    env, variables = reader.read(container)
    _tell_derived(workload, cx)
    version, kind, *_ = identity_of(workload.object)
    space = workload.object.at("metadata", "namespace")
    services = gather_services(workload.labels, pod, objects, workload.namespace, cx, space)
    name = text_of(workload.name) or ""
    scaling = gather_scaling(workload.kind, name, services, objects, workload.namespace, cx, space)
    services = scaling.services
    plain = workload.face.alone
    with_checks, checks = gather_probes(container, services, cx, ours=ours, alone=plain)
    checked = plain or with_checks is not services
    services = with_checks if checked else services
    of = (version, kind, space)
    mounts = gather_claims(pod, container, _spec_of(workload), objects, workload.namespace, cx, workload.name, *of)
    rules = rules_of(workload.object)
    said = scaled_count(rules.get("replicas"), scaling.least, ours, cx)
    replicas = said if said is not None else gather_count(workload.kind, rules, cx, *of)
    count = unless_usual(replicas, machines_at_first(services=bool(services), mounts=bool(mounts)), ours, cx)
    schedule = gather_schedule(workload.object, cx) if workload.kind == "CronJob" else None
    view: dict[str, Node | None] = {
        "services": services,
        "checks": checks if plain else None,
        "mounts": mounts,
        "image": image.why(version, kind) if image is not None else None,
        "guest": guest,
        "stop": gather_stop(workload.kind, pod, container, ours, cx),
        "restart": gather_restart(workload.kind, pod, rules, ours, cx, version, kind),
        "auto_destroy": gather_removal(workload.kind, rules, ours, cx),
        "request": gather_request(workload.kind, workload.object, schedule, cx),
        "schedule": schedule,
        "metrics": gather_metrics(annotations_of(workload.template, objects, workload.namespace), container, cx),
        "dns": gather_dns(pod, cx),
        "count": count,
    }
    hints: dict[str, Node | None] = {"headless": _headless(workload, objects)}
    secrets = secrets_of(env, ours, plain)
    if workload.kind == "CronJob" and schedule is None:
        hints["schedule"] = workload.object.at("spec", "schedule")
    if plain:
        tty = container.get("tty")
        init = gather_command(container, variables, cx)
        if tty is not None and tty.value is True:
            init["tty"] = tty
        view["init"] = Node(init) if init else None
        view["env"] = Node({name: env.values[name] for name in sorted(env.values)}) if env.values else None
        view["files"] = gather_files(container, pod, objects, workload.namespace, ours, cx, space)
        hints["ports"] = container.get("ports") if not ours else None
        inline = wanted_inline(env)
        hints["inline"] = listing(inline) if inline else None
    else:
        inside = Inside(pod, container, objects, workload.namespace, ours, checked, view["restart"], space)
        view["containers"], view["volumes"], envs = gather_containers(inside, reader, cx)
        secrets = joined_secrets(secrets, *(secrets_of(one, ours, plain) for one in envs.values()))
        shared = {name: node for name, node in env.values.items() if name not in {n.value for n in env.inline}}
        view["env"] = Node({name: shared[name] for name in sorted(shared)}) if shared and ours else None
    if not ours:
        extras = wanted_extras(cx)
        tell_lost_mounts(pod, not plain and "empty-dir" in extras, "image-volumes" in extras, cx)
    view["kubernetes"] = table(**hints) if any(node is not None for node in hints.values()) else None
    deploy = gather_rollout(workload.kind, rules, replicas, _is_checked(services, checks), mounts is not None, cx)
    deploy = with_budget(deploy, workload.labels, replicas, objects, workload.namespace, cx, space)
    deploy = without_usual_rollout(deploy, workload.kind, whole_of(replicas) or 1, cx) if ours else deploy
    if getattr(cx.options, "carry", True) is False:
        cx.ledger.reason(kind, "FT327", "which kind of workload it was does not travel", effect="none", always=True)
    decided = tuple(sorted({*group.leaves(), *_leaves(version), *_leaves(kind)}))
    found = Node({key: node for key, node in view.items() if node is not None}, (), decided)
    return Gathered(workload, group, found, region, secrets, deploy, env)


def env_reader(
    workload: Workload,
    app: Node,
    group: Node,
    region: Node | None,
    image: Node | None,
    guest: Node | None,
    objects: Objects,
    cx: Reading,
) -> EnvReader:
    """What reads the environment of a workload's containers, knowing the platform's own variables."""
    container = workload.face.container
    facts = Facts(app, group, region, image, container.at("resources", "limits", "memory"))
    holders = (*tables_of(workload.pod.get("containers")), *tables_of(workload.pod.get("initContainers")))
    names = [text_at(entry, "name") for holder in holders for entry in tables_of(holder.get("env"))]
    runtime = scatter_runtime(facts) if any(map(is_reserved, names)) else {}
    expected: dict[str, list[Any]] = {name: [entry.plain()] for name, entry in runtime.items()}
    memory, face = runtime.get(MEMORY), container.get("name")
    if memory is not None and face is not None:
        expected[MEMORY].append(in_sidecar(memory, face).plain())
    space = workload.object.at("metadata", "namespace")
    namespace = space if space is not None else Node(workload.namespace, (), (), "no namespace is said")
    meta = workload.template.get("metadata")
    numbered = workload.kind == "StatefulSet" and not workload.ours
    source = FieldSource(meta, workload.pod, guest, namespace, not workload.face.alone, numbered)
    return EnvReader(objects, workload.namespace, expected, source, workload.ours, cx)


def workload_of(
    obj: Node, kind: str, namespace: str, template: Node | None, ours: bool, cx: Reading
) -> Workload | None:
    """A workload, where it has what it takes to be read."""
    name = obj.at("metadata", "name")
    if not text_of(name):
        stem = obj.at("metadata", "generateName")
        name = stem.map(lambda text: text.rstrip("-")) if stem is not None and text_of(stem) else None
    pod = template.get("spec") if template is not None else None
    face = face_of(template, ours, cx) if template is not None else None
    if template is None or pod is None or face is None or name is None or not text_of(name):
        return None
    return Workload(obj, kind, name, namespace, template, pod, face, ours)


def _constants(container: Node) -> dict[str, Node]:
    out = {}
    for entry in tables_of(container.get("env")):
        name, value = text_of(entry.get("name")), entry.get("value")
        if name and value is not None and isinstance(value.value, str):
            out[name] = value
    return out


def _spec_of(workload: Workload) -> Node:
    """The table with the template, and the claims of a StatefulSet."""
    spec = workload.object.get("spec")
    return table(
        template=workload.template,
        volumeClaimTemplates=spec.get("volumeClaimTemplates") if spec is not None else None,
        replicas=spec.get("replicas") if spec is not None and workload.kind != "Pod" else None,
    )


def _headless(workload: Workload, objects: Objects) -> Node | None:
    """The Service that gives the pods of somebody else's StatefulSet their names, be it in the input or not."""
    name = workload.object.at("spec", "serviceName") if workload.kind == "StatefulSet" else None
    if name is None or not text_of(name) or workload.ours:
        return None
    return headless_named(name, objects, workload.namespace)


def _tell_derived(workload: Workload, cx: Reading) -> None:
    notes = workload.template.at("metadata", "annotations")
    for key in CHECKSUMS:
        cx.ledger.inert(notes.get(key) if notes is not None else None, "it is made from the ConfigMap")


def _is_checked(services: Node | None, checks: Node | None) -> bool:
    return checks is not None or any(service.get("checks") is not None for service in tables_of(services))


def _leaves(node: Node | None) -> set[int]:
    return node.leaves() if node is not None else set()
