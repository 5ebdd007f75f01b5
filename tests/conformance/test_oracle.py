"""What we write, before a real API server: `make oracle`, where ../shared/oracle is built and up."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lawful.case import Case
from lawful.fields import TABLES, beside, files_of
from lawful.manifests import made
from lawful.texts import trees

import flytrans
from flytrans.rules.page import Page
from flytrans.rules.registry import Rule, rules_of

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PROGRAM = SHARED / "oracle" / "dryrun.py"
FOLDER = Path(os.environ.get("ORACLE_DIR") or Path.home() / ".cache" / "flytrans-oracle")
LIMIT = int(os.environ.get("FLYTRANS_LIMIT", "0")) or None
OPTIONS: list[dict[str, Any]] = [
    {},
    {"hardened": True, "exposure": {"*": "public"}, "extras": {"hpa", "pdb", "node-selector", "rwop"}},
    {"profile": "fks", "secrets": ["A"], "namespace": "default", "storage_class": "fast", "ingress_class": "nginx"},
]
CARRIER = "flytrans.dev/carried"

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """A client of the server; skipped, and said, where there is none."""
    if not PROGRAM.is_file():
        pytest.skip(f"no program that asks an API server at {PROGRAM}")
    if not (FOLDER / "env").is_file():
        pytest.skip(f"no API server was built in {FOLDER}: run {PROGRAM.parent}/k8s-up.sh up")
    spec = importlib.util.spec_from_file_location("dryrun", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = [line.removeprefix("export ").partition("=") for line in (FOLDER / "env").read_text().splitlines()]
    env = {key.strip(): value.strip().strip("'\"") for key, _, value in lines}
    client = module.Client(env["KUBE_SERVER"], env["KUBE_TOKEN"], env["KUBE_CA"])
    try:
        client.request("GET", "/version")
    except OSError as error:
        pytest.skip(f"the API server does not answer ({error}): run {PROGRAM.parent}/k8s-up.sh up")
    yield client
    client.conn.close()


def cases() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((ROOT / "tests" / "cases").rglob("*.md")):
        yield path.name, Case(path.read_text(encoding="utf-8")).given


def corpus(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    found = sorted(p for p in (SHARED / "corpus" / name).rglob("*") if p.suffix in (".toml", ".yaml", ".yml", ".json"))
    for path in [p for p in found if "fixtures" not in p.parts][:LIMIT]:
        yield path.name, {path.name: path.read_text(encoding="utf-8", errors="surrogateescape")}


def refusals(server: Any, files: Mapping[str, str]) -> list[str]:
    """What the server says against each object; kinds that it does not serve are not ours."""
    said = []
    for (file, _), tree in trees(files).items():
        record = server.check(tree)
        if record["verdict"] not in ("ok", "unknown-kind"):
            said.append(f"{file}: {record['verdict']}: {record['message'][:200]}")
    return said


def written(given: Mapping[str, str], **options: Any) -> dict[str, str]:
    try:
        return dict(flytrans.translate(dict(given), to="kubernetes", **options).files)
    except flytrans.InputError:
        return {}


@pytest.mark.parametrize("app", sorted(path.name for path in (ROOT / "fixtures").iterdir() if path.is_dir()))
def test_every_manifest_of_a_fixture_is_accepted(server: Any, app: str) -> None:
    files = {str(path): path.read_text() for path in sorted((ROOT / "fixtures" / app / "manifests").glob("*.yaml"))}
    assert refusals(server, files) == []


@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "hardened", "fks"])
def test_what_is_written_of_every_case_is_accepted(server: Any, options: dict[str, Any]) -> None:
    refused = {}
    for name, given in cases():
        if any(file.endswith((".toml", "machines.json")) for file in given):
            found = refusals(server, written(given, **options))
            if found:
                refused[name] = found
    assert refused == {}


ODD: dict[str, tuple[Any, ...]] = {
    "int": (-1, 0, 0o100644, 65536, 2**31, 2**53),
    "text": (
        "",
        "a b",
        "A_b.c/d",
        "é",
        "a\nb",
        "..",
        "/a//b/../c",
        "a" * 64,
        "a" * 254,
        "x=y",
        "$(X)",
        "::1",
        "TZ=UTC @daily",
    ),
}
"""Values that Go takes for a whole number or a text, and Kubernetes often not."""


@pytest.mark.parametrize(("end", "table"), TABLES, ids=[end + table for end, table in TABLES])
def test_what_is_written_of_odd_values_is_accepted(server: Any, end: str, table: str) -> None:
    fields, refused = beside(end, table), {}
    for path, kind in fields:
        for value in ODD["int" if kind.startswith(("int", "uint", "float")) else "text"]:
            found = refusals(server, written(files_of(end, fields, (path, [value] if kind.startswith("[") else value))))
            if found:
                refused[f"{path} {value!r}"] = found
    assert refused == {}


@pytest.mark.parametrize("name", ["fly", "flydocs", "flygen"])
@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "hardened", "fks"])
def test_what_is_written_of_real_files_is_accepted(server: Any, name: str, options: dict[str, Any]) -> None:
    refused, count = {}, 0
    for file, given in corpus(name):
        files = written(given, **options)
        count += len(files)
        found = refusals(server, files)
        if found:
            refused[file] = found
    assert refused == {}
    assert count > 10


def defaulted(server: Any, files: Mapping[str, str]) -> tuple[dict[tuple[str, str, str], Any], int]:
    """Objects as the server makes them, by kind, namespace and name, without carriers; and how many it refuses."""
    out, refused = {}, 0
    for tree in trees(files).values():
        for item in tree.get("items") or [] if str(tree.get("kind", "")).endswith("List") else [tree]:
            record = server.check(item)
            if record["verdict"] != "ok" or "object" not in record:
                refused += 1
                continue
            found = record["object"]
            metadata = found.get("metadata", {})
            for key in ("uid", "creationTimestamp", "managedFields", "generation", "resourceVersion"):
                metadata.pop(key, None)
            metadata.get("annotations", {}).pop(CARRIER, None)
            if not metadata.get("annotations", True):
                del metadata["annotations"]
            key = (found["kind"], metadata.get("namespace", ""), metadata.get("name", ""))
            out[key] = found
    return out, refused


VOLATILE = ("clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort", "status", "controller-uid", "uid", "job-name")


def settled(value: Any) -> Any:
    """Without what differs from one request to the next."""
    if isinstance(value, dict):
        return {
            k: settled(v) for k, v in value.items() if k not in VOLATILE and not k.startswith("batch.kubernetes.io")
        }
    return [settled(entry) for entry in value] if isinstance(value, list) else value


def test_manifests_of_others_come_back_as_the_server_has_them(server: Any) -> None:
    different, count = {}, 0
    for file, given in corpus("k8s"):
        try:
            by_fly = dict(flytrans.translate(dict(given), to="fly").files)
        except flytrans.InputError:
            continue
        back = flytrans.translate(by_fly, to="kubernetes").files if by_fly else {}
        want, refused = defaulted(server, written(given))
        if refused:
            continue
        mine, _ = defaulted(server, back)
        for key, tree in mine.items():
            count += key in want
            if settled(tree) != settled(want.get(key, tree)):
                different[file] = key
    assert different == {}
    assert count > 100 or LIMIT


@pytest.mark.parametrize("rule", rules_of("manifests"), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_server_refuses_what_a_rule_says_that_it_refuses(server: Any, rule: Rule) -> None:
    page = Page.of(rule.text)
    assert refusals(server, {"app.yaml": page.instead}) == []
    says_so = page.what.startswith("The API server refuses")
    assert bool(refusals(server, {"app.yaml": page.wrong})) == says_so or rule.code == "FT202"


@pytest.mark.parametrize("name", ["test_refused_manifests.py", "test_refused_parts.py"])
def test_the_verdicts_that_rules_were_written_for_are_the_servers(server: Any, name: str) -> None:
    spec = importlib.util.spec_from_file_location(name.removesuffix(".py"), ROOT / "tests" / "unit" / "rules" / name)
    assert spec is not None
    assert spec.loader is not None
    known = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(known)
    taken = [case for case in known.REFUSED if server.check(made(*case[:3]))["verdict"] == "ok"]
    refused = [case for case in known.TAKEN if server.check(made(*case))["verdict"] != "ok"]
    assert (taken, refused) == ([], [])
