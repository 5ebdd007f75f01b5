"""Volumes of a machine from claims: templates of a StatefulSet, PersistentVolumeClaims, claims of ephemeral volumes."""

from __future__ import annotations

from flytrans.kubernetes.claims import volume_name
from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.mount_paths import mount_path, tell_whole, tell_writable
from flytrans.kubernetes.names import MANAGED_BY, US
from flytrans.kubernetes.objects import Objects, identity_of
from flytrans.kubernetes.pod_volumes import volumes_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, items_of, listing, made, table
from flytrans.values.quantity import ONE, parse_quantity

GIGABYTE = 2**30 * ONE
"""As quantities are counted: a Gi of a claim is a GB of a volume."""
LARGEST_GB = 500
"""Of a volume (fly docs, volumes/overview; flyctl internal/appconfig/validation.go, auto_extend_size_limit)."""


class _Claim(NamedTuple):
    """A claim that pods can mount by the name of a volume. `shared`: it is one for all replicas."""

    name: Node
    spec: Node | None
    shared: bool
    read_only: Node | None = None
    object: Node | None = None
    """The PersistentVolumeClaim that was found by its name."""
    volume: Node | None = None
    """The name of the pod's volume that uses it."""


def gather_claims(
    pod_spec: Node,
    container: Node,
    spec: Node,
    objects: Objects,
    namespace: str,
    cx: Reading,
    workload: Node,
    *of: Node | None,
) -> Node | None:
    """The mounts of a machine; of somebody else's pod only the first, since a machine has one volume.

    `workload`: its name. `of`: what says its kind and namespace, which decide whether there are templates and claims.
    `container`: whose mounts come first. Other containers of a machine can only see its volume where it is.
    """
    claims = _claims(pod_spec, spec, objects, namespace, cx)
    ours = text_of(spec.at("template", "metadata", "labels", MANAGED_BY)) == US
    out: list[_Mounted] = []
    for mount in _mounts(container, pod_spec, ours):
        name = mount.get("name")
        claim = claims.get(text_of(name) or "")
        path = mount_path(mount, cx) if claim is not None else None
        if claim is None or name is None or path is None:
            continue
        again = next((one for one in out if one.claim is claim), None)
        if again is not None and again.path.value == path.value and not ours:
            again.path, again.name = _both(again.path, path), _both(again.name, name)
        elif out and not ours:
            _tell_further(mount, claim, path, out[0], cx)
        else:
            out.append(_Mounted(claim, name, path))
            _tell_losses(mount, claim, cx)
            if claim.shared:
                _tell_shared(claim, spec, namespace, objects, cx)
    found = [
        table(name=_volume(one.claim, workload, ours), path=one.path, initial_gb=_size(one.claim, ours, cx)).why(
            one.name, one.claim.volume, *of
        )
        for one in out
    ]
    return listing(found) if found else None


def _volume(claim: _Claim, workload: Node, ours: bool) -> Node:
    """The volume's name; a claim that we made beside its workload is called after both."""
    stem = f"{workload.value}-"
    if ours and claim.shared and claim.name.value.startswith(stem):
        return made(volume_name(claim.name.value.removeprefix(stem)), claim.name, workload)
    return claim.name.map(volume_name)


class _Mounted:
    """A claim that the machine mounts; containers that agree about it each say it."""

    __slots__ = ("claim", "name", "path")

    def __init__(self, claim: _Claim, name: Node, path: Node) -> None:
        self.claim = claim
        self.name = name
        self.path = path


def _mounts(container: Node, pod_spec: Node, ours: bool) -> list[Node]:
    """What the container mounts, then what the others of somebody else's pod mount."""
    holders = [container]
    if not ours:
        others = [*tables_of(pod_spec.get("containers")), *tables_of(pod_spec.get("initContainers"))]
        holders += [other for other in others if other is not container]
    return [mount for holder in holders for mount in tables_of(holder.get("volumeMounts"))]


def _both(one: Node, other: Node) -> Node:
    """A value that two leaves say alike."""
    return Node(one.value, tuple(sorted({*one.sources, *other.sources})), one.because, one.reason)


def _tell_further(mount: Node, claim: _Claim, path: Node, kept: _Mounted, cx: Reading) -> None:
    """What one volume at one path cannot be."""
    if claim is kept.claim:
        message = f"a machine has its volume in one place, and {kept.path.value} is it"
        cx.ledger.reason(mount, "FT519", message)
        cx.found("FT519", path, message, "mount it at the same path in each container")
        return
    message = f"a machine has one volume, and {kept.claim.name.value} is it"
    for node in (mount, claim.name, claim.spec):
        cx.ledger.reason(node, "FT519", message)
    cx.found("FT519", path, message, "put both on one volume, or split the app")


def _claims(pod_spec: Node, spec: Node, objects: Objects, namespace: str, cx: Reading) -> dict[str, _Claim]:
    """Claims by the name that volumeMounts use; a template beats a volume of the pod."""
    out: dict[str, _Claim] = {}
    for volume in volumes_of(pod_spec, cx).values():
        name, used = volume.get("name"), volume.at("persistentVolumeClaim", "claimName")
        passing = volume.at("ephemeral", "volumeClaimTemplate", "spec")
        if name is None or not text_of(name):
            continue
        if used is not None and text_of(used):
            claim = objects.get("PersistentVolumeClaim", namespace, used.value)
            if claim is None:
                message, fix = objects.missing("PersistentVolumeClaim", namespace, used.value, "add it")
                cx.found("FT014", used, f"{message}, so its size is not known", fix)
            found = claim.get("spec") if claim is not None else None
            out[name.value] = _Claim(used, found, True, volume.at("persistentVolumeClaim", "readOnly"), claim, name)
        elif passing is not None:
            out[name.value] = _Claim(name, passing, False)
    for template in tables_of(spec.get("volumeClaimTemplates")):
        name = template.at("metadata", "name")
        if name is not None and text_of(name):
            out[name.value] = _Claim(name, template.get("spec"), False)
    return out


def _size(claim: _Claim, ours: bool, cx: Reading) -> Node | None:
    """GB, rounded up, from 1 to 500; what we wrote comes back as it is."""
    storage = claim.spec.at("resources", "requests", "storage") if claim.spec is not None else None
    size = _size_in(storage)
    if storage is None or size is None:
        return None
    gigabytes = -(-size // GIGABYTE) if ours else whole_gigabytes(storage)
    gigabytes = max(gigabytes or 1, 1)
    if gigabytes * GIGABYTE != size:
        smaller = gigabytes * GIGABYTE < size
        message = (
            f"a volume has at most {LARGEST_GB} GB" if smaller else f"a volume has whole GB, from 1 to {LARGEST_GB}"
        )
        cx.ledger.reason(storage, "FT313", message, effect="data" if smaller else "", always=True)
    return made(gigabytes, storage).why(*((claim.name, *identity_of(claim.object)) if claim.object is not None else ()))


def whole_gigabytes(storage: Node | None) -> int | None:
    """GB of the volume for a claim of so much; None where no size is said."""
    size = _size_in(storage)
    return None if size is None else min(max(-(-size // GIGABYTE), 1), LARGEST_GB)


def _size_in(storage: Node | None) -> int | None:
    return parse_quantity(str(storage.value)) if storage is not None else None


def _tell_losses(mount: Node, claim: _Claim, cx: Reading) -> None:
    """What the claim says that a Fly volume is not."""
    tell_whole(mount, cx)
    tell_writable(claim.read_only, cx)
    if claim.spec is None:
        return
    for key in ("dataSource", "dataSourceRef"):
        source = claim.spec.get(key)
        if source is not None and source.value:
            cx.ledger.reason(source, "FT516", "the data has to be copied")
            cx.found("FT516", source, "the volume is filled from another store; copy the data by hand")
    if text_of(claim.spec.get("volumeMode")) == "Block":
        cx.ledger.reason(claim.spec.get("volumeMode"), "FT516", "Fly mounts file systems only")
        cx.found("FT516", claim.spec.get("volumeMode"), "Fly mounts file systems only")


def _tell_shared(claim: _Claim, spec: Node, namespace: str, objects: Objects, cx: Reading) -> None:
    """Say what no longer sees the same files: the replicas, or other workloads that use the claim."""
    from flytrans.kubernetes.claim_users import sharers_of

    sharers = sharers_of(claim.name.value, namespace, objects)
    modes = items_of(claim.spec.get("accessModes")) if claim.spec is not None else []
    wide = [mode for mode in modes if mode.value in ("ReadWriteMany", "ReadOnlyMany")]
    if sharers:
        message = f"{sharers} share claim {claim.name.value}; each gets a volume of its own, with data of its own"
        cx.ledger.reason(claim.name, "FT345", message, always=True)
        cx.found("FT345", claim.name, message, "keep what they share in object storage or a database")
    message = "each machine has a volume of its own; nothing is shared"
    for node in wide or ([claim.name] if (whole_of(spec.get("replicas")) or 1) > 1 and not sharers else []):
        cx.ledger.reason(node, "FT345", message, always=not wide)
        if not sharers:
            cx.found("FT345", node, message, "run one machine, or keep shared files in object storage")
