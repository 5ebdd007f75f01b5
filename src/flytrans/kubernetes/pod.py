"""The pod of a process group: template metadata, pod-level fields, and its one container."""

from __future__ import annotations

from flytrans.kubernetes.claims import scatter_claims
from flytrans.kubernetes.command import scatter_command
from flytrans.kubernetes.configmap import checksum
from flytrans.kubernetes.constants import asked, tables_of, text_of
from flytrans.kubernetes.containers import Surroundings, scatter_containers
from flytrans.kubernetes.environment import Environment, scatter_env_from
from flytrans.kubernetes.files import Files, is_free, merged_volumes
from flytrans.kubernetes.guest import scatter_guest, tell_unsaid
from flytrans.kubernetes.hardening import container_security, pod_security
from flytrans.kubernetes.image import known_image, scatter_image
from flytrans.kubernetes.metrics import scatter_metrics
from flytrans.kubernetes.names import MAIN_CONTAINER, Names
from flytrans.kubernetes.placement import scatter_dns, scatter_region
from flytrans.kubernetes.ports import with_probed
from flytrans.kubernetes.probes import scatter_probe
from flytrans.kubernetes.runtime_variables import Facts, scatter_runtime, tell_seen
from flytrans.kubernetes.services import container_ports
from flytrans.kubernetes.times import scatter_seconds
from flytrans.kubernetes.usual import GRACE, USUAL_GRACE, left_to_kubernetes
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, table
from flytrans.values.duration import SECOND

_NO_LINKS = "Fly sets no variables for services"
_NO_TOKEN = "a machine holds no cluster credential"


class Shared(NamedTuple):
    """What all pods of an app draw from."""

    app: Node
    names: Names
    environment: Environment
    files: Files

    @classmethod
    def of(cls, app: Node, names: Names, cx: Writing) -> Shared:
        """The ConfigMaps of an app, and where its groups find what is in them."""
        return cls(app, names, Environment(app, names, cx), Files(app, names, cx))


class Pod(NamedTuple):
    """A pod template, and the claims that a StatefulSet makes for it."""

    template: Node
    claims: list[Node]


def scatter_pod(shared: Shared, group: str, view: Node, restart: Node | None, cx: Writing) -> Pod:
    """The pod template of a group; `restart` is its restartPolicy where one is written."""
    names = shared.names
    annotations, selector = scatter_region(shared.app.get("region"), cx)
    annotations |= scatter_metrics(view.get("metrics"), cx)
    foreign = names.is_foreign(group)
    for word, config in (("env", shared.environment.config), ("files", shared.files.config)):
        if config is not None and not foreign:
            annotations[f"checksum/{word}"] = checksum(config)
    claim_mounts, claims = scatter_claims(view, shared.app, cx)
    main = scatter_container(shared, group, view, claim_mounts, cx)
    containers = scatter_containers(surroundings(shared, cx), group, view, main.container, cx)
    if containers.face is not None:
        annotations[MAIN_CONTAINER] = containers.face
    spec = table(
        **pod_level(restart, view, cx, foreign=foreign),
        nodeSelector=selector,
        imagePullSecrets=pull_secrets(cx),
        securityContext=_filled(pod_security(cx)),
        initContainers=listing(containers.init) if containers.init else None,
        containers=listing(containers.main),
        volumes=_volumes([*main.volumes, *containers.volumes]),
    )
    labels = names.pod_labels(group)
    meta = table(labels=labels if labels.value else None, annotations=Node(annotations) if annotations else None)
    return Pod(table(metadata=meta if meta.value else None, spec=spec), claims)


class Main(NamedTuple):
    """The group's container, and the volumes that it needs."""

    container: Node
    volumes: list[Node]


def scatter_container(shared: Shared, group: str, view: Node, claim_mounts: list[Node], cx: Writing) -> Main:
    """The container that runs the group's command."""
    names, fks = shared.names, cx.options.profile == "fks"
    init, image = view.get("init"), known_image(view, cx)
    guest = view.get("guest")
    foreign = names.is_foreign(group)
    if not foreign:
        tell_unsaid(group, guest, view, cx)
    resources = scatter_guest(guest, cx) if guest is not None or not foreign else Node({})
    mounted = shared.files.mounted(view)
    mounts = [*claim_mounts, *(mount for mount in mounted.mounts if is_free(mount, claim_mounts))]
    tty = init.get("tty") if init is not None else None
    probe = scatter_probe(view, cx) if not fks else None
    container = table(
        name=names.container(group),
        image=scatter_image(image, names, cx),
        **scatter_command(init, cx),
        tty=tty if not fks else None,
        envFrom=scatter_env_from(shared.environment, shared.app, names, cx, group),
        env=scatter_env(shared, group, image, resources, cx),
        ports=_ports(view, probe, cx) if not fks else None,
        resources=resources if resources.value else None,
        readinessProbe=probe,
        lifecycle=stop_signal(view, cx),
        securityContext=_filled(container_security(cx)),
        volumeMounts=listing(mounts) if mounts else None,
    )
    return Main(container, mounted.volumes)


def _ports(view: Node, probe: Node | None, cx: Writing) -> Node | None:
    """The ports that somebody else's container declares, else those that services and the probe lead to."""
    given = view.at("kubernetes", "ports")
    return given if given is not None and given.each() else with_probed(container_ports(view, cx), probe)


def scatter_env(shared: Shared, group: str, image: Node | None, resources: Node, cx: Writing) -> Node | None:
    """`env` of the group's container: what no ConfigMap can hold, and the platform's own, by name."""
    entries, runtime = shared.environment.inline(group), dict[str, Node]()
    foreign = shared.names.is_foreign(group)
    if cx.options.runtime_env and not foreign:
        facts = Facts(
            shared.names.exact,
            shared.names.group(group),
            shared.app.get("region"),
            image,
            resources.at("limits", "memory"),
            cx.options.profile != "fks",
        )
        runtime = scatter_runtime(facts)
    if not foreign and cx.options.profile != "fks":
        tell_seen(shared.environment.views[group].get("env"), runtime, cx)
    entries |= runtime
    return listing(entry for _, entry in sorted(entries.items())) if entries else None


def surroundings(shared: Shared, cx: Writing) -> Surroundings:
    """What the further containers of a pod take from the app."""
    secrets = shared.app.at("kubernetes", "secrets") or shared.names.object("secrets")
    return Surroundings(shared.names, shared.files, shared.app.get("region"), secrets)


def pod_level(restart: Node | None, view: Node, cx: Writing, *, foreign: bool = False) -> dict[str, Node | None]:
    """The lines of a pod that come before its containers; somebody else's pod has what Kubernetes has by default."""
    grace = scatter_grace(view, cx)
    out: dict[str, Node | None] = {"restartPolicy": restart}
    if foreign:
        if grace.value != USUAL_GRACE:
            out["terminationGracePeriodSeconds"] = grace
        elif (stop := view.at("stop", "timeout")) is not None and stop.value == USUAL_GRACE * SECOND:
            left_to_kubernetes(stop, cx)
    else:
        out["automountServiceAccountToken"] = Node(False, (), (), _NO_TOKEN)
        out["enableServiceLinks"] = Node(False, (), (), _NO_LINKS)
        out["terminationGracePeriodSeconds"] = grace
    if stop_signal(view, cx) is not None:
        out["os"] = table(name=asked("linux", "extras: stop-signal needs it"))
    return {**out, **scatter_dns(view.get("dns"), cx)}


def scatter_grace(view: Node, cx: Writing) -> Node:
    """Seconds to stop: the longest of the machine's and its containers', else Fly's default."""
    stops = [view.at("stop", "timeout"), *(c.at("stop", "timeout") for c in tables_of(view.get("containers")))]
    given = [stop for stop in stops if stop is not None]
    if not given:
        return Node(GRACE // SECOND, (), (), "Fly waits 5 s, Kubernetes 30 s")
    longest = max(given, key=lambda stop: stop.value)
    if stops[0] is not None and stops[0] is not longest:
        message = "the containers of a pod share one time to stop, and that of one is longer"
        cx.ledger.reason(stops[0], "FT316", message)
    cx.ledger.usual(longest if longest.value == GRACE and longest is stops[0] else None)
    return scatter_seconds(longest, cx)


def stop_signal(view: Node, cx: Writing) -> Node | None:
    """`lifecycle.stopSignal`, only where asked for: servers without the feature drop it without a word."""
    signal = view.at("stop", "signal")
    if signal is not None and signal.value == "SIGTERM":
        cx.ledger.reason(signal, "FT402", "SIGTERM is sent, unless the image's STOPSIGNAL is another", effect="none")
    if signal is None or "stop-signal" not in cx.options.extras or not text_of(signal):
        return None
    return table(stopSignal=signal)


def pull_secrets(cx: Writing) -> Node | None:
    """The login for the registry, by name."""
    name = cx.options.image_pull_secret
    return listing([table(name=asked(name, "image_pull_secret"))]) if name is not None else None


def _filled(entries: dict[str, Node]) -> Node | None:
    return Node(entries) if entries else None


def _volumes(found: list[Node]) -> Node | None:
    volumes = merged_volumes(found)
    return listing(volumes) if volumes else None
