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
