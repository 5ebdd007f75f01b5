"""One process group as the request that makes its machines (flyctl internal/appconfig/machines.go ToMachineConfig)."""

from __future__ import annotations

from flytrans.mapping.first_deploy import machines_at_first
from flytrans.mapping.machine import MACHINE, REQUEST
from flytrans.mapping.row import Rows
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, default, table

MACHINE_CONFIG = Rows(MACHINE.fields, "machines")
MACHINE_REQUEST = Rows(REQUEST.fields, "machines")
GROUP = "the process group"
PLATFORM = "flyctl writes it for every machine of Apps v2"
COUNT = "what a first deploy makes: 2 machines with services, 1 with a volume or without services"


def machine_request(group: str, view: Node, region: Node | None, cx: Writing) -> Node:
    """`process_group`, `count` and the body of `POST /v1/apps/{app}/machines`."""
    asked = view.get("request") or Node({})
    own = asked.get("region")
    place = region if own is None else own if own.value else None
    body = MACHINE_REQUEST.write(asked)
    name, rest = body.get("name"), body.without("name")
    config = machine_config(group, view, region)
    out = table(name=name, region=place, config=config).having(**rest.value)
    return Node({"process_group": Node(group, (), view.because, GROUP), "count": count_of(view), "body": out})


def count_of(view: Node) -> Node:
    """How many machines the group has: what is said, else what flyctl makes."""
    said = view.get("count")
    if said is not None:
        return said
    services, mounts = view.get("services") is not None, view.get("mounts") is not None
    return default(machines_at_first(services=services, mounts=mounts), COUNT)


def machine_config(group: str, view: Node, region: Node | None) -> Node:
    """The machine config that flyctl makes for a group."""
    out = dict(MACHINE_CONFIG.write(view).value)
    out.setdefault("init", default({}, "flyctl always sends init"))
    if "services" in out:
        out["services"] = Node([_service(service) for service in out["services"].each()])
    env = out["env"].value if "env" in out else {}
    named = Node(group, (), view.because, GROUP)
    platform = {"FLY_PROCESS_GROUP": named}
    if region is not None:
        platform["PRIMARY_REGION"] = region
    out["env"] = Node(dict(sorted({**env, **platform}.items())))
    metadata = out["metadata"].value if "metadata" in out else {}
    managed = {"fly_platform_version": default("v2", PLATFORM), "fly_process_group": named}
    out["metadata"] = Node(dict(sorted({**metadata, **managed}.items())))
    return Node({key: out[key] for _, key, _ in MACHINE_CONFIG.out if key in out})


def _service(service: Node) -> Node:
    """A service as flyctl sends it.

    What decided that the whole service is here is named by what leaves say of it; a value of a reason alone need not.
    """
    if "force_instance_key" not in service.value:
        service = service.having(force_instance_key=default(None, "flyctl always sends it"))
    return _apart(service, frozenset(service.because)) if service.because and service.data() else service


def _apart(node: Node, deciders: frozenset[int]) -> Node:
    """A tree whose values of a reason alone do not name these leaves."""
    value = node.value
    if value.__class__ is dict:
        value = {key: _apart(entry, deciders) for key, entry in value.items()}
    elif value.__class__ is list:
        value = [_apart(entry, deciders) for entry in value]
    elif not node.sources and node.reason and node.because:
        return Node(value, (), tuple([leaf for leaf in node.because if leaf not in deciders]), node.reason)
    else:
        return node
    return Node(value, node.sources, node.because, node.reason)
