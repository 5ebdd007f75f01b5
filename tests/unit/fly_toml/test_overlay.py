"""machine_config and compose files: what of them reaches the machines."""

from __future__ import annotations

import json
from typing import Any

import pytest

CONTAINERS = '{"containers": [{"name": "nginx", "image": "nginx"}, {"name": "app", "image": "x"}], "env": {"A": "1"}}'


def images(view: dict[str, Any]) -> list[str]:
    return [container["image"] for container in view["containers"]]


def test_what_fly_toml_says_itself_is_overwritten(read_toml: Any) -> None:
    config = {
        "env": {"A": "1"},
        "services": [],
        "schedule": "daily",
        "init": {"tty": True, "cmd": ["x"]},
        "restart": {},
    }
    was = read_toml(f"machine_config = '{json.dumps(config)}'")
    assert was.view() == {"schedule": "daily", "init": {"tty": True}}


def test_a_machine_config_of_which_nothing_is_left_is_inert(read_toml: Any) -> None:
    was = read_toml('machine_config = \'{"env": {}, "foo": 1}\'')
    assert was.note("/machine_config").message == "every key of it is overwritten by fly.toml's own"


def test_the_one_in_experimental_wins(read_toml: Any) -> None:
    text = "machine_config = '{\"schedule\": \"daily\"}'\n[experimental]\nmachine_config = 'b.json'"
    assert read_toml(text, files={"b.json": '{"schedule": "hourly"}'}).view() == {"schedule": "hourly"}


@pytest.mark.parametrize(("container", "expected"), [("", ["nginx", "."]), ("container = 'nginx'\n", [".", "x"])])
def test_the_apps_image_goes_to_the_container_that_is_named(
    read_toml: Any, container: str, expected: list[str]
) -> None:
    assert images(read_toml(f"{container}machine_config = '{CONTAINERS}'").view()) == expected


def test_a_container_that_is_not_there_is_refused(refused: Any) -> None:
    finding = refused(f"machine_config = '{CONTAINERS}'\ncontainer = 'gone'")
    assert finding.line == 2
    assert "nginx, app" in finding.message


def test_every_other_container_needs_an_image(refused: Any) -> None:
    assert "an image" in refused('machine_config = \'{"containers": [{"name": "a"}, {"name": "b"}]}\'').message


def test_files_are_embedded_where_nothing_else_says_their_content(read_toml: Any) -> None:
    files = [{"guest_path": "/a", "local_path": "f"}, {"guest_path": "/b", "local_path": "g", "raw_value": ""}]
    config = json.dumps({"containers": [{"name": "app", "files": files}]})
    (container,) = read_toml(f"machine_config = '{config}'", files={"f": "hi"}).view()["containers"]
    assert [file.get("raw_value") for file in container["files"]] == ["aGk=", ""]


def test_a_wrong_type_within_is_refused_at_the_leaf_that_names_it(refused: Any) -> None:
    finding = refused('\nmachine_config = \'{"guest": {"cpus": "two"}}\'')
    assert (finding.line, finding.message) == (2, "machine_config.guest.cpus: expected an integer, found text")


def test_a_whole_float_is_no_integer_in_json(refused: Any) -> None:
    finding = refused('\nmachine_config = \'{"guest": {"cpus": 2.0}}\'')
    assert finding.message == "machine_config.guest.cpus: expected an integer, found a number with a fraction"


@pytest.mark.parametrize("body", ["[]", "{", '{"a": NaN}', "{" + '"a":{' * 2000 + "}" * 2001, ""])
def test_what_is_no_json_object_is_refused(refused: Any, body: str) -> None:
    assert refused("machine_config = 'x.json'", files={"x.json": body}).line == 1


COMPOSE = """
services:
  web:
    build: .
    command: npm start
    ports: ["80:80"]
    environment: {PORT: 0080, DEBUG: yes, NONE: }
    volumes: [./conf/a.txt:/etc/a.txt:ro, data:/data, /anon]
    depends_on:
      db: {condition: service_healthy}
  db:
    image: postgres
    user: 1000
    entrypoint: [sh, -c, run]
    healthcheck: {test: [CMD, pg_isready], interval: 5s, retries: 3}
"""


def test_services_of_a_compose_file_are_containers(read_toml: Any) -> None:
    was = read_toml("[build]\ncompose.file = 'd/c.yml'", files={"d/c.yml": COMPOSE, "d/conf/a.txt": "a"})
    assert was.view() == {
        "containers": [
            {
                "name": "db",
                "image": "postgres",
                "user": "1000",
                "entrypoint": ["sh", "-c", "run"],
                "healthchecks": [{"interval": 30, "failure_threshold": 3, "exec": {"command": ["pg_isready"]}}],
            },
            {
                "name": "web",
                "image": ".",
                "cmd": ["npm start"],
                "env": {"PORT": "0080", "DEBUG": "yes", "NONE": ""},
                "files": [{"guest_path": "/etc/a.txt", "raw_value": "YQ=="}],
                "depends_on": [{"name": "db", "condition": "healthy"}],
            },
        ]
    }
    (finding,) = was.findings
    for lost in ("web.ports", "data:/data", "/anon", "db.healthcheck.interval"):
        assert lost in finding.message


@pytest.mark.parametrize(
    ("check", "made"),
    [
        ("test: curl localhost", {"exec": {"command": ["curl localhost"]}}),
        ("test: [CMD, curl, localhost]", {"exec": {"command": ["curl", "localhost"]}}),
        ("test: [CMD-SHELL, curl localhost]", {"exec": {"command": ["curl localhost"]}}),
        ("test: [curl, CMD]", {"exec": {"command": ["curl", "CMD"]}}),
        ("test: [curl, 3, {a: b}]", {"exec": {"command": ["curl"]}}),
        ("test: [CMD]", {}),
        ("interval: 5s, timeout: 1s, start_period: 9s", {"interval": 30, "timeout": 10}),
        ("retries: 0", {}),
        ("retries: 4", {"failure_threshold": 4}),
    ],
)
def test_a_healthcheck_of_compose_is_what_flyctl_makes_of_it(read_toml: Any, check: str, made: Any) -> None:
    """flyctl internal/containerconfig/compose.go convertHealthcheck."""
    text = f"services: {{a: {{image: x, healthcheck: {{{check}}}}}}}"
    (container,) = read_toml("[build]\ncompose.file = 'c'", files={"c": text}).view()["containers"]
    assert container["healthchecks"] == [made]


@pytest.mark.parametrize(
    ("volume", "path", "is_lost"),
    [
        ("./f:/a", "/a", False),
        ("./f:/a:ro", "/a", False),
        ("/a", None, True),
        ("/a:ro", None, True),
        ("/a:rw", None, True),
        ("./f:/a:ro:z", None, True),
        ("./gone:/a", None, True),
    ],
)
def test_a_volume_of_compose_is_a_file_where_a_file_is_bound(
    read_toml: Any, volume: str, path: str | None, is_lost: bool
) -> None:
    text = f"services: {{a: {{image: x, volumes: ['{volume}']}}}}"
    was = read_toml("[build]\ncompose.file = 'c'", files={"c": text, "f": "hi"})
    (container,) = was.view()["containers"]
    assert [file["guest_path"] for file in container.get("files", [])] == ([path] if path else [])
    assert [f"a.volumes ({volume})" in finding.message for finding in was.findings] == [True] * is_lost


@pytest.mark.parametrize("key", ["image", "environment", "command", "entrypoint", "user", "depends_on"])
def test_what_reaches_a_container_is_not_said_to_be_lost(read_toml: Any, key: str) -> None:
    value = {"environment": "{A: b}", "depends_on": "[b]"}.get(key, "x")
    text = f"services: {{a: {{{'' if key == 'image' else 'image: x, '}{key}: {value}}}, b: {{image: x}}}}"
    assert read_toml("[build]\ncompose.file = 'c'", files={"c": text}).findings == []


def test_a_compose_file_is_looked_for_by_its_usual_names(read_toml: Any) -> None:
    found = read_toml("[build.compose]", files={"docker-compose.yml": "services: {a: {image: x}}"}).view()
    assert images(found) == ["x"]
    assert read_toml("[build.compose]").note("/build/compose").fate == "inert"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "services: {}",
        "services: [a]",
        "services: {a: {}}",
        "services: {a: {build: ., image: x}, b: {build: .}}",
        "services: {a: {image: x, environment: [A=1]}}",
        "services: {a: {image: x, volumes: [{type: bind}]}}",
        "services: {a: {image: x, ports: [{target: 80}]}}",
        "services: {a: {image: x, healthcheck: {retries: x}}}",
        f"services: {{a: {{image: x, healthcheck: {{retries: {2**63}}}}}}}",
        "services: {a: {image: x, depends_on: b}}",
        "services: {a: {image: x}, a: {image: y}}",
        "services: {a: {image: [x]}}",
        "a: [",
        "\x00",
        "services: " + "[" * 500,
    ],
)
def test_a_compose_file_that_flyctl_cannot_read_is_refused(refused: Any, text: str) -> None:
    finding = refused("[build]\ncompose.file = 'c'", files={"c": text})
    assert (finding.line, finding.column) == (2, 16)
    assert finding.message.startswith("build.compose: expected a compose file that flyctl can read; c: ")
