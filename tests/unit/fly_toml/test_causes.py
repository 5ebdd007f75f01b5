"""What a lost place of a machine names: the leaf that put it there, so that its loss is one that the report tells."""

from __future__ import annotations

from typing import Any

import pytest

import flytrans

CHECKS = """\
[http_service]
internal_port = 8080
[[http_service.checks]]
interval = "10s"
headers = {X-A = "b"}
"""
LISTED = """\
[checks.up]
type = "http"
port = 80
headers = [{name = "X-B"}, {name = "X-A", value = "v"}]
"""
MOUNTS = """\
[processes]
web = "run"
[[mounts]]
source = "data"
destination = "/data"
processes = ["web"]
"""


def sources(text: str, end: str, **options: Any) -> list[set[str]]:
    """The pointers that each origin names whose own pointer ends so, on the way to machines.json."""
    done = flytrans.translate({"fly.toml": text}, to="machines", **options)
    return [{s.pointer for s in o.sources} for o in done.report.origins if o.pointer.endswith(end)]


def test_the_name_of_a_header_is_there_by_its_value() -> None:
    assert sources(CHECKS, "/headers/0/name") == [{"/http_service/checks/0/headers/X-A"}]


def test_a_header_without_a_value_is_there_by_its_name() -> None:
    found = sources(LISTED, "/headers/1/values/0")
    assert found
    assert all("/checks/up/headers/0/name" in names for names in found)


def test_the_group_of_a_volume_is_there_by_its_mount() -> None:
    assert any("/mounts/0/source" in names for names in sources(MOUNTS, "/volumes/0/process_group"))


@pytest.mark.parametrize(("carry", "fate"), [(True, "translated"), (False, "approximated")])
def test_the_usual_size_of_a_volume_reads_back_as_unsaid(carry: bool, fate: str) -> None:
    text = MOUNTS + 'initial_size = "1gb"\n'
    done = flytrans.translate({"fly.toml": text}, to="machines", carry=carry)
    entry = next(e for e in done.report.entries if e.pointer == "/mounts/0/initial_size")
    assert entry.fate == fate
    assert not entry.message.startswith("The target says it")


def test_a_release_machine_without_a_command_has_a_cause() -> None:
    text = '[deploy.release_command_vm]\nsize = "shared-cpu-2x"\n'
    done = flytrans.translate({"fly.toml": text}, to="machines")
    assert {(e.fate, e.code) for e in done.report.entries} == {("carried", "FT415")}
