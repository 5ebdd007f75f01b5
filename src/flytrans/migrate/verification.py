"""Output files held against the schemas that are shipped with the library."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flytrans.schema_files import schema_text

SCHEMAS = {
    "fly.toml": "fly.toml.schema.json",
    "machines.json": "machines.schema.json",
    "fly.carried.json": "carried.schema.json",
}
MANIFESTS = "kubernetes.schema.json"


def verify(files: Mapping[str, str]) -> list[str]:
    """What is wrong with the outputs, one line for each fault; a file without a schema is only parsed."""
    return [f"{place}: {fault}" for name, text in files.items() for place, fault in _faults(name, text)]


def _faults(name: str, text: str) -> Iterator[tuple[str, str]]:
    schema = SCHEMAS.get(name.rsplit("/", 1)[-1], MANIFESTS if name.endswith(".yaml") else "")
    try:
        documents = _parse(name, text)
    except ValueError as error:
        yield name, f"does not parse: {error}"
        return
    validator = _validator(schema)
    if validator is not None:
        for document in documents:
            for fault in validator.iter_errors(document):
                yield f"{name}{fault.json_path[1:]}", fault.message[:200]


def _parse(name: str, text: str) -> list[Any]:
    if name.endswith(".json"):
        return [json.loads(text)]
    if name.endswith(".toml"):
        import tomli

        return [tomli.loads(text)]
    import yaml

    try:
        return list(yaml.load_all(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None


def _validator(schema: str) -> Any:
    """A validator by a schema, None where none is shipped."""
    from jsonschema import Draft202012Validator

    try:
        return Draft202012Validator(json.loads(schema_text(schema)))
    except LookupError:
        return None
