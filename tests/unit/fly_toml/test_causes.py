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


SERVICES = """\
[processes]
a = "run"
b = "run"
[[services]]
internal_port = 80
processes = ["a"]
[[services.tcp_checks]]
interval = "10s"
"""


@pytest.mark.parametrize("end", ["/services/0/force_instance_key", "/checks/0/type"])
def test_what_is_always_sent_with_a_service_is_not_there_by_the_name_of_a_group(end: str) -> None:
    assert sources(SERVICES, end) == [set()]
    assert sources(SERVICES, "/services/0/internal_port") == [{"/services/0/internal_port", "/services/0/processes/0"}]


def test_what_is_always_sent_is_there_by_a_service_that_says_nothing_else() -> None:
    text = '[processes]\na = "run"\nb = "run"\n[[services]]\nprocesses = ["a"]\n'
    assert sources(text, "/services/0/force_instance_key") == [{"/services/0/processes/0"}]


def test_what_a_vm_starts_from_is_there_by_what_it_says() -> None:
    text = '[[vm]]\nmemory = "4gb"\nprocesses = ["app"]\n'
    assert sources(text, "/guest/cpus") == [{"/vm/0/memory", "/vm/0/processes/0"}]


def fate(text: str, pointer: str, to: str = "machines", **options: Any) -> tuple[str, str]:
    """Fate and message of a leaf."""
    done = flytrans.translate({"fly.toml": text}, to=to, **options)  # type: ignore[arg-type]
    return next((e.fate, e.message) for e in done.report.entries if e.pointer == pointer)


GROUPS = '[processes]\na = "run"\nb = "run"\n'
AGAIN = ("inert", "another entry says the same of the group")


def test_a_group_named_by_two_entries_that_say_the_same_is_named_by_none() -> None:
    vm = '[[vm]]\nmemory = "1gb"\nprocesses = ["a"]\n'
    assert fate(GROUPS + vm + vm, "/vm/1/processes/0") == AGAIN
    assert fate(GROUPS + vm + vm.replace("1gb", "2gb"), "/vm/1/processes/0") == ("translated", "")


def test_a_group_named_beside_an_entry_for_all_that_says_the_same_is_named_by_none() -> None:
    text = GROUPS + '[[vm]]\nmemory = "1gb"\n[[vm]]\nmemory = "1gb"\nprocesses = ["a"]\n'
    assert fate(text, "/vm/1/processes/0") == AGAIN


def test_a_group_that_a_later_entry_names_decides_nothing_about_others() -> None:
    vm = "[[vm]]\n{}processes = [{}]\n"
    text = GROUPS + '[[vm]]\nmemory = "1gb"\n' + vm.format('size = "shared-cpu-2x"\n', '"a"')
    text += vm.format('size = "shared-cpu-4x"\n', '"a"')
    assert fate(text, "/vm/1/processes/0") == ("inert", "a later [[vm]] names the group")


def test_a_check_named_again_takes_the_earlier_one_away() -> None:
    check = '[[checks]]\nname = "{}"\ntype = "tcp"\nport = {}\n'
    text = check.format("up", 80) + check.format("up", 81) + check.format("a", 82)
    assert fate(text, "/checks/0/name", "kubernetes")[0] == "inert"
    assert fate(text, "/checks/1/name", "kubernetes") == ("translated", "it takes an earlier check of the name away")
    assert fate(text.replace('"up"', '"up2"', 1), "/checks/1/name", "kubernetes")[0] == "carried"


def test_two_sizes_in_other_words_say_the_same_of_a_group() -> None:
    text = GROUPS + '[[vm]]\nsize = "shared-cpu-1x"\nmemory = 2048\n[[vm]]\nmemory = "2gb"\nprocesses = ["a"]\n'
    assert fate(text, "/vm/1/processes/0") == AGAIN


def test_a_size_that_does_not_count_is_not_read() -> None:
    text = GROUPS + '[[vm]]\nmemory = "much"\nprocesses = ["a"]\n[[vm]]\nmemory = "2gb"\nprocesses = ["a"]\n'
    assert fate(text, "/vm/1/processes/0") == ("translated", "")
