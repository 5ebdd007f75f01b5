"""Which Services the input has pods behind, and what a backend of an Ingress lacks to lead to one."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.kinds import API_VERSIONS, template_of
from flytrans.kubernetes.objects import Objects
from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node, entries_of

_PROXY = "have an app of your own pass it on"


def backed_services(objects: Objects) -> set[int]:
    """The ids of Services that select the pods of a workload."""
    found: set[int] = set()
    for kind in API_VERSIONS:
        for obj in objects.of(kind):
            template: Node | None = template_of(obj)
            labels = template.at("metadata", "labels") if template is not None else None
            known = {key: node.value for key, node in entries_of(labels)}
            found |= {id(one) for one in objects.selecting(known, objects.space_of(obj))}
    return found


def is_port_of(port: Node, wanted: Node | None) -> bool:
    """Whether a backend means this port of its Service; one that names none means any."""
    if wanted is None:
        return True
    number, name = port.get("port"), port.get("name")
    return (number is not None and number.value == wanted.value) or (name is not None and name.value == wanted.value)


class Lack(NamedTuple):
    """What keeps a backend from leading to a pod of the input: a code, the lack in words, and how to mend it."""

    code: str
    words: str
    fix: str


def lack_of(name: str, namespace: str, port: Node | None, objects: Objects) -> Lack | None:
    """What a backend lacks; None where it leads to a pod."""
    service = objects.get("Service", namespace, name)
    if service is None:
        return Lack("FT014", *objects.missing("Service", namespace, name, "add it, and the workload that it selects"))
    if text_of(service.at("spec", "type")) == "ExternalName":
        return Lack("FT454", f"Service {name} is a name outside of the cluster", _PROXY)
    if id(service) not in objects.once(backed_services):
        if service.at("spec", "selector") is None:
            return Lack("FT454", f"Service {name} selects no pods", _PROXY)
        return Lack("FT014", f"no workload here is behind Service {name}", "add the workload that it selects")
    if not any(is_port_of(one, port) for one in tables_of(service.at("spec", "ports"))):
        missing = "no port" if port is None else f"no port {port.value}"
        return Lack("FT014", f"Service {name} has {missing}", "name a port that the Service has")
    return None
