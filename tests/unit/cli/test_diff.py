"""What differs in meaning between two sources of any format."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import flytrans
from flytrans.cli.main import main

SHOP = """app = "shop"
primary_region = "ams"

[build]
image = "registry.example/shop:1"

[env]
GREETING = "hello"
API_TOKEN = "fo1_secretsecretsecret"

[processes]
web = "serve --port 3000"
worker = "work"

[http_service]
internal_port = 3000
processes = ["web"]

[[http_service.checks]]
interval = "1500ms"
path = "/up"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fly.toml").write_text(SHOP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def differ(capsys: Any, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["diff", *arguments])
    return code, capsys.readouterr().out


def test_the_same_app_in_other_words_does_not_differ(folder: Path, capsys: Any) -> None:
    spelled = SHOP.replace('"serve --port 3000"', "'serve \"--port\" 3000'").replace('"1500ms"', '"1.5s"')
    (folder / "other.toml").write_text("# the same\n" + spelled)
    assert differ(capsys, "fly.toml", "other.toml") == (0, "")


@pytest.mark.parametrize("to", ["kubernetes", "machines", "fly"])
def test_a_file_does_not_differ_from_what_it_becomes(folder: Path, capsys: Any, to: str) -> None:
    assert main(["convert", "fly.toml", "--to", to, "-o", "out"]) == 0
    assert differ(capsys, "fly.toml", "out") == (0, "")
    assert differ(capsys, "out", "fly.toml") == (0, "")


def test_a_value_is_told_once_with_its_places_on_both_sides(folder: Path, capsys: Any) -> None:
    changed = SHOP.replace("hello", "good morning").replace("1500ms", "9s")
    (folder / "other.toml").write_text("# another\n" + changed)
    assert differ(capsys, "fly.toml", "other.toml") == (
        1,
        "web, worker: env.GREETING\n"
        '  - "hello" (fly.toml:8)\n'
        '  + "good morning" (other.toml:9)\n'
        "web: services[tcp/3000].checks[http].interval\n"
        '  - "1.5s" (fly.toml:20)\n'
        '  + "9s" (other.toml:21)\n',
    )


def test_what_is_on_one_side_only_is_told_there(folder: Path, capsys: Any) -> None:
    (folder / "other.toml").write_text(SHOP.replace('worker = "work"\n', "") + 'console_command = "sh"\n')
    code, out = differ(capsys, "fly.toml", "other.toml")
    assert code == 1
    assert "the process group worker\n  - it is there (fly.toml:13)\n" in out


def test_how_an_app_is_deployed_is_part_of_what_it_means(folder: Path, capsys: Any) -> None:
    (folder / "other.toml").write_text(SHOP + '[deploy]\nstrategy = "bluegreen"\n')
    assert differ(capsys, "fly.toml", "other.toml") == (1, 'deploy\n  + {"strategy": "bluegreen"} (other.toml:23)\n')


def live(**config: Any) -> str:
    """What the Machines API answers for the group web."""
    made = json.loads(flytrans.translate({"fly.toml": SHOP}, to="machines").files["machines.json"])
    web = made["requests"][0]["body"]
    return json.dumps(
        [
            {
                "id": f"14{number}",
                "name": f"machine-{number}",
                "state": "started",
                "region": web["region"],
                "config": {**web["config"], **config},
            }
            for number in range(2)
        ],
        indent=2,
    )


def test_what_is_live_is_compared_with_what_is_in_git(folder: Path, capsys: Any) -> None:
    one_group = SHOP.replace('worker = "work"\n', "")
    (folder / "fly.toml").write_text(one_group)
    (folder / "live.json").write_text(live())
    assert differ(capsys, "live.json", "fly.toml") == (0, "")
    (folder / "live.json").write_text(live(guest={"cpu_kind": "shared", "cpus": 2, "memory_mb": 512}))
    code, out = differ(capsys, "live.json", "fly.toml")
    assert code == 1
    assert out.startswith("web: guest\n  - ")
    assert '"cpus": 2' in out


def test_a_value_that_may_be_secret_is_not_shown(folder: Path, capsys: Any) -> None:
    (folder / "other.toml").write_text(SHOP.replace("fo1_secretsecretsecret", "fo1_anotheranotherano"))
    for form in ("text", "json"):
        code, out = differ(capsys, "fly.toml", "other.toml", "--format", form)
        assert code == 1
        assert "API_TOKEN" in out
        assert "fo1_" not in out


def test_the_json_names_values_and_places(folder: Path, capsys: Any) -> None:
    (folder / "other.toml").write_text(SHOP.replace("hello", "hi"))
    code, out = differ(capsys, "fly.toml", "other.toml", "--format", "json")
    told = json.loads(out)
    assert (code, told["version"], told["same"]) == (1, 1, False)
    assert told["differences"] == [
        {
            "app": "shop",
            "groups": ["web", "worker"],
            "what": ["env", "GREETING"],
            "before": "hello",
            "before_at": [{"file": "fly.toml", "line": 8, "column": 12}],
            "after": "hi",
            "after_at": [{"file": "other.toml", "line": 8, "column": 12}],
        }
    ]
    assert json.loads(differ(capsys, "fly.toml", "fly.toml", "--format", "json")[1])["same"] is True


APPS = """app: {name}
env: {{A: "{value}"}}
"""


def test_apps_are_paired_by_name_and_one_alone_whatever_it_is_called(folder: Path, capsys: Any) -> None:
    for name, apps in {"one": {"a": "1", "b": "2"}, "two": {"c": "3", "b": "4"}, "three": {"d": "1"}}.items():
        for app, value in apps.items():
            (folder / name / app).mkdir(parents=True)
            (folder / name / app / "fly.yaml").write_text(APPS.format(name=app, value=value))
    code, out = differ(capsys, "one", "two")
    assert (code, out) == (
        1,
        "the app a\n"
        "  - it is there (one/a/fly.yaml:1)\n"
        "b: app: env.A\n"
        '  - "2" (one/b/fly.yaml:2)\n'
        '  + "4" (two/b/fly.yaml:2)\n'
        "the app c\n"
        "  + it is there (two/c/fly.yaml:1)\n",
    )
    assert differ(capsys, "one/a", "three")[1] == ('app\n  - "a" (one/a/fly.yaml:1)\n  + "d" (three/d/fly.yaml:1)\n')


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "the same in meaning"),
        ("kill_timeout = 9\n", "1 value differs in meaning"),
        ("kill_timeout = 9\nswap_size_mb = 512\n", "2 values differ in meaning"),
    ],
)
def test_how_many_values_differ_is_told_beside(folder: Path, capsys: Any, more: str, told: str) -> None:
    (folder / "other.toml").write_text(more + SHOP)
    main(["diff", "fly.toml", "other.toml"])
    assert capsys.readouterr().err.splitlines()[-1] == told


def test_the_release_command_is_compared_but_not_with_what_is_live(folder: Path, capsys: Any) -> None:
    one_group = SHOP.replace('worker = "work"\n', "")
    for name, command in (("fly.toml", "migrate"), ("other.toml", "migrate all")):
        (folder / name).write_text(f'{one_group}[deploy]\nrelease_command = "{command}"\n')
    assert "release command: init.cmd\n" in differ(capsys, "fly.toml", "other.toml")[1]
    assert differ(capsys, "fly.toml", "other.toml")[0] == 1
    (folder / "live.json").write_text(live())
    assert "release command" not in differ(capsys, "live.json", "fly.toml")[1]
    assert "release command" not in differ(capsys, "fly.toml", "live.json")[1]


def test_volumes_are_part_of_their_group(folder: Path, capsys: Any) -> None:
    mount = '[mounts]\nsource = "data"\ndestination = "/data"\ninitial_size = "{}gb"\nprocesses = ["worker"]\n'
    (folder / "fly.toml").write_text(SHOP + mount.format(3))
    (folder / "other.toml").write_text(SHOP + mount.format(5))
    assert differ(capsys, "fly.toml", "other.toml") == (
        1,
        "worker: volumes[data].size_gb\n  - 3 (fly.toml:25)\n  + 5 (other.toml:25)\n",
    )


def test_a_long_value_is_cut(folder: Path, capsys: Any) -> None:
    (folder / "other.toml").write_text(SHOP.replace("hello", "long " * 100))
    (line,) = [line for line in differ(capsys, "fly.toml", "other.toml")[1].splitlines() if "  + " in line]
    assert line.endswith("… (other.toml:8)")
    assert len(line) < 200


def test_trouble_ends_in_two(folder: Path, capsys: Any) -> None:
    (folder / "broken.toml").write_text("app = \n")
    assert differ(capsys, "fly.toml", "broken.toml") == (2, "")
    assert differ(capsys, "fly.toml", "nowhere.toml") == (2, "")
    assert subprocess.run([sys.executable, "-m", "flytrans.cli.main", "diff"], check=False).returncode == 2
