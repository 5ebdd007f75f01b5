"""Anybody's workloads as machines: size, stopping, files, kinds, and which of them are one app."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workloads_given import apps, config, config_map, deployment, findings, manifests

import flytrans


def _resources(request: str, memory: str, limit: str = "") -> str:
    cpu = f"cpu: {request}, " if request else ""
    limits = f", limits: {{cpu: {limit}}}" if limit else ""
    return f"resources: {{requests: {{{cpu}memory: {memory}}}{limits}}}"


@pytest.mark.parametrize(
    ("request_", "memory", "kind", "cpus", "megabytes"),
    [
        ("", "128Mi", "shared", 1, 256),
        ("50m", "64Mi", "shared", 1, 256),
        ("63m", "512Mi", "shared", 1, 512),
        ("100m", "128Mi", "shared", 2, 512),
        ("250m", "512Mi", "shared", 4, 1024),
        ("250m", "3000Mi", "shared", 4, 3072),
        ("500m", "512Mi", "shared", 8, 2048),
        ("750m", "1Gi", "performance", 1, 2048),
        ("1", "1Gi", "performance", 1, 2048),
        ("1", "10000Mi", "performance", 2, 10240),
        ("3", "8Gi", "performance", 4, 8192),
        ("100m", "20000Mi", "performance", 4, 20480),
    ],
)
def test_the_smallest_machine_guarantees_the_request(
    request_: str, memory: str, kind: str, cpus: int, megabytes: int
) -> None:
    guest = config(deployment(_resources(request_, memory)))["guest"]
    assert guest == {"cpu_kind": kind, "cpus": cpus, "memory_mb": megabytes}


def test_the_limit_is_reached_too() -> None:
    assert config(deployment(_resources("50m", "64Mi", "2")))["guest"]["cpus"] == 2


def test_nothing_said_is_no_size() -> None:
    assert "guest" not in config(deployment())


def test_kubernetes_own_way_to_stop_is_written_out() -> None:
    assert config(deployment())["stop_config"] == {"signal": "SIGTERM", "timeout": "30s"}
    long = config(deployment(pod="terminationGracePeriodSeconds: 900"))
    assert long["stop_config"]["timeout"] == "5m0s"


def test_no_time_to_stop_means_killing() -> None:
    found = config(deployment(pod="terminationGracePeriodSeconds: 0"))
    assert found["stop_config"]["signal"] == "SIGKILL"


def test_every_key_of_a_configmap_is_a_file() -> None:
    mount = "volumeMounts: [{name: v, mountPath: /conf}]"
    pod = "volumes: [{name: v, configMap: {name: c, defaultMode: 256}}]"
    files = config(config_map("c", "a: A, b: B"), deployment(mount, pod))["files"]
    assert files == [
        {"guest_path": "/conf/a", "raw_value": "QQ==", "mode": 256},
        {"guest_path": "/conf/b", "raw_value": "Qg==", "mode": 256},
    ]


def test_items_and_sub_paths_choose_files() -> None:
    mount = "volumeMounts: [{name: v, mountPath: /etc/only, subPath: d/x}]"
    pod = "volumes: [{name: v, configMap: {name: c, items: [{key: a, path: d/x}, {key: b, path: z}]}}]"
    files = config(config_map("c", "a: A, b: B"), deployment(mount, pod))["files"]
    assert files == [{"guest_path": "/etc/only", "raw_value": "QQ=="}]


def test_a_file_of_a_secret_is_a_secret_of_both_names() -> None:
    mount = "volumeMounts: [{name: v, mountPath: /tls}]"
    pod = "volumes: [{name: v, secret: {secretName: my-tls, items: [{key: tls.key, path: key.pem}]}}]"
    files = config(deployment(mount, pod))["files"]
    assert files == [{"guest_path": "/tls/key.pem", "secret_name": "MY_TLS_TLS_KEY"}]


@pytest.mark.parametrize(
    ("schedule", "word"),
    [("@hourly", "hourly"), ("17 3 * * *", "daily"), ("0 0 * * 0", "weekly"), ("0 0 1 * *", "monthly")],
)
def test_a_cron_job_with_a_word_is_a_scheduled_machine(schedule: str, word: str) -> None:
    assert config(_cron(schedule))["schedule"] == word


def test_a_schedule_without_a_word_is_an_error_and_not_run_too_rarely() -> None:
    assert "schedule" not in config(_cron("*/5 * * * *"))
    assert "FT424" in findings(_cron("*/5 * * * *"))


def _cron(schedule: str) -> str:
    pod = "{template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'a:1'}]}}}"
    return (
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: x}\n"
        f"spec: {{schedule: '{schedule}', jobTemplate: {{spec: {pod}}}}}\n"
    )


@pytest.mark.parametrize(
    "kind", ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"]
)
def test_every_kind_is_read_through_its_template(kind: str) -> None:
    version = {"ReplicationController": "v1", "Job": "batch/v1"}.get(kind, "apps/v1")
    text = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n"
    text += "spec:\n  template:\n    metadata: {labels: {app: x}}\n"
    text += "    spec: {restartPolicy: Never, containers: [{name: c, image: 'a:1', args: [go]}]}\n"
    found = config(text)
    assert (found["image"], found["init"]) == ("a:1", {"cmd": ["go"]})


def test_workloads_of_one_app_that_agree_are_its_groups() -> None:
    web, worker = (deployment(name=f"shop-{n}", labels=f"{{app: shop, tier: {n}}}") for n in ("web", "worker"))
    (app,) = apps(web, worker)
    assert app["app"] == "shop"
    assert [r["process_group"] for r in app["requests"]] == ["web", "worker"]


def test_workloads_that_differ_are_apps_of_their_own_and_told_why() -> None:
    web = deployment("env: [{name: A, value: '1'}]", name="web", labels="{app: shop, tier: w}")
    worker = deployment(name="worker", labels="{app: shop, tier: k}")
    assert [app["app"] for app in apps(web, worker)] == ["web", "worker"]
    assert "FT344" in findings(web, worker)


def test_a_helm_hook_with_the_apps_image_is_the_release_command() -> None:
    hook = "{helm.sh/hook: pre-upgrade}"
    job = (
        f"apiVersion: batch/v1\nkind: Job\nmetadata: {{name: migrate, labels: {{app: web}}, annotations: {hook}}}\n"
        "spec:\n  template:\n    spec: {restartPolicy: Never, "
        "containers: [{name: m, image: 'a:1', args: [migrate, now]}]}\n"
    )
    (app,) = apps(deployment(), job)
    assert app["release_command"]["body"]["config"]["init"]["cmd"] == ["migrate", "now"]


@pytest.mark.parametrize("hook", ["pre-delete", "pre-rollback", "post-upgrade", "test"])
def test_a_hook_of_another_time_is_no_release_command(hook: str) -> None:
    job = (
        f"apiVersion: batch/v1\nkind: Job\nmetadata: {{name: clean, annotations: {{helm.sh/hook: {hook}}}}}\n"
        "spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'a:1', args: [clean]}]}}}\n"
    )
    assert not any("release_command" in app for app in apps(deployment(), job))
    assert "FT532" in findings(deployment(), job)


def test_our_own_manifests_say_nothing_of_the_platforms_variables() -> None:
    found = manifests('app = "x"\nprimary_region = "ord"\n[env]\nA = "1"', carry=False)
    (app,) = apps(*(json.dumps(obj) + "\n" for obj in found.values()))
    assert app["requests"][0]["body"]["config"]["env"] == {
        "FLY_PROCESS_GROUP": "app",
        "PRIMARY_REGION": "ord",
        "A": "1",
    }


_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-5, 500), st.text("ab/$(). -", max_size=6))
_ANY: Any = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.", max_size=3), inner, max_size=3)
)
_PARTS = st.sampled_from(
    ["env", "envFrom", "args", "command", "resources", "ports", "volumeMounts", "readinessProbe", "lifecycle"]
)


@given(st.dictionaries(_PARTS, _ANY, max_size=4), st.dictionaries(_PARTS, _ANY, max_size=2))
def test_no_object_however_odd_is_more_than_a_finding(container: dict[str, Any], pod: dict[str, Any]) -> None:
    spec = {"containers": [{"name": "c", "image": "a", **container}], **pod}
    obj = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "x"},
        "spec": {"template": {"spec": spec}},
    }
    flytrans.translate({"app.json": json.dumps(obj)}, to="machines", source_format="kubernetes")
