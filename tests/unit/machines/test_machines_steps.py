"""What is to be done with machines.json: the commands run, and send what they should."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import flytrans
from flytrans import Step

MOUNTED = """app = "db"
primary_region = "ams"
[deploy]
release_command = "migrate"
[[mounts]]
source = "data"
destination = "/data"
"""
GROUPS = """app = "shop"
[processes]
web = "serve"
worker = "work it"
[build]
image = "r/shop:1"
[[services]]
internal_port = 3000
processes = ["web"]
[[services.ports]]
port = PORT
handlers = ["http"]
"""
CURL = """#!/bin/sh
for last; do :; done
cat > "$CALLS/$(ls "$CALLS" | wc -l)-$(basename "$last").json"
echo '{"id": "made"}'
"""


def steps(text: str, **options: object) -> list[Step]:
    return flytrans.translate({"fly.toml": text}, to="machines", **options).steps


def calls(text: str, folder: Path, **options: object) -> list[tuple[str, dict[str, object]]]:
    """What the commands of the API steps post, run by a shell with a curl that only writes down."""
    made = flytrans.translate({"fly.toml": text}, to="machines", **options)
    (folder / "machines.json").write_text(made.files["machines.json"])
    (folder / "bin").mkdir()
    (folder / "calls").mkdir()
    (folder / "bin" / "curl").write_text(CURL)
    (folder / "bin" / "curl").chmod(0o755)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "CALLS": str(folder / "calls"), "FLY_API_TOKEN": "t", "IMAGE": "r/db:2"}
    for step in made.steps:
        if "curl" in step.command:
            subprocess.run(["sh", "-ec", step.command], cwd=folder, env=env, check=True, capture_output=True)
    found = sorted((folder / "calls").iterdir(), key=lambda file: int(file.name.partition("-")[0]))
    return [(file.stem.partition("-")[2], json.loads(file.read_text())) for file in found]


@pytest.mark.skipif(shutil.which("jq") is None, reason="the commands take jq")
def test_the_commands_send_the_release_machine_then_a_volume_and_a_machine_for_each(tmp_path: Path) -> None:
    found = calls(MOUNTED, tmp_path, replicas={"app": 2})
    assert [what for what, _ in found] == ["machines", "volumes", "machines", "volumes", "machines"]
    release, volume, machine = (body for _, body in found[:3])
    assert release["config"]["init"]["cmd"] == ["migrate"]  # type: ignore[index]
    assert volume["name"] == "data"
    assert machine["config"]["mounts"][0]["volume"] == "made"  # type: ignore[index]
    assert {body["config"]["image"] for what, body in found if what == "machines"} == {"r/db:2"}  # type: ignore[index]


CONTAINERS = """app = "db"
machine_config = '''{"containers": [
  {"name": "side", "image": "redis:7"},
  {"name": "app", "image": ".", "files": [{"guest_path": "/a", "image_config": "."}]}
]}'''
"""


@pytest.mark.skipif(shutil.which("jq") is None, reason="the commands take jq")
@pytest.mark.parametrize(("build", "image"), [("", "r/db:2"), ('[build]\nimage = "r/db:1"\n', "r/db:1")])
def test_the_commands_put_the_image_where_a_container_says_the_apps_own(build: str, image: str, tmp_path: Path) -> None:
    """Only flyctl knows the word for it; the platform would look for an image called "."."""
    ((_, body),) = calls(CONTAINERS + build, tmp_path)
    config: Any = body["config"]
    side, app = config["containers"]
    assert (config["image"], side["image"], app["image"]) == (image, "redis:7", image)
    assert app["files"] == [{"guest_path": "/a", "image_config": image}]
    (request,) = (step.request for step in steps(CONTAINERS + build) if "make the" in step.why)
    assert (request == body) is bool(build)


def test_each_group_is_made_and_one_without_services_has_a_standby() -> None:
    said = steps(GROUPS.replace("PORT", "80"))
    made = [step.why for step in said if "make the" in step.why]
    assert made == ["make the 2 machines of group web", "make the machine of group worker"]
    assert [step.needs for step in said if "make the" in step.why] == [("FLY_API_TOKEN",)] * 2
    (standby,) = (step for step in said if "standby" in step.why)
    assert "worker" in standby.why
    assert "--standby-for=source" in standby.command


@pytest.mark.parametrize(("port", "kind"), [("80", "shared_v4"), ("8080", "v4")])
def test_an_address_is_of_the_apps_own_where_a_port_is_no_plain_web_port(port: str, kind: str) -> None:
    asked = [step.request for step in steps(GROUPS.replace("PORT", port)) if "address" in step.why]
    assert asked == [{"type": kind}, {"type": "v6"}]


def test_nothing_reaches_an_app_without_services() -> None:
    assert not [step for step in steps(MOUNTED) if "address" in step.why]


def test_machines_are_made_before_their_private_address_so_no_deploy_is_named() -> None:
    service = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {selector: {app: db}, ports: [{port: 5432}]}\n"
    )
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: db}}\nspec: {containers: [{name: c}]}\n"
    made = {to: flytrans.translate({"db.yaml": f"{service}---\n{pod}"}, to=to).steps for to in ("fly", "machines")}
    said = {to: [step.why for step in steps if "private address" in step.why] for to, steps in made.items()}
    assert said["machines"] == ["give the app a private address"]
    assert said["fly"] == ["give the app a private address before it is deployed, so that it gets no public one"]
