"""A default is what an API server fills in, or what it takes a field for that is not there.

`data/filled-in.json` is what a server (1.37) gave back for objects without any of these fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flytrans.kubernetes.defaults import DEFAULTS
from flytrans.kubernetes.versions import KINDS
from flytrans.schema_files import schema_text

OBJECTS = json.loads((Path(__file__).parent / "data" / "filled-in.json").read_text(encoding="utf-8"))
DEFINITIONS = json.loads(schema_text("kubernetes.schema.json"))["$defs"]
UNSAID: dict[tuple[str, str], Any] = {
    ("PodSpec", "hostUsers"): True,
    ("PodSpec", "preemptionPolicy"): "PreemptLowerPriority",  # admission plugin Priority
    ("PodSpec", "serviceAccountName"): "default",  # admission plugin ServiceAccount
    ("PodSpec", "serviceAccount"): "default",
    ("PodSecurityContext", "fsGroupChangePolicy"): "Always",
    ("PodSecurityContext", "supplementalGroupsPolicy"): "Merge",
    ("SecurityContext", "allowPrivilegeEscalation"): True,
    ("SecurityContext", "procMount"): "Default",
    ("VolumeMount", "mountPropagation"): "None",
    ("VolumeMount", "recursiveReadOnly"): "Disabled",
    ("PodDisruptionBudgetSpec", "unhealthyPodEvictionPolicy"): "IfHealthyBudget",
}
"""What no server fills in, and what it means unsaid (k8s.io/api types.go); of all others, Go's zero value."""


def filled(value: Any, schema: Any) -> Iterator[tuple[str, str, Any]]:
    """Definition, field and value of everything in an object."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = DEFINITIONS[name] if name else schema
    if isinstance(value, list):
        for item in value:
            yield from filled(item, schema["items"])
    elif isinstance(value, dict):
        for key, entry in value.items():
            field = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            yield name, key, entry
            if isinstance(field, dict):
                yield from filled(entry, field)


FILLED = {
    (name, key): value
    for obj in OBJECTS
    for name, key, value in filled(obj, {"$ref": f"/{KINDS[obj['kind']].definition}"})
}


@pytest.mark.parametrize(
    ("definition", "field"), [(definition, field) for definition, fields in DEFAULTS.items() for field in fields]
)
def test_a_default_is_what_a_server_fills_in_or_reads_into_nothing(definition: str, field: str) -> None:
    value = DEFAULTS[definition][field]
    if (definition, field) in FILLED:
        assert FILLED[definition, field] == value
    else:
        zero: Any = type(value)()
        assert value == UNSAID.get((definition.rpartition(".")[2], field), zero)
