"""The generated schemas: themselves valid, current, and right about what they accept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli

from flytrans.schema_files import schema_text

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.name for path in (ROOT / "schemas").glob("*.json"))
TAPLO = Path(sys.executable).parent / "taplo"

GOOD = """
app = "shop"
kill_timeout = 30
[build]
build-target = "web"
[env]
PORT = 8080
DEBUG = false
[processes]
web = "bin/web"
worker = ""
[http_service]
internal_port = 8080
auto_stop_machines = "suspend"
[[http_service.checks]]
interval = "15s"
headers = { Host = "shop.example" }
[mounts]
source = "data"
destination = "/data"
initial_size = "10gb"
[[mounts]]
"""
BAD = {
    "an unknown key": 'appp = "shop"',
    "an unknown key of a list's item": "[[services]]\n[[services.ports]]\nprot = 80",
    "text for a number": '[http_service]\ninternal_port = "8080"',
    "a number for text": "app = 1",
    "a duration without a unit": '[http_service]\n[[http_service.checks]]\ninterval = "15"',
    "an unknown word": '[deploy]\nstrategy = "blue-green"',
    "an unknown size": '[[vm]]\nsize = "shared-cpu-3x"',
    "a list for a table": "[[http_service]]\ninternal_port = 80",
    "a table for a list": "[statics]\nguest_path = '/'",
    "a size that is only text there": "[[mounts]]\nauto_extend_size_limit = 50",
    "a number beyond the range": "[build]\ncompression_level = 10",
    "an old spelling": '[[services]]\nconcurrency = "20,25"',
}


def fly_schema() -> Any:
    return json.loads(schema_text("fly.toml.schema.json"))


def accepts(schema: Any, document: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(schema).is_valid(document))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_itself(name: str) -> None:
    schema = json.loads(schema_text(name))
    assert schema["$id"].endswith(f"/{name}")
    jsonschema.validators.validator_for(schema).check_schema(schema)


@pytest.mark.parametrize("name", NAMES)
def test_no_schema_needs_another_file(name: str) -> None:
    references = [entry["$ref"] for entry in parts(json.loads(schema_text(name))) if "$ref" in entry]
    assert all(str(reference).startswith("#/") for reference in references)


@pytest.mark.parametrize("name", ["fly.toml.schema.json", "machines.schema.json"])
def test_a_default_is_a_value_that_its_schema_accepts(name: str) -> None:
    for entry in parts(json.loads(schema_text(name))):
        if "default" in entry and not isinstance(entry["default"], dict):
            assert accepts(entry, entry["default"]), entry


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for entry in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(entry)


def test_generated_files_are_current() -> None:
    subprocess.run([sys.executable, "docs/generate", "--check"], cwd=ROOT, check=True)


def test_fly_toml_as_it_is_written_is_accepted() -> None:
    document = tomli.loads(GOOD.rpartition("[[mounts]]")[0])
    assert accepts(fly_schema(), document)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_mistake_in_fly_toml_is_refused(text: str) -> None:
    assert not accepts(fly_schema(), tomli.loads(text))


def test_every_key_says_what_it_is() -> None:
    for entry in parts(fly_schema()):
        for key, told in entry.get("properties", {}).items():
            assert told["description"].endswith("."), key
    check = fly_schema()["properties"]["http_service"]["properties"]["checks"]["items"]["properties"]["interval"]
    assert "a bare number is nanoseconds" in check["description"]


def test_the_copy_for_editors_differs_in_its_head_only() -> None:
    copy = json.loads(schema_text("fly.toml.draft-07.schema.json"))
    assert copy["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert copy | {key: fly_schema()[key] for key in ("$schema", "$id")} == fly_schema()
    jsonschema.Draft7Validator(copy).validate(tomli.loads(GOOD.rpartition("[[mounts]]")[0]))


@pytest.mark.skipif(not TAPLO.is_file(), reason="taplo is not installed")
def test_one_line_gives_an_editor_the_schema(tmp_path: Path) -> None:
    (tmp_path / "fly.schema.json").write_text(schema_text("fly.toml.draft-07.schema.json"))
    line = "#:schema ./fly.schema.json\n"
    assert line.strip() in (ROOT / "docs" / "editors.md").read_text()
    good, bad = tmp_path / "good.toml", tmp_path / "fly.toml"
    good.write_text(line + GOOD.rpartition("[[mounts]]")[0])
    bad.write_text(line + "[http_service]\ninternal_prot = 8080\n")
    assert subprocess.run([TAPLO, "lint", good], capture_output=True, cwd=tmp_path, check=False).returncode == 0
    done = subprocess.run([TAPLO, "lint", bad], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "'internal_prot' was unexpected" in done.stderr
    assert "fly.toml:3:1" in done.stderr


MACHINES: dict[str, Any] = {
    "app": "shop",
    "requests": [{"process_group": "web", "count": 2, "body": {"region": "fra", "config": {"image": "shop:1"}}}],
    "release_command": {"body": {"config": {"init": {"cmd": ["migrate"]}, "auto_destroy": True}}},
    "volumes": [{"process_group": "web", "body": {"name": "data", "size_gb": 1, "encrypted": True}}],
    "secrets": ["TOKEN"],
    "carried": {},
}


def test_machines_json_is_accepted() -> None:
    assert accepts(json.loads(schema_text("machines.schema.json")), MACHINES)


@pytest.mark.parametrize(
    "config",
    [
        {"imgae": "shop:1"},
        {"env": {"PORT": 8080}},
        {"services": [{"autostop": "never"}]},
        {"stop_config": {"signal": "SIGSTOP"}},
        {"restart": {"policy": "never"}},
        {"checks": {"alive": {"interval": "15"}}},
    ],
)
def test_a_body_that_the_api_would_not_take_is_refused(config: dict[str, Any]) -> None:
    request = {"process_group": "web", "body": {"config": config}}
    assert not accepts(json.loads(schema_text("machines.schema.json")), {"requests": [request]})


CARRIED = {
    "flytrans": "0.1.0",
    "of": "shop",
    "app": {"build": ["+", {"dockerfile": "Dockerfile"}], "region": ["=", "fra", "ams"]},
    "groups": {
        "web": {"@group": "Web", "services": ["*", {"tcp/8080": {"autostop": ["+", "suspend"]}}, ["tcp/8080"]]},
        "other": {"@gone": True},
    },
}


def test_what_is_carried_is_accepted() -> None:
    assert accepts(json.loads(schema_text("carried.schema.json")), CARRIED)


@pytest.mark.parametrize(
    "patch", [["+"], ["=", 1], ["-", 1], ["?", 1], "text", ["*", {"a": "b"}], {"a": ["=", 1, 2]}], ids=repr
)
def test_what_is_no_patch_is_refused(patch: Any) -> None:
    from flytrans.engine.patch import is_patch

    assert not is_patch(patch)
    assert not accepts(json.loads(schema_text("carried.schema.json")), CARRIED | {"app": {"build": patch}})
