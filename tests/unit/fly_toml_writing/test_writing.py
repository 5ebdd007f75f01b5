"""What a fly.toml says of a model, and how it says it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import tomli

import flytrans

WEB_PORTS = [{"port": 80, "handlers": ["http"]}, {"port": 443, "handlers": ["http", "tls"]}]
WEB = {"protocol": "tcp", "internal_port": 3000, "ports": WEB_PORTS}
RAW = {"protocol": "tcp", "internal_port": 5432, "ports": [{"port": 5432}]}
Write = Callable[..., Any]


def groups(**views: Any) -> dict[str, Any]:
    return {"name": "shop", "groups": views}


def test_one_group_without_a_command_needs_no_processes(written: Write) -> None:
    text = written(groups(app={"services": [WEB], "guest": {"cpu_kind": "shared", "cpus": 1, "memory_mb": 512}})).text
    assert tomli.loads(text) == {
        "app": "shop",
        "http_service": {"internal_port": 3000},
        "vm": [{"size": "shared-cpu-1x", "memory": "512mb"}],
    }


def test_with_processes_every_item_names_its_groups(written: Write) -> None:
    guest = {"cpu_kind": "shared", "cpus": 1, "memory_mb": 256}
    each = {"guest": guest, "restart": {"policy": "no"}, "metrics": {"port": 9}, "mounts": [{"name": "data"}]}
    check = {"type": "tcp", "port": 1}
    said = tomli.loads(
        written(
            groups(
                web={**each, "services": [WEB, RAW], "checks": {"up": check}, "init": {"cmd": ["run", "it's on"]}},
                worker={**each, "services": [RAW], "checks": {"up": check}},
            )
        ).text
    )
    assert said["processes"] == {"web": 'run "it\'s on"', "worker": ""}
    assert said["http_service"]["processes"] == ["web"]
    assert [(s["internal_port"], s["processes"]) for s in said["services"]] == [(5432, ["web", "worker"])]
    assert said["restart"] == [{"policy": "never", "processes": ["web", "worker"]}]
    for kind in ("vm", "metrics", "mounts"):
        assert [item["processes"] for item in said[kind]] == [["web", "worker"]]
    assert said["checks"]["up"]["processes"] == ["web", "worker"]


def test_a_service_is_http_service_only_where_it_says_just_that(written: Write) -> None:
    redirected = {**WEB, "ports": [{**WEB_PORTS[0], "force_https": True}, WEB_PORTS[1]]}
    assert tomli.loads(written(groups(app={"services": [redirected]})).text)["http_service"]["force_https"] is True
    for other in (
        {**WEB, "ports": [WEB_PORTS[1], WEB_PORTS[0]]},
        {**WEB, "ports": [WEB_PORTS[0], {"port": 443, "handlers": ["tls", "http"]}]},
        {**WEB, "ports": [{**WEB_PORTS[0], "http_options": {"h2_backend": True}}, WEB_PORTS[1]]},
        {**WEB, "ports": [WEB_PORTS[0], {**WEB_PORTS[1], "force_https": True}]},
        {**WEB, "checks": [{"type": "tcp"}]},
        {**WEB, "protocol": "udp"},
    ):
        result = written(groups(app={"services": [other]}))
        assert "http_service" not in tomli.loads(result.text)
        assert result.app()["groups"]["app"]["services"] == [other]
    assert "http_service" not in tomli.loads(written(groups(app={"services": [RAW, WEB]})).text)


def test_equal_services_of_groups_stand_once_though_other_services_come_between(written: Write) -> None:
    udp = {"protocol": "udp", "internal_port": 9}
    app = groups(app={"services": [WEB, RAW]}, other={"services": [RAW]}, vpn={"services": [udp, RAW]})
    result = written(app)
    assert [s["processes"] for s in tomli.loads(result.text)["services"] if s["protocol"] == "tcp"] == [
        ["app", "other", "vpn"]
    ]
    assert result.app() == app


def test_equal_services_in_opposite_orders_are_said_twice(written: Write) -> None:
    app = groups(a={"services": [RAW, {"internal_port": 1}]}, b={"services": [{"internal_port": 1}, RAW]})
    assert written(app).app() == app


def test_checks_that_mean_different_things_get_different_names(written: Write) -> None:
    result = written(
        groups(
            app={"checks": {"ready": {"type": "tcp", "port": 1}}},
            worker={"checks": {"ready": {"type": "tcp", "port": 2}}},
        )
    )
    checks = tomli.loads(result.text)["checks"]
    assert {name: (c["port"], c["processes"]) for name, c in checks.items()} == {
        "ready": (1, ["app"]),
        "ready-worker": (2, ["worker"]),
    }


def test_a_check_that_flyctl_would_refuse_is_left_out_and_told(written: Write) -> None:
    result = written(groups(app={"checks": {"a": {"type": "tcp"}, "b": {"port": 1}, "c": {"type": "http", "port": 1}}}))
    assert list(tomli.loads(result.text)["checks"]) == ["c"]
    assert [finding.code for finding in result.findings] == ["FT422", "FT422"]


def test_a_service_check_of_another_port_is_left_out(written: Write) -> None:
    checks = [{"type": "http", "port": 3000}, {"type": "http", "port": 9090}]
    said = tomli.loads(written(groups(app={"services": [{**WEB, "checks": checks}]})).text)
    assert said["http_service"]["checks"] == [{}]


def test_a_guest_is_said_by_size_and_memory_or_key_by_key(written: Write) -> None:
    def vm(**guest: Any) -> Any:
        return tomli.loads(written(groups(app={"guest": guest})).text)["vm"][0]

    assert vm(cpu_kind="performance", cpus=2, memory_mb=4096) == {"size": "performance-2x"}
    assert vm(cpu_kind="performance", cpus=2, memory_mb=8192) == {"size": "performance-2x", "memory": "8gb"}
    assert vm(cpu_kind="performance", cpus=32, memory_mb=65536) == {
        "cpu_kind": "performance",
        "cpus": 32,
        "memory": "64gb",
    }
    assert vm(cpu_kind="performance", cpus=8, memory_mb=32768, gpus=1, gpu_kind="l40s") == {"size": "l40s"}


def test_a_partial_guest_stands_in_the_machine_config(written: Write) -> None:
    app = groups(app={"guest": {"memory_mb": 512}})
    result = written(app)
    assert "vm" not in tomli.loads(result.text)
    assert result.app() == app


def test_what_fly_toml_has_no_key_for_stands_beside_it(written: Write) -> None:
    containers = [{"name": "proxy", "image": "nginx:1"}, {"name": "main", "image": "."}]
    app = groups(app={"schedule": "daily", "containers": containers, "init": {"tty": True}, "metadata": {"a": "b"}})
    result = written(app)
    assert list(result.files) == ["fly.toml", "machine_config.json"]
    assert tomli.loads(result.text) == {"app": "shop", "machine_config": "machine_config.json", "container": "main"}
    assert result.app() == app


def test_the_image_of_the_main_container_is_the_deployed_one(written: Write) -> None:
    result = written(groups(app={"containers": [{"name": "app", "image": "shop:1"}, {"name": "x", "image": "x:1"}]}))
    view = result.app()["groups"]["app"]
    assert (view["image"], view["containers"][0]["image"]) == ("shop:1", ".")


def test_a_schedule_of_one_group_alone_is_not_said_for_all(written: Write) -> None:
    result = written(groups(cron={"schedule": "daily"}, web={}))
    assert list(result.files) == ["fly.toml"]
    assert [finding.code for finding in result.findings] == ["FT461"]


def test_variables_and_files_of_all_groups_are_joined_and_the_default_group_wins(written: Write) -> None:
    def file(path: str, content: str) -> dict[str, str]:
        return {"guest_path": path, "raw_value": base64.b64encode(content.encode()).decode()}

    result = written(
        groups(
            app={"env": {"A": "1", "B": "2"}, "files": [file("/a", "x")], "stop": {"signal": "SIGTERM"}},
            zoo={"env": {"A": "9", "C": "3"}, "files": [file("/a", "y"), file("/b", "z")], "stop": {"timeout": 10**9}},
        )
    )
    said = tomli.loads(result.text)
    assert said["env"] == {"A": "1", "B": "2", "C": "3"}
    assert [(f["guest_path"], f["raw_value"]) for f in said["files"]] == [("/a", "x"), ("/b", "z")]
    assert (said["kill_signal"], said["kill_timeout"]) == ("SIGTERM", "1s")
    assert {finding.code for finding in result.findings} == {"FT461"}


def test_commands_that_share_their_start_get_it_as_entrypoint(written: Write) -> None:
    result = written(groups(a={"init": {"exec": ["run", "x", "a"]}}, b={"init": {"entrypoint": ["run"], "cmd": ["y"]}}))
    said = tomli.loads(result.text)
    assert said["experimental"] == {"entrypoint": ["run"]}
    assert said["processes"] == {"a": "x a", "b": "y"}
    assert result.findings == []


def test_commands_without_a_common_start_follow_the_images_own_and_are_told(written: Write) -> None:
    result = written(groups(a={"init": {"exec": ["one"]}}, b={"init": {"cmd": ["two"]}}))
    assert tomli.loads(result.text)["processes"] == {"a": "one", "b": "two"}
    assert [finding.code for finding in result.findings] == ["FT308"]


def test_binary_content_is_not_said(written: Write) -> None:
    raw = base64.b64encode(b"\xff\x00").decode()
    assert "files" not in tomli.loads(written(groups(app={"files": [{"guest_path": "/a", "raw_value": raw}]})).text)
    kept = {"guest_path": "/a", "raw_value": raw, "local_path": "a.bin"}
    assert tomli.loads(written(groups(app={"files": [kept]})).text)["files"] == [
        {"guest_path": "/a", "local_path": "a.bin"}
    ]


def test_a_release_command_of_no_words_stays_one(written: Write) -> None:
    app = {**groups(app={}), "deploy": {"release_command": []}}
    assert written(app).app() == app


def test_several_apps_have_folders_that_lead_nowhere_else(written: Write) -> None:
    names = ["shop", "../etc/passwd", "..", "shop"]
    files = list(written(*({"name": name, "groups": {"app": {}}} for name in names)).files)
    assert files[:2] == ["shop/fly.toml", "-etc-passwd/fly.toml"]
    assert files[2] == "app/fly.toml"
    assert files[3].startswith("shop-")
    assert len(set(files)) == 4


def test_an_item_that_says_nothing_is_there_by_its_groups() -> None:
    text = 'app = "x"\n[experimental]\ncmd = ["web"]\n[[mounts]]\n'
    made = flytrans.translate({"fly.toml": text}, to="fly")
    targets = {entry.pointer: [place.pointer for place in entry.targets] for entry in made.report.entries}
    assert targets["/mounts/0"] == ["/mounts/0/processes/0"]


def test_a_check_of_one_name_stays_that_of_the_default_group_and_others_are_renamed(written: Write) -> None:
    tcp = [{"type": "tcp", "port": port} for port in (1, 2, 3)]
    made = written(groups(aaa={"checks": {"up": tcp[0]}}, app={"checks": {"up": tcp[1], "up-aaa": tcp[2]}}))
    checks = tomli.loads(made.text)["checks"]
    assert {name: check["port"] for name, check in checks.items()} == {"up": 2, "up-aaa": 3, "up-aaa-2": 1}


def test_checks_stand_in_the_order_of_their_names(written: Write) -> None:
    check = {"type": "tcp", "port": 1}
    text = written(groups(app={"checks": {"b": check, "c": check, "a": check}})).text
    assert list(tomli.loads(text)["checks"]) == ["a", "b", "c"]
