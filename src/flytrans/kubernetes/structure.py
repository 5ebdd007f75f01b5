"""What the API server's decoder takes: fields and types of every kind, from its own OpenAPI document.

Each definition of `schemas/kubernetes.schema.json` is made into a `Shape` once, when a kind first needs it. Going
through an object drops nulls, which Go reads as absent, lists and tables of free keys without entries, which the
server's storage does not keep, values that are the server's own defaults, and fields that no kind has.
Source: k8s.io/apimachinery pkg/runtime/serializer/json, sigs.k8s.io/json (keys are case-sensitive).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from flytrans.kubernetes.defaults import BY_DEFAULT, DEFAULTS, EMPTY, MOOT_WHEN_EMPTY
from flytrans.named_tuple import NamedTuple
from flytrans.schema_files import schema_text
from flytrans.tree.node import Node
from flytrans.values.bad import Bad
from flytrans.values.quantity import parse_quantity

SCALAR, TABLE, MAP, LIST, ANY, SERVER, DEFAULTED = range(7)

NULL = "null is as if it were not there"
PRESENT = "it is there, and says no more"
BY_SERVER = "written by the server or a controller"

SERVER_META = frozenset(
    {
        *("uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "selfLink"),
        *("deletionGracePeriodSeconds", "managedFields", "ownerReferences", "finalizers"),
    }
)
"""Fields of metadata that the server or a controller writes (kubernetes.io/docs/reference, ObjectMeta)."""


class Shape(NamedTuple):
    """What a value may be.

    `fits`: a further check of a scalar. `default`: the value that is as good as none. `moot`: whether a table without
    entries means nothing.
    """

    kind: int
    expected: str
    classes: frozenset[type] = frozenset()
    fits: Callable[[Any], bool] | None = None
    fields: dict[str, Shape] | None = None
    inner: Shape | None = None
    moot: bool = False
    default: Any = None


class Wrong(Exception):
    """A value that does not decode, with its node."""

    def __init__(self, node: Node, expected: str) -> None:
        super().__init__(f"expected {expected}")
        self.node = node
        self.expected = expected


class Told(NamedTuple):
    """What going through an object came upon."""

    inert: Callable[[Node, str], None]
    unknown: Callable[[str, Node, Shape], None]


def fit(node: Node, shape: Shape, told: Told) -> Node | None:
    """An object, or a part of one, without nulls and unknown fields; None where it goes. Raises `Wrong`."""
    kind, value = shape.kind, node.value
    if kind == TABLE:
        return _fit_table(node, shape, told)
    if kind == SCALAR:
        if value.__class__ not in shape.classes or (shape.fits is not None and not shape.fits(value)):
            raise Wrong(node, shape.expected)
        return node
    if kind == SERVER:
        if shape.classes and value.__class__ not in shape.classes:
            raise Wrong(node, shape.expected)
        told.inert(node, BY_SERVER)
        return None
    if kind == DEFAULTED:
        if value.__class__ not in shape.classes:
            raise Wrong(node, shape.expected)
        if value != shape.default:
            return node
        told.inert(node, BY_DEFAULT)
        return None
    if kind == LIST:
        return _fit_list(node, shape, told)
    if kind == MAP:
        return _fit_map(node, shape, told)
    return node


def _fit_table(node: Node, shape: Shape, told: Told) -> Node | None:
    entries = node.value
    if entries.__class__ is not dict:
        raise Wrong(node, shape.expected)
    fields = shape.fields or {}
    changed: dict[str, Node] | None = None
    for key, child in entries.items():
        inner = fields.get(key)
        if inner is None:
            told.unknown(key, child, shape)
            new = None
        elif child.value is None:
            told.inert(child, NULL)
            new = None
        elif inner.kind == SCALAR:
            if child.value.__class__ not in inner.classes or (inner.fits is not None and not inner.fits(child.value)):
                raise Wrong(child, inner.expected)
            continue
        else:
            new = fit(child, inner, told)
        if new is not child:
            if changed is None:
                changed = dict(entries)
            if new is None:
                del changed[key]
            else:
                changed[key] = new
    if changed is not None and changed:
        return Node(changed, node.sources, node.because, node.reason)
    return node if entries and changed is None else _emptied(node, shape, told)


def _emptied(node: Node, shape: Shape, told: Told) -> Node | None:
    """A table without entries, or none of them left: gone where that means nothing."""
    if shape.moot:
        told.inert(node, EMPTY)
        return None
    return Node({}, (), node.because, PRESENT) if node.value else node


def _fit_list(node: Node, shape: Shape, told: Told) -> Node | None:
    items = node.value
    if items.__class__ is not list:
        raise Wrong(node, shape.expected)
    if not items:
        told.inert(node, EMPTY)
        return None
    inner = shape.inner
    if inner is None:
        return node
    new = [_fit_item(item, inner, told) for item in items]
    if all(a is b for a, b in zip(items, new, strict=True)):
        return node
    return Node(new, node.sources, node.because, node.reason)


def _fit_item(item: Node, inner: Shape, told: Told) -> Node:
    if item.value is None:
        item = item.map(lambda _: _zero_of(inner))
    found = fit(item, inner, told)
    return found if found is not None else Node({}, (), item.because, PRESENT)


def _zero_of(shape: Shape) -> object:
    """What Go's decoder makes of a null among items or entries: the zero value of their type."""
    if shape.kind != SCALAR:
        return [] if shape.kind == LIST else {}
    if shape is QUANTITY:
        return "0"  # k8s.io/apimachinery pkg/api/resource: Quantity.UnmarshalJSON
    if int in shape.classes:
        return 0
    return False if bool in shape.classes else ""


def _fit_map(node: Node, shape: Shape, told: Told) -> Node | None:
    entries = node.value
    if entries.__class__ is not dict:
        raise Wrong(node, shape.expected)
    if not entries:
        told.inert(node, EMPTY)
        return None
    inner = shape.inner
    if inner is None:
        return node
    changed: dict[str, Node] = {}
    for key, child in entries.items():
        if child.value is None:
            changed[key] = child.map(lambda _: _zero_of(inner))
        elif inner.kind != SCALAR:
            changed[key] = _fit_item(child, inner, told)
        elif child.value.__class__ not in inner.classes or (inner.fits is not None and not inner.fits(child.value)):
            raise Wrong(child, inner.expected)
    return Node({**entries, **changed}, node.sources, node.because, node.reason) if changed else node


def _is_int32(value: int) -> bool:
    return -(2**31) <= value < 2**31


def is_base64(value: str) -> bool:
    """Whether Go would decode it: line ends between are left out."""
    from base64 import b64decode

    try:
        b64decode(value.replace("\n", "").replace("\r", ""), validate=True)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _is_quantity(value: Any) -> bool:
    try:
        parse_quantity(str(value))
    except Bad:
        return False
    return True


TEXT = Shape(SCALAR, "text", frozenset({str}))
BOOLEAN = Shape(SCALAR, "true or false", frozenset({bool}))
INT32 = Shape(SCALAR, "a whole number of 32 bits", frozenset({int}), _is_int32)
INT64 = Shape(SCALAR, "a whole number", frozenset({int}))
NUMBER = Shape(SCALAR, "a number", frozenset({int, float}))
BYTES = Shape(SCALAR, "base64", frozenset({str}), is_base64)
INT_OR_TEXT = Shape(SCALAR, "a whole number or text", frozenset({int, str}))
QUANTITY = Shape(SCALAR, 'a quantity like "500m" or "128Mi"', frozenset({str, int, float}), _is_quantity)
WHATEVER = Shape(ANY, "anything")

_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
_OWN: dict[str, Shape] = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": QUANTITY,
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": INT_OR_TEXT,
}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/io.k8s.{name}"}


def _table(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields}


def _each(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_STRING, _FLAG, _INT = {"type": "string"}, {"type": "boolean"}, {"type": "integer", "format": "int32"}
_SELECTOR = _ref("apimachinery.pkg.apis.meta.v1.LabelSelector")
_TEMPLATE = _ref("api.core.v1.PodTemplateSpec")
_PEERS = _each(
    _table(
        ipBlock=_table(cidr=_STRING, **{"except": _each(_STRING)}), namespaceSelector=_SELECTOR, podSelector=_SELECTOR
    )
)
_PORTS = _each(
    _table(port=_ref("apimachinery.pkg.util.intstr.IntOrString"), endPort=_INT, protocol=_STRING),
)
_REFERENCE = _table(
    **dict.fromkeys(("apiVersion", "kind", "name", "namespace", "fieldPath", "uid", "resourceVersion"), _STRING)
)

FURTHER: dict[str, dict[str, Any]] = {
    "ReplicaSet": {
        "spec": _table(replicas=_INT, minReadySeconds=_INT, selector=_SELECTOR, template=_TEMPLATE),
    },
    "ReplicationController": {
        "spec": _table(
            replicas=_INT,
            minReadySeconds=_INT,
            selector={"type": "object", "additionalProperties": _STRING},
            template=_TEMPLATE,
        ),
    },
    "Namespace": {"spec": _table(finalizers=_each(_STRING))},
    "ServiceAccount": {
        "automountServiceAccountToken": _FLAG,
        "imagePullSecrets": _each(_table(name=_STRING)),
        "secrets": _each(_REFERENCE),
    },
    "NetworkPolicy": {
        "spec": _table(
            podSelector=_SELECTOR,
            policyTypes=_each(_STRING),
            ingress=_each(_table(**{"from": _PEERS}, ports=_PORTS)),
            egress=_each(_table(to=_PEERS, ports=_PORTS)),
        ),
    },
}
"""Fields of the kinds that the shipped schema lacks (k8s.io/api v0.37.2)."""


@cache
def _definitions() -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads(schema_text("kubernetes.schema.json"))["$defs"]
    return definitions


@cache
def shape_of(name: str) -> Shape:
    """The shape of a definition, such as `io.k8s.api.apps.v1.Deployment`."""
    if name in _OWN:
        return _OWN[name]
    return _compiled(_definitions()[name], name)


@cache
def root_of(name: str) -> Shape:
    """The shape of a kind's definition; of one that the shipped schema lacks, by `FURTHER`."""
    if name not in FURTHER:
        return shape_of(name)
    fields = {key: _compiled(field, f"{name}Spec" if key == "spec" else "") for key, field in FURTHER[name].items()}
    status = _server_set(Shape(MAP, "a table"))
    fields |= {"apiVersion": TEXT, "kind": TEXT, "metadata": shape_of(_META), "status": status}
    return Shape(TABLE, "a table", fields=fields)


def _compiled(schema: dict[str, Any], name: str) -> Shape:
    if "$ref" in schema:
        return shape_of(schema["$ref"].rsplit("/", 1)[1])
    kind = schema.get("type")
    if kind == "object":
        return _compiled_object(schema, name)
    if kind == "array":
        return Shape(LIST, "a list", inner=_compiled(schema["items"], ""))
    if kind == "string":
        return BYTES if schema.get("format") == "byte" else TEXT
    if kind == "integer":
        return INT32 if schema.get("format") == "int32" else INT64
    return {"boolean": BOOLEAN, "number": NUMBER}.get(str(kind), WHATEVER)


def _compiled_object(schema: dict[str, Any], name: str) -> Shape:
    if "properties" not in schema:
        values = schema.get("additionalProperties")
        return Shape(MAP, "a table", inner=_compiled(values, "")) if isinstance(values, dict) else WHATEVER
    fields = {key: _compiled(field, "") for key, field in schema["properties"].items()}
    if name == _META:
        fields.update({key: _server_set(fields[key]) for key in SERVER_META})
    if "metadata" in fields and "status" in fields:
        fields["status"] = _server_set(fields["status"])
    for key, value in DEFAULTS.get(name, {}).items():
        fields[key] = fields[key]._replace(kind=DEFAULTED, default=value)
    return Shape(TABLE, "a table", fields=fields, moot=name in MOOT_WHEN_EMPTY or name.endswith("Spec"))


def _server_set(shape: Shape) -> Shape:
    """A field that goes once its type was looked at, but nothing below it."""
    classes = {LIST: frozenset({list}), TABLE: frozenset({dict}), MAP: frozenset({dict})}.get(shape.kind, shape.classes)
    return Shape(SERVER, shape.expected, classes)
