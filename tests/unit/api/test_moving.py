"""The data in volumes: steps that take it out of the old place and put it into the new one, run by a shell."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

import flytrans
from flytrans import Step

KUBECTL = """#!/bin/sh
while [ "$1" != "--" ]; do echo "$1" >> "$ASKED"; shift; done
shift
exec "$@"
"""
FLY = """#!/bin/sh
for last; do [ "$last" = "$command" ] || echo "$last" >> "$ASKED"; command=$last; done
exec sh -c "$command"
"""
"""Both run the command here that they should run there, and write down what they were asked besides."""


def workload(kind: str, path: str, *, replicas: int = 1, more: list[dict[str, object]] | None = None) -> str:
    mounts = [{"name": "data", "mountPath": path}]
    containers = [*(more or []), {"name": "db", "image": "db:1", "volumeMounts": mounts}]
    claim = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    pod: dict[str, object] = {"containers": containers}
    spec: dict[str, object] = {"replicas": replicas, "selector": {"matchLabels": {"app": "db"}}}
    if kind == "StatefulSet":
        spec |= {"serviceName": "db", "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": claim}]}
    else:
        pod["volumes"] = [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]
    spec["template"] = {"metadata": {"labels": {"app": "db"}}, "spec": pod}
    meta = {"name": "db", "namespace": "shop"}
    held = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": meta | {"name": "data"}, "spec": claim}
    made = {"apiVersion": "apps/v1", "kind": kind, "metadata": meta, "spec": spec}
    return "\n---\n".join(map(json.dumps, [made] if kind == "StatefulSet" else [made, held]))


def toml(path: str) -> str:
    group = '[processes]\nweb = "serve"\ndb = "postgres"\n'
    return f'app = "pg"\n{group}[[mounts]]\nsource = "data"\ndestination = {json.dumps(path)}\nprocesses = ["db"]\n'


def moving(source: str, to: str, **options: object) -> list[Step]:
    name = "fly.toml" if source.startswith("app") else "db.yaml"
    steps = flytrans.translate({name: source}, to=to, **options).steps  # type: ignore[arg-type]
    return [step for step in steps if " tar -" in step.command or "'tar -" in step.command]


def run(step: Step, folder: Path) -> list[str]:
    """Run a step with our kubectl and fly; what they were asked."""
    tools = folder / "bin"
    tools.mkdir(exist_ok=True)
    for name, text in (("kubectl", KUBECTL), ("fly", FLY)):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    asked = folder / "asked"
    asked.write_text("")
    env = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "ASKED": str(asked)}
    subprocess.run(["sh", "-ec", step.command], cwd=folder, env=env, check=True, capture_output=True)
    return asked.read_text().split("\n")[:-1]


@pytest.mark.parametrize(
    ("to", "platforms"), [("fly", ["kubernetes", "fly"]), ("machines", ["kubernetes", "fly"]), ("kubernetes", None)]
)
def test_the_data_of_a_volume_arrives_on_the_other_platform(
    to: str, platforms: list[str] | None, tmp_path: Path
) -> None:
    volume = tmp_path / "it's the data"
    (volume / "lost+found").mkdir(parents=True)
    (volume / "deep").mkdir()
    (volume / "deep" / "row").write_bytes(b"\x00\xff\r\n")
    source = toml(str(volume)) if platforms is None else workload("StatefulSet", str(volume))
    take, put = moving(source, to)
    assert [take.platform, put.platform] == (platforms or ["fly", "kubernetes"])
    assert take.needs == put.needs == ()
    run(take, tmp_path)
    volume.rename(tmp_path / "old")
    volume.mkdir()
    run(put, tmp_path)
    assert [path.name for path in volume.iterdir()] == ["deep"]
    assert (volume / "deep" / "row").read_bytes() == b"\x00\xff\r\n"


def test_an_archive_that_broke_off_is_no_archive(tmp_path: Path) -> None:
    take, _ = moving(workload("StatefulSet", str(tmp_path / "data")), "fly")
    with pytest.raises(subprocess.CalledProcessError):
        run(take, tmp_path)


@pytest.mark.parametrize(
    ("source", "to", "took", "given"),
    [
        (workload("StatefulSet", "/d"), "fly", "exec -n shop db-0", "--app db --process-group app"),
        (workload("Deployment", "/d"), "fly", "exec -n shop deployment/db", "--app db --process-group app"),
        (toml("/d"), "kubernetes", "--app pg --process-group db", "exec -i pg-db-0"),
    ],
)
def test_both_commands_go_where_the_volume_is(source: str, to: str, took: str, given: str) -> None:
    take, put = moving(source, to)
    assert (took in take.command, given in put.command) == (True, True)


def test_of_several_containers_the_one_that_has_the_volume_is_asked() -> None:
    source = workload("Deployment", "/d", more=[{"name": "web", "image": "web:1"}])
    take, put = moving(source, "fly")
    assert "deployment/db -c db -- tar" in take.command
    assert "--no-container" in put.command


def test_each_replica_of_a_stateful_set_has_data_of_its_own_and_those_of_a_deployment_share_it() -> None:
    take, put = moving(workload("StatefulSet", "/d", replicas=3), "fly")
    assert "the first of 3, each with its own" in take.why
    assert "the first of 3, each with its own" in put.why
    take, put = moving(workload("Deployment", "/d", replicas=3), "fly")
    assert "the first of" not in take.why
    assert "the first of 3, each with its own" in put.why


def job(path: str) -> str:
    """A Job with a claim, in the manner of `workload`."""
    made, claim = map(json.loads, workload("Deployment", path).split("\n---\n"))
    del made["spec"]["replicas"], made["spec"]["selector"]
    made["spec"]["template"]["spec"]["restartPolicy"] = "Never"
    return "\n---\n".join(map(json.dumps, (made | {"apiVersion": "batch/v1", "kind": "Job"}, claim)))


def test_a_claim_of_what_runs_to_an_end_is_filled_before_it_runs_by_a_pod_of_its_own() -> None:
    source = 'app = "pg"\nmachine_config = \'{"schedule": "daily"}\'\n[mounts]\nsource = "data"\ndestination = "/d"\n'
    steps = flytrans.translate({"fly.toml": source}, to="kubernetes", namespace="shop").steps
    steps = [step for step in steps if not step.command.startswith("#")]
    found = [step.command.split(" --")[0] for step in steps]
    assert found[-6:] == [
        "fly ssh console",
        "kubectl apply -f manifests/05-persistentvolumeclaim-pg-data.yaml",
        "kubectl run -n shop pg-data-copy",
        "kubectl exec -n shop -i pg-data-copy",
        "kubectl delete pod -n shop pg-data-copy",
        "kubectl apply -R -f manifests/",
    ]
    assert "fly machine start" in steps[-6].why


def test_what_a_job_left_in_its_claim_is_read_by_a_pod_of_its_own() -> None:
    steps = flytrans.translate({"job.yaml": job("/d")}, to="fly").steps
    run, take, _, put = [step for step in steps if "kubectl" in step.command or "tar -" in step.command]
    (overrides,) = [word for word in shlex.split(run.command) if word.startswith("--overrides=")]
    spec = json.loads(overrides.removeprefix("--overrides="))["spec"]
    assert spec["volumes"] == [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]
    assert spec["containers"][0]["volumeMounts"] == [{"name": "data", "mountPath": "/d"}]
    assert take.command.startswith("kubectl exec -n shop data-copy -- tar ")
    assert "fly machine start" in put.why


def test_a_file_that_is_mounted_in_the_volume_stays_out_of_the_archive(tmp_path: Path) -> None:
    volume = tmp_path / "d"
    (volume / "conf").mkdir(parents=True)
    for name in ("conf/it's.yml", "conf/own.yml"):
        (volume / name).write_text("a")
    path = json.dumps(f"{volume}/conf/it's.yml")
    files = f'[[files]]\nguest_path = {path}\nraw_value = "a"\n[[files]]\nguest_path = "/etc/x"\nraw_value = "a"\n'
    take, _ = moving(toml(str(volume)) + files, "kubernetes")
    run(take, tmp_path)
    (archive,) = tmp_path.glob("*.tar")
    names = subprocess.run(["tar", "-tf", archive], capture_output=True, text=True, check=True).stdout.split("\n")
    assert [name for name in names if name.endswith("yml")] == ["./conf/own.yml"]


def test_the_name_that_the_caller_gives_is_that_of_the_new_app() -> None:
    take, put = moving(toml("/d"), "kubernetes", app="other")
    assert "--app pg " in take.command
    assert "other-db-0" in put.command


def test_nothing_moves_within_a_platform_or_without_volumes() -> None:
    assert not moving(toml("/d"), "machines")
    assert not moving(toml("/d"), "fly")
    assert not moving(workload("StatefulSet", "/d"), "kubernetes")
    assert not moving('app = "pg"\n', "kubernetes")


def test_of_a_model_nobody_knows_where_its_data_is() -> None:
    made = flytrans.write(flytrans.read({"fly.toml": toml("/d")}), to="kubernetes")
    (put,) = (step for step in made.steps if " tar -" in step.command)
    assert put.needs == ("pg-db-d.tar",)


def test_data_moves_before_anybody_is_sent_to_the_new_place() -> None:
    source = toml("/d") + '[http_service]\ninternal_port = 80\nprocesses = ["web"]\n'
    commands = [step.command for step in flytrans.translate({"fly.toml": source}, to="kubernetes").steps]
    order = [
        next(i for i, command in enumerate(commands) if word in command)
        for word in ("rollout status", " tar -", "get ingress")
    ]
    assert order == sorted(order)
