"""The variables that Fly's platform sets in every machine.

Constants are written as they are; what only a running pod knows comes from its fields. An entry is the platform's
own, and says nothing, only where its name and whole value are what would be written for this workload.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import wanted
from flytrans.kubernetes.names import RELEASE_GROUP
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, made, table
from flytrans.values.expansion import escape
from flytrans.values.platform import SET_BY_PLATFORM

_FIELDS = {"FLY_ALLOC_ID": "metadata.name", "FLY_MACHINE_ID": "metadata.name", "FLY_PRIVATE_IP": "status.podIP"}
_PLATFORM = "the platform sets it"
MEMORY = "FLY_VM_MEMORY_MB"


class Facts(NamedTuple):
    """What the platform's variables say of a workload."""

    app: Node
    group: Node
    region: Node | None = None
    image: Node | None = None
    memory_limit: Node | None = None
    fields: bool = True
    """Whether values may come from fields of the pod."""


def scatter_runtime(facts: Facts) -> dict[str, Node]:
    """{name: entry of `env`} of the platform's variables."""
    constants: dict[str, Node | None] = {
        "FLY_APP_NAME": facts.app,
        "FLY_PROCESS_GROUP": facts.group,
        "FLY_REGION": facts.region,
        "PRIMARY_REGION": facts.region,
        "FLY_IMAGE_REF": facts.image,
    }
    out = {name: constant(name, value) for name, value in constants.items() if value is not None}
    if facts.fields:
        for name, path in _FIELDS.items():
            out[name] = table(name=_name(name), valueFrom=table(fieldRef=table(fieldPath=wanted(path))))
        if facts.memory_limit is not None:
            limit = facts.memory_limit
            source = table(
                resource=Node("limits.memory", (), limit.because, _PLATFORM), divisor=Node("1Mi", (), (), _PLATFORM)
            )
            out[MEMORY] = table(name=_name(MEMORY), valueFrom=table(resourceFieldRef=source))
    return out


def tell_seen(env: Node | None, runtime: dict[str, Node], cx: Writing) -> None:
    """Say of variables that Fly hides, and nothing hides here, that the app sees them now."""
    for name, value in entries_of(env):
        if name in SET_BY_PLATFORM and name not in runtime:
            message = f"on Fly {name} has a value of the platform's; in a cluster the app sees this one"
            cx.ledger.reason(value, "FT350", message, always=True)
            cx.found("FT350", value, message, "delete the variable, or give it another name")


def in_sidecar(entry: Node, face: Node) -> Node:
    """An entry for a container beside the one that has the limits: its own limit would be the node's memory.

    K: pkg/api/v1/resource/helpers.go ExtractResourceValueByContainerName, which takes any container of the pod.
    """
    source = entry.at("valueFrom", "resourceFieldRef")
    if source is None:
        return entry
    return entry.having(valueFrom=table(resourceFieldRef=table(containerName=face, **source.value)))


def scatter_release_runtime(app: Node, region: Node | None) -> dict[str, Node]:
    """The same for the release Job (flyctl internal/appconfig/machines.go ToReleaseMachineConfig)."""
    constants: dict[str, Node | None] = {
        "FLY_APP_NAME": app,
        "FLY_PROCESS_GROUP": Node(RELEASE_GROUP, (), (), _PLATFORM),
        "PRIMARY_REGION": region,
        "RELEASE_COMMAND": Node("1", (), (), _PLATFORM),
    }
    return {name: constant(name, value) for name, value in constants.items() if value is not None}


def constant(name: str, value: Node) -> Node:
    """An entry of `env` with a value, which the kubelet's expansion leaves as it is."""
    return table(name=_name(name), value=made(escape(value.value), value, reason=value.reason))


def _name(name: str) -> Node:
    return Node(name, (), (), _PLATFORM)


def is_reserved(name: str) -> bool:
    """Whether the platform sets a variable of this name to a value of its own."""
    return name.startswith("FLY_") or name in ("PRIMARY_REGION", "RELEASE_COMMAND")
