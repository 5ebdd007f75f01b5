"""Apps and manifests as nodes, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from flytrans.api.options import Options
from flytrans.kubernetes.ingress import scatter_ingress
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.services import scatter_services
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger, track
from flytrans.tree.node import Node

Plain = dict[str, Any]


def node(tree: Any, ledger: Ledger | None = None) -> Node:
    """A plain tree as nodes, each leaf of it in a ledger."""
    return track(ledger or Ledger(), tree, "given", 0, lambda path: (1, 1))


class Written:
    """The network objects of an app."""

    def __init__(self, groups: dict[str, Plain], name: str = "shop", app: Plain | None = None, **options: Any) -> None:
        self.ledger = Ledger()
        self.cx = Writing(self.ledger, Options.of(options))
        self.app = node({"name": name, "groups": groups, **(app or {})}, self.ledger)
        self.names = Names.of(self.app, self.cx)
        self.nodes: list[Node] = []
        for group in groups:
            view = self.app.at("groups", group)
            assert view is not None
            self.nodes += scatter_services(self.app, group, view, self.names, self.cx)
        self.nodes += scatter_ingress(self.app, self.names, self.cx)
        self.objects: list[Plain] = [found.plain() for found in self.nodes]

    def one(self, kind: str, name: str = "shop") -> Plain:
        """The object of a kind and name."""
        return next(o for o in self.objects if (o["kind"], o["metadata"]["name"]) == (kind, name))

    def names_of(self, kind: str) -> list[str]:
        """Names of the objects of a kind."""
        return [o["metadata"]["name"] for o in self.objects if o["kind"] == kind]

    @property
    def codes(self) -> list[str]:
        """Codes of the findings."""
        return [finding.code for finding in self.cx.findings]


def service(internal: int, *ports: Plain, **more: Any) -> Plain:
    """A tcp service; `ports` as fly.toml has them."""
    return {"protocol": "tcp", "internal_port": internal, **({"ports": list(ports)} if ports else {}), **more}


HTTP = {"port": 80, "handlers": ["http"]}
HTTPS = {"port": 443, "handlers": ["http", "tls"]}


class Read:
    """What Services, Ingresses and the rest say of one pod template, as an app of one group."""

    def __init__(self, manifests: list[Plain], pod: Plain | None = None, labels: Plain | None = None, **spec: Any):
        from flytrans.kubernetes.claim_reading import gather_claims
        from flytrans.kubernetes.ingress_reading import tell_lost_routes
        from flytrans.kubernetes.objects import Objects
        from flytrans.kubernetes.probe_reading import gather_probes
        from flytrans.kubernetes.reach import settle_reach
        from flytrans.kubernetes.scaling_reading import gather_scaling
        from flytrans.kubernetes.service_reading import gather_services, is_ours
        from flytrans.tree.context import Reading
        from flytrans.tree.node import Node, table

        self.ledger = Ledger()
        self.cx = Reading(self.ledger, file="given")
        objects = Objects([node(manifest, self.ledger) for manifest in manifests + pods_behind(manifests)])
        meta = {"labels": labels or {"app": "shop"}}
        workload = node(
            {"spec": {**spec, "template": {"metadata": meta}}, "pod": pod or {"containers": [{}]}}, self.ledger
        )
        template, pod_spec = workload.at("spec", "template", "metadata", "labels"), workload.get("pod")
        assert pod_spec is not None
        container = pod_spec.at("containers", 0)
        assert container is not None
        services = gather_services(template, pod_spec, objects, "default", self.cx)
        scaling = gather_scaling("Deployment", "shop", services, objects, "default", self.cx)
        ours = is_ours(node({"metadata": meta}))
        services, checks = gather_probes(container, scaling.services, self.cx, ours=ours)
        mounts = gather_claims(pod_spec, container, workload.value["spec"], objects, "default", self.cx, Node("shop"))
        view = table(services=services, checks=checks, mounts=mounts)
        name = node("shop", self.ledger)
        app = settle_reach(
            Node({"name": name, "groups": Node({"app": view})}), Names(name, {"app": view}, None), self.cx
        )
        tell_lost_routes(objects, self.cx)
        self.app: Plain = app.plain()
        self.view: Plain = self.app["groups"]["app"]
        self.scaling = scaling

    @property
    def codes(self) -> list[str]:
        """Codes of the findings."""
        return [finding.code for finding in self.cx.findings]

    @property
    def ports(self) -> list[Plain]:
        """External ports of the first Fly service."""
        found: list[Plain] = self.view["services"][0].get("ports", [])
        return found


def pods_behind(manifests: list[Plain]) -> list[Plain]:
    """A pod for each Service to select."""
    selectors = [one["spec"]["selector"] for one in manifests if one["kind"] == "Service" and "selector" in one["spec"]]
    return [{"kind": "Pod", "metadata": {"name": f"pod-{n}", "labels": labels}} for n, labels in enumerate(selectors)]


def manifest(kind: str, name: str, spec: Plain, **meta: Any) -> Plain:
    """An object."""
    return {"kind": kind, "metadata": {"name": name, **meta}, "spec": spec}


def cluster_service(name: str, *ports: Plain, kind: str | None = None, **meta: Any) -> Plain:
    """A Service of the pods labelled `app: shop`."""
    spec: Plain = {"selector": {"app": "shop"}, "ports": list(ports)}
    return manifest("Service", name, {**({"type": kind} if kind else {}), **spec}, **meta)


def path(service_name: str, port: Any = 80, to: str = "/") -> Plain:
    """A path of an Ingress rule."""
    key = "number" if isinstance(port, int) else "name"
    return {"path": to, "pathType": "Prefix", "backend": {"service": {"name": service_name, "port": {key: port}}}}


def ingress(name: str, rules: dict[str, list[Plain]], tls: list[str] | None = None, **more: Any) -> Plain:
    """An Ingress of some hosts."""
    spec: Plain = {"rules": [{"host": host, "http": {"paths": paths}} for host, paths in rules.items()]}
    if tls is not None:
        spec["tls"] = [{"hosts": tls, "secretName": "cert"}]
    return manifest("Ingress", name, spec, **more)
