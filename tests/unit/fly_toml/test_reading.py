"""fly.toml as flyctl loads it (flyctl internal/appconfig); each case is one that real or made-up files have shown."""

from __future__ import annotations

from typing import Any

import pytest

import flytrans

SECOND = 10**9


def test_an_empty_file_is_an_app_with_one_group(read_toml: Any) -> None:
    for file, text in (("fly.toml", ""), ("fly.yaml", ""), ("fly.json", "null"), ("fly.json", "{}")):
        assert read_toml(text, file=file).app == {"groups": {"app": {}}}


def test_only_the_first_document_of_a_yaml_stream_counts(read_toml: Any) -> None:
    was = read_toml("app: a\n---\napp: b\n", file="fly.yaml")
    assert was.app["name"] == "a"
    assert read_toml("---\n---\napp: b\n", file="fly.yaml").app == {"groups": {"app": {}}}


def test_a_bare_kill_timeout_is_seconds_and_cut(read_toml: Any) -> None:
    def timeout(value: str, **options: Any) -> Any:
        return read_toml(value, **options).view().get("stop", {}).get("timeout")

    assert timeout("kill_timeout = 5") == 5 * SECOND
    assert timeout("kill_timeout = 1.9") == SECOND
    assert timeout('kill_timeout = "1m30s"') == 90 * SECOND
    assert timeout("kill_timeout = true") is None
    assert timeout('kill_timeout = ""') is None
    assert timeout("kill_timeout = 9999999999999") == 1864712048423024128
    assert timeout("kill_timeout = nan") == 0 or timeout("kill_timeout = nan") < 0
    assert timeout("[experimental]\nkill_timeout = 7") == 7 * SECOND
    assert timeout('{"kill_timeout": 5}', file="fly.json") == 5 * SECOND


def test_an_integer_of_yaml_is_no_kill_timeout(read_toml: Any) -> None:
    was = read_toml("kill_timeout: 5", file="fly.yaml")
    assert "stop" not in was.view()
    assert was.findings[0].fix == "write a duration in quotes, like '5s'"


def test_a_key_in_another_case_skips_the_coercions(read_toml: Any) -> None:
    was = read_toml("Kill_Timeout = 5\n[Build]\nimage = 'i'")
    assert was.view() == {"stop": {"timeout": 5}, "image": "i"}
    assert was.codes() == ["FT005", "FT005"]
    assert read_toml('APP = "a"\napp = "b"').app["name"] == "b"


def test_numbers_in_checks_of_services_are_milliseconds_but_not_in_http_service(read_toml: Any) -> None:
    was = read_toml(
        """
        [http_service]
        internal_port = 80
        checks = [{interval = 5000}]
        [[services]]
        internal_port = 81
        tcp_checks = [{interval = 5000}]
        [checks.alive]
        type = "tcp"
        interval = 5000.9
        """
    )
    (web,), (raw,) = (service["checks"] for service in was.view()["services"])
    assert web["interval"] == 5000
    assert raw["interval"] == was.view()["checks"]["alive"]["interval"] == 5 * SECOND


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("true", "true"),
        ("1000000.0", "1e+06"),
        ("[1, 'b']", "[1 b]"),
        ("{b = 1, a = [true]}", "map[a:[true] b:1]"),
        ("1979-05-27T07:32:00Z", "1979-05-27 07:32:00 +0000 UTC"),
        ("1979-05-27T07:32:00.5+02:00", "1979-05-27 07:32:00.5 +0200 +0200"),
        ("07:32:00", "07:32:00"),
        ("-inf", "-Inf"),
    ],
)
def test_variables_are_spelled_as_go_spells_them(read_toml: Any, value: str, text: str) -> None:
    assert read_toml(f"[env]\nA = {value}").view()["env"] == {"A": text}


def test_numbers_of_json_are_floats(read_toml: Any) -> None:
    text = '{"env": {"A": 1000000, "B": null}, "swap_size_mb": 512}'
    view = read_toml(text, file="fly.json").view()
    assert view == {"env": {"A": "1e+06", "B": "<nil>"}, "init": {"swap_size_mb": 512}}


def test_a_date_is_text_where_text_is_wanted(read_toml: Any) -> None:
    assert read_toml("app = 1979-05-27").app["name"] == "1979-05-27"
    assert read_toml("app = 1979-05-27T07:32:00Z").app["name"] == "1979-05-27T07:32:00Z"
    settings = read_toml("[build.settings]\nd = 1979-05-27T07:32:00.25-01:00").app["build"]["settings"]
    assert settings == {"d": "1979-05-27T07:32:00.25-01:00"}


def test_whole_floats_are_integers(read_toml: Any) -> None:
    assert read_toml("[http_service]\ninternal_port = 8080.0").view()["services"][0]["internal_port"] == 8080
    assert read_toml("[[services]]\ninternal_port = 8080.9").view()["services"][0]["internal_port"] == 8080
    assert read_toml("[[services]]\ninternal_port = '8080'").view()["services"][0]["internal_port"] == 8080


def test_old_lists_of_variables_and_processes_are_joined(read_toml: Any) -> None:
    assert read_toml("processes = []\n").codes() == []
    was = read_toml("[[env]]\nA = 1\n[[env]]\nA = 2\nB = 3\n[[processes]]\nname = 'web'\ncommand = 'run it'\n")
    assert was.view("web") == {"env": {"A": "2", "B": "3"}, "init": {"cmd": ["run", "it"]}}
    assert was.note("/env/0/A").fate == "inert"
    assert was.codes() == ["FT005", "FT005"]
    assert read_toml("processes = []").app == {"groups": {"app": {}}}


def test_of_what_is_said_twice_the_old_way_the_last_counts_and_the_rest_is_told(read_toml: Any) -> None:
    old = "[[processes]]\nname = 'web'\ncommand = 'a'\n[[processes]]\nname = 'web'\ncommand = 'b'\nport = 80\n"
    was = read_toml(old + "[[processes]]\ncommand = 'c'\n")
    assert was.view("web") == {"init": {"cmd": ["b"]}}
    assert was.note("/processes/0/command").message == "the group is named again later"
    assert was.note("/processes/1/port").fate == "unknown"
    assert was.note("/processes/2/command").message == "a process without a name is left out"
    was = read_toml("[build]\nbuild_target = 'old'\nbuild-target = 'new'\n")
    assert was.app["build"]["build_target"] == "old"
    assert was.note("/build/build-target").message == "build_target wins"
    headers = "headers = [{name = 'A', value = 'b', more = 1}]\n"
    was = read_toml(f"[[services]]\ninternal_port = 80\n[[services.http_checks]]\n{headers}")
    assert was.note("/services/0/http_checks/0/headers/0/more").fate == "unknown"


def test_old_limits_are_requests(read_toml: Any) -> None:
    was = read_toml("[[services]]\nconcurrency = '20,25'")
    assert was.view()["services"][0]["concurrency"] == {"type": "requests", "hard_limit": 25, "soft_limit": 20}
    assert was.codes() == ["FT005"]


def test_sections_with_old_names_come_first(read_toml: Any) -> None:
    was = read_toml("[[vm]]\nsize = 'shared-cpu-2x'\n[[compute]]\nsize = 'shared-cpu-4x'")
    assert was.view()["guest"]["cpus"] == 4
    assert was.note("/vm/0/size").message == "no group is left for it"
    mounts = read_toml("[mounts]\nsource = 'b'\n[mount]\nsource = 'a'").view()["mounts"]
    assert [mount["name"] for mount in mounts] == ["a", "b"]


def test_an_empty_service_is_left_out_but_not_one_with_an_unknown_key(read_toml: Any) -> None:
    assert "services" not in read_toml("[[services]]").view()
    was = read_toml("[[services]]\nfoo = 1")
    assert was.view()["services"] == [{}]
    assert was.codes() == ["FT003"]


def test_an_unknown_key_comes_with_a_suggestion(read_toml: Any) -> None:
    was = read_toml("[http_service]\nforce_http = true\ninternal_port = 80\n[frobnicate]\na = 1\nb = 2")
    first, second = sorted(was.findings, key=lambda finding: finding.line)
    assert (first.code, first.line, first.column, first.fix) == ("FT003", 2, 14, "did you mean force_https?")
    assert second.fix == ""
    assert was.note("/frobnicate/b").fate == "unknown"


def test_a_command_of_a_comment_alone_keeps_the_general_one_out(read_toml: Any) -> None:
    assert "init" not in read_toml("[processes]\na = '#x'\n[experimental]\ncmd = ['y']").view("a")
    assert read_toml("[processes]\na = ''\n[experimental]\ncmd = ['y']").view("a")["init"] == {"cmd": ["y"]}


def test_text_in_experimental_is_one_word(read_toml: Any) -> None:
    init = read_toml("[experimental]\ncmd = 'a b'\nexec = ['c', 'd']").view()["init"]
    assert init == {"cmd": ["a b"], "exec": ["c", "d"]}
    assert read_toml('{"experimental": {"cmd": null}}', file="fly.json").view() == {}


def test_a_release_command_is_its_words(read_toml: Any) -> None:
    assert read_toml("[deploy]\nrelease_command = \"a 'b c'\"").app["deploy"] == {"release_command": ["a", "b c"]}
    was = read_toml('[deploy]\nrelease_command = "a \'b"')
    assert was.app["deploy"] == {"release_command": "a 'b"}
    assert was.codes() == ["FT008"]


def test_a_release_size_that_flyctl_refuses_later_is_told(read_toml: Any) -> None:
    was = read_toml("[deploy]\nrelease_command = 'a'\n[deploy.release_command_vm]\nsize = 'tiny'")
    assert was.app["deploy"] == {"release_command": "a", "unusable_release_guest": {"size": "tiny"}}, "not lost"
    assert was.codes() == ["FT008"]


def test_an_empty_name_among_processes_is_the_default_group(read_toml: Any) -> None:
    """flyctl internal/appconfig/processgroups.go flattenGroupMatches."""
    was = read_toml("[processes]\nb = 'x'\na = 'y'\n[[services]]\ninternal_port = 1\nprocesses = ['', 'b', 'a']")
    assert [len(was.view(group)["services"]) for group in ("a", "b")] == [1, 1]
    assert was.note("/services/0/processes/2").message == "the group is named twice"


@pytest.mark.parametrize(
    ("processes", "sizes"),
    [
        ((None, ["a"]), (512, 256)),
        ((["a"], None), (256, 512)),
        (([""], None), (256, 256)),
        ((None, [""]), (256, 256)),
        ((["", "b"], ["a"]), (512, 256)),
        (([""], ["b"]), (256, 512)),
        ((["", "a"], [""]), (256, 256)),
    ],
)
def test_an_empty_name_does_not_name_the_default_group_for_a_size(
    read_toml: Any, processes: tuple[list[str] | None, ...], sizes: tuple[int | None, ...]
) -> None:
    """flyctl internal/appconfig/processgroups.go ComputeForGroup: such a [[vm]] is one that names none."""
    text = "[processes]\nb = 'x'\na = 'y'\n"
    for names, memory in zip(processes, (256, 512), strict=True):
        text += f"[[vm]]\nmemory_mb = {memory}\n" + (f"processes = {names}\n" if names is not None else "")
    was = read_toml(text)
    assert tuple(was.view(group).get("guest", {}).get("memory_mb") for group in ("a", "b")) == sizes


def test_sections_for_no_group_reach_nothing(read_toml: Any) -> None:
    was = read_toml("[processes]\nweb = 'x'\n[[services]]\ninternal_port = 1\nprocesses = ['worker']")
    assert was.view("web") == {"init": {"cmd": ["x"]}}
    assert was.note("/services/0/internal_port").message == "none of its process groups exists"


def test_sections_without_processes_are_for_the_default_group(read_toml: Any) -> None:
    was = read_toml("[processes]\nb = 'x'\na = 'y'\n[[services]]\ninternal_port = 1\n[[vm]]\nmemory = 512")
    assert "services" in was.view("a")
    assert "services" not in was.view("b")
    assert was.view("a")["guest"] == was.view("b")["guest"]


def test_the_last_restart_and_vm_and_the_first_metrics_count(read_toml: Any) -> None:
    was = read_toml(
        """
        restart = [{policy = "never"}, {policy = "always", retries = 3}]
        metrics = [{port = 1}, {port = 2}]
        vm = [{cpus = 2, processes = ["app"]}, {cpus = 4, processes = ["app"]}, {cpus = 8}]
        """
    )
    view = was.view()
    assert view["restart"] == {"policy": "always", "max_retries": 3}
    assert view["metrics"] == {"port": 1}
    assert view["guest"]["cpus"] == 4
    for pointer in ("/restart/0/policy", "/metrics/1/port", "/vm/0/cpus", "/vm/2/cpus"):
        assert was.note(pointer).fate == "inert"


def test_a_restart_of_no_group_may_have_any_policy(read_toml: Any) -> None:
    was = read_toml("restart = [{policy = 'sometimes', processes = ['x']}]")
    assert was.view() == {}


def test_a_vm_starts_from_the_smallest_size(read_toml: Any) -> None:
    assert read_toml("[vm]").view()["guest"] == {"cpu_kind": "shared", "cpus": 1, "memory_mb": 256}
    assert read_toml("[vm]\nmemory = '1gb'\nmemory_mb = 512").view()["guest"]["memory_mb"] == 512
    gpu = read_toml("[vm]\ngpu_kind = 'a10'").view()["guest"]
    assert gpu == {"cpu_kind": "performance", "cpus": 8, "memory_mb": 16384, "gpu_kind": "a10"}


def test_what_fly_would_refuse_of_a_guest_is_read(read_toml: Any) -> None:
    assert read_toml("[vm]\ncpus = 3\nmemory_mb = 100").view()["guest"]["memory_mb"] == 100


def test_the_last_file_of_a_path_counts_where_the_first_stood(read_toml: Any) -> None:
    was = read_toml(
        """
        [[files]]
        guest_path = "/a"
        raw_value = "x"
        [[files]]
        guest_path = "/b"
        secret_name = "S"
        raw_value = "lost"
        [[files]]
        guest_path = "/a"
        local_path = "f"
        [[files]]
        guest_path = "/c"
        [[files]]
        guest_path = "/b"
        raw_value = ""
        """,
        files={"f": b"\xff"},
    )
    files = [{key: item[key] for key in ("guest_path", "raw_value") if key in item} for item in was.view()["files"]]
    assert files == [{"guest_path": "/a", "raw_value": "/w=="}, {"guest_path": "/c"}]
    assert was.note("/files/0/raw_value").fate == "inert"


def test_a_file_without_content_takes_an_earlier_one_away(read_toml: Any) -> None:
    was = read_toml("files = [{guest_path = '/a', raw_value = 'x'}, {guest_path = '/a'}]")
    assert was.view() == {}
    assert was.note("/files/0/guest_path").fate == "inert"
    assert was.note("/files/1/guest_path").fate == "translated"


def test_environment_that_flyctl_sets_itself_is_inert(read_toml: Any) -> None:
    was = read_toml("primary_region = 'ord'\n[env]\nPRIMARY_REGION = 'x'\nFLY_PROCESS_GROUP = 'y'\nA = 'b'")
    assert was.view()["env"] == {"A": "b"}
    assert was.note("/env/PRIMARY_REGION").message == "flyctl sets it to primary_region"


def test_a_check_takes_its_port_from_http_service(read_toml: Any) -> None:
    text = "[http_service]\n{}\n[checks.a]\ntype = 'http'\nmethod = 'get'"
    assert read_toml(text.format("internal_port = 80")).view()["checks"] == {
        "a": {"type": "http", "method": "GET", "port": 80}
    }
    assert read_toml(text.format("")).view()["checks"]["a"]["port"] == 0


def test_headers_are_sent_by_name(read_toml: Any) -> None:
    was = read_toml(
        """
        [services.http_checks]
        headers = [{name = "b", value = 1}, {name = "a"}, {name = "b", value = 2}]
        """
    )
    (check,) = was.view()["services"][0]["checks"]
    assert check["headers"] == [{"name": "a", "values": [""]}, {"name": "b", "values": ["2"]}]


def test_sizes_of_mounts_are_whole_gigabytes_or_not_sent(read_toml: Any) -> None:
    was = read_toml("[mounts]\nsource = 'a'\ninitial_size = '1.9gb'\nauto_extend_size_limit = '500mb'")
    assert was.view()["mounts"] == [{"name": "a", "initial_gb": 1}]
    assert was.note("/mounts/auto_extend_size_limit").fate == "inert"


def test_a_dedicated_host_goes_where_no_vm_takes_it(read_toml: Any) -> None:
    assert read_toml("host_dedication_id = 'h'").app["host_dedication_id"] == "h"
    was = read_toml("host_dedication_id = 'h'\n[vm]\nsize = 'shared-cpu-1x'")
    assert "host_dedication_id" not in was.app
    assert was.view()["guest"]["host_dedication_id"] == "h"


def test_null_is_the_same_as_absent(read_toml: Any) -> None:
    text = '{"app": null, "http_service": {"internal_port": null, "tls_options": null}, "build": {"args": {"A": null}}}'
    was = read_toml(text, file="fly.json")
    assert was.app["build"] == {"args": {"A": ""}}
    assert was.note("/app").message == "null is the same as absent"


def test_numbers_among_anything_have_the_digits_of_go_s_float64() -> None:
    """encoding/json writes the shortest digits that tell a float64 apart (verified with flyctl)."""
    head = "[http_service]\ninternal_port = 1\n[http_service.http_options.response.headers]\n"
    text = f"{head}A = [9223372036854775807, 9007199254740993, 123456789012345678]\n"
    made = flytrans.translate({"fly.toml": text}, to="machines").files["machines.json"]
    again = flytrans.translate({"fly.toml": text}, to="fly").files["fly.toml"]
    for number in ("9223372036854776000", "9007199254740992", "123456789012345680"):
        assert number in made
    assert flytrans.translate({"fly.toml": again}, to="machines").files["machines.json"] == made
