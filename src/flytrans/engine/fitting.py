"""Whether a model is of the form that model.schema.json says: what was carried may have been edited by hand."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from flytrans.engine.patch import is_patch
from flytrans.schema_files import schema_text
from flytrans.tree.node import Node

_PLAIN: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}
_TEXT: dict[str, Any] = {"type": "string"}
_LABELS: dict[str, Any] = {"type": "object", "additionalProperties": _TEXT}
_HINTS: dict[str, Any] = {
    "properties": {
        **dict.fromkeys(("selector", "labels", "pod_labels"), _LABELS),
        **dict.fromkeys(("name", "kind", "container", "generate_name", "headless", "type", "ingress"), _TEXT),
        "inline": {"type": "array", "items": _TEXT},
    }
}
"""What only manifests say, under `kubernetes`: the model's schema leaves it open."""
ASIDE = ("objects", "passing", "unused", "unlisted", "order")
"""Parts of a model that only the format that it was read from writes, or only steps say: they are never carried."""


def fits(model: Node) -> bool:
    """Whether every value of a model has the type that the model's schema says."""
    plain = model.without(*ASIDE).plain()
    apps = plain.get("apps")
    residues = [plain.get("residue"), *(app.get("residue") for app in apps if isinstance(app, dict))] if apps else []
    return _holds(plain, _schema()) and all(residue is None or is_patch(residue) for residue in residues)


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_text("model.schema.json"))
    return found


def _holds(value: Any, schema: dict[str, Any]) -> bool:
    """The part of JSON Schema that the model's schema uses."""
    if "$ref" in schema:
        return _holds(value, _schema()["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return any(_holds(value, one) for one in schema["anyOf"])
    if "properties" in schema or schema.get("type") == "object":
        return _is_table(value, schema)
    if schema.get("type") == "array":
        return isinstance(value, list) and all(_holds(item, schema.get("items", {})) for item in value)
    kinds = _PLAIN.get(schema.get("type", ""))
    return kinds is None or value.__class__ in kinds


def _is_table(value: Any, schema: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return False
    known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    if other is False and not known.keys() >= value.keys():
        return False
    rest = other if isinstance(other, dict) else {}
    if "kubernetes" in value and not _is_table(value["kubernetes"], _HINTS):
        return False
    return all(_holds(entry, known.get(key, rest)) for key, entry in value.items())
