"""Models of real files are typed, exactly; what is written of them is what the schemas say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import flytrans
from flytrans.model import Model, Record
from flytrans.schema_files import schema_text

SHARED = Path(__file__).parents[3] / "shared"

pytestmark = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason=f"no corpus at {SHARED}")


def sources(corpus: str) -> Iterator[Path]:
    for path in sorted((SHARED / "corpus" / corpus).rglob("*")):
        if path.suffix in (".toml", ".yaml", ".yml", ".json") and "fixtures" not in path.parts:
            yield path


def translated(corpus: str, to: Any) -> Iterator[tuple[Path, flytrans.Translation]]:
    for path in sources(corpus):
        try:
            yield path, flytrans.translate(path, to=to)
        except flytrans.InputError:
            continue


def unnamed(record: Any) -> Iterator[str]:
    """Keys that are no attributes of their record."""
    if isinstance(record, Record):
        yield from record.model_extra or {}
    below = record.__dict__.values() if isinstance(record, Record) else ()
    below = record.values() if isinstance(record, dict) else record if isinstance(record, tuple) else below
    for entry in below:
        yield from unnamed(entry)


def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads(schema_text(name)))


@pytest.mark.parametrize("corpus", ["fly", "flydocs", "flygen", "k8s"])
def test_a_model_is_typed_exactly_and_machines_json_is_valid(corpus: str) -> None:
    schemas = {"model": validator("model.schema.json"), "machines": validator("machines.schema.json")}
    carried = validator("carried.schema.json")
    seen = 0
    for path, made in translated(corpus, "machines"):
        plain = made.model.plain()
        assert Model.of(plain) == made.model, path.name
        assert list(unnamed(made.model)) == [], path.name
        if corpus != "k8s":
            assert schemas["model"].is_valid(plain), path.name
        for text in made.files.values():
            document = json.loads(text)
            errors = list(schemas["machines"].iter_errors(document))
            assert not errors, (path.name, errors[0].json_path, errors[0].message)
            if "carried" in document:
                assert carried.is_valid(document["carried"]), path.name
        seen += 1
    assert seen > 100


def test_what_is_carried_beside_a_fly_toml_is_valid() -> None:
    carried = validator("carried.schema.json")
    seen = 0
    for path, made in translated("k8s", "fly"):
        for name, text in made.files.items():
            if name.endswith("fly.carried.json"):
                seen += 1
                assert carried.is_valid(json.loads(text)), path.name
    assert seen > 100
