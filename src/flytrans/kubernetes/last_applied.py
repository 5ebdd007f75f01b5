"""What a server filled in on a workload of ours, by what kubectl says that it applied.

`kubectl apply` keeps the manifest as it was given in an annotation (kubectl documentation, declarative config). So it
is known whether somebody said a value that is the server's own default, where a fly.toml that says nothing is another
one than a fly.toml that says it. In other people's manifests both are the same.
"""

from __future__ import annotations

import json
from typing import Any

from flytrans.kubernetes.names import MANAGED_BY, US
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, text_at

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_FILLED_IN = (
    (("spec", "template", "spec", "restartPolicy"), "Always"),
    (("spec", "progressDeadlineSeconds"), 600),
)
"""Where a server fills something in that has a key in fly.toml (K: SetDefaults_PodSpec, SetDefaults_Deployment)."""
_WHY = "the server filled it in: what kubectl applied does not say it"


def without_filled_in(obj: Node, ledger: Ledger) -> Node:
    """A workload of ours less the server's own defaults that it was not given."""
    said = obj.at("metadata", "annotations", LAST_APPLIED)
    if said is None or text_at(obj, "metadata", "labels", MANAGED_BY) != US:
        return obj
    given = _given(said.value, obj)
    for path, usual in _FILLED_IN:
        node = obj.at(*path)
        if given is not None and node is not None and node.value == usual and not _has(given, path):
            ledger.inert(node, _WHY)
            ledger.keeps_out(said, "it says that nobody gave what the server filled in")
            obj = _without(obj, path)
    return obj


def _given(text: Any, obj: Node) -> Any:
    """What was applied of an object; None where that cannot be told."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return None
    if not _has(found, ("spec", "template", "spec")) or not _has(found, ("metadata", "name")):
        return None
    named = (found.get("kind"), found["metadata"]["name"])
    return found if named == (text_at(obj, "kind"), text_at(obj, "metadata", "name")) else None


def _has(tree: Any, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(tree, dict) or key not in tree:
            return False
        tree = tree[key]
    return True


def _without(node: Node, path: tuple[str, ...]) -> Node:
    key, *rest = path
    return node.having(**{key: _without(node.value[key], tuple(rest))}) if rest else node.without(key)
