"""The last steps of a move: what stops an app in its old place."""

from __future__ import annotations

import json
from typing import Any

import flytrans

_TEMPLATE: dict[str, Any] = {
    "metadata": {"labels": {"app": "x"}},
    "spec": {"restartPolicy": "OnFailure", "containers": [{"name": "c", "image": "x:1"}]},
}
_VERSIONS = {"Deployment": "apps/v1", "CronJob": "batch/v1", "Job": "batch/v1"}


def _last(text: str, source: str, target: str, **options: Any) -> list[tuple[str, str, str]]:
    steps = flytrans.translate({source: text}, target, **options).steps
    return [(step.platform, step.why, step.command) for step in steps if step.why.startswith("stop ")]


def test_an_app_on_fly_is_scaled_to_nothing_by_who_wants_it() -> None:
    text = 'app = "my app"\n[processes]\nweb = "a"\nworker = "b"\n'
    ((platform, why, command),) = _last(text, "fly.toml", "kubernetes")
    assert (platform, command) == ("fly", "# fly scale count web=0 worker=0 --app 'my app'")
    assert why.startswith("stop app my app in the old place; until then both run")
    assert _last("[build]\nimage = 'x:1'\n", "fly.toml", "kubernetes")[0][2] == "# fly scale count app=0"


def test_what_stays_on_its_platform_is_not_left() -> None:
    assert _last('app = "a"\n', "fly.toml", "machines") == []
    assert _last('app = "a"\n', "fly.toml", "fly") == []


def test_workloads_are_scaled_and_schedules_suspended() -> None:
    other = _deployment("api", 1)
    other["metadata"]["namespace"] = "other place"
    crons = (_cron("nightly", "0 3 * * *"), _cron("weekly", "0 3 * * 1"))
    objects = _list(_deployment("web", 2), *crons, _job("once"), other)
    found = _last(objects, "app.json", "fly")
    assert [command for _, _, command in found] == [
        "# kubectl scale -n 'other place' deployment/api --replicas=0",
        "# kubectl scale -n shop deployment/web --replicas=0"
        ' && kubectl patch -n shop cronjob/nightly cronjob/weekly --patch \'{"spec":{"suspend":true}}\'',
    ]
    assert [platform for platform, _, _ in found] == ["kubernetes", "kubernetes"]
    assert "stop what runs in namespace shop in the old place" in found[1][1]


def test_what_runs_nowhere_or_waits_is_not_stopped() -> None:
    idle = (_deployment("off", 0), _cron("often", "*/5 * * * *"), _cron("later", "0 3 * * *", suspend=True))
    assert _last(_list(*idle), "app.json", "fly") == []


def _list(*objects: dict[str, Any]) -> str:
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": list(objects)})


def _object(kind: str, name: str, spec: dict[str, Any]) -> dict[str, Any]:
    return {"apiVersion": _VERSIONS[kind], "kind": kind, "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


def _deployment(name: str, replicas: int) -> dict[str, Any]:
    spec = {"replicas": replicas, "selector": {"matchLabels": {"app": "x"}}, "template": _TEMPLATE}
    return _object("Deployment", name, spec)


def _job(name: str) -> dict[str, Any]:
    return _object("Job", name, {"template": _TEMPLATE})


def _cron(name: str, schedule: str, **more: bool) -> dict[str, Any]:
    return _object("CronJob", name, {"schedule": schedule, **more, "jobTemplate": {"spec": {"template": _TEMPLATE}}})
