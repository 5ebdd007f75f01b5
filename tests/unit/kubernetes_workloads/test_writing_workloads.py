"""What a group becomes: kinds, rollouts, stopping, files, names of variables, options."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workloads_given import container_of, manifests, only, pod_of

import flytrans
from flytrans.kubernetes.configmap import is_key, key_of_path, text_of_base64
from flytrans.kubernetes.times import whole_seconds
from flytrans.kubernetes.usual import unavailable
from flytrans.values.duration import SECOND

NEVER = '[[restart]]\npolicy = "never"\n'
MOUNT = '[[mounts]]\nsource = "data"\ndestination = "/data"\n'


def test_never_without_services_and_mounts_is_a_job_tried_once() -> None:
    job = only(manifests('app = "x"\n' + NEVER), "Job")
    assert job["spec"]["backoffLimit"] == 0
    assert pod_of(job)["restartPolicy"] == "Never"


def test_never_with_services_stays_a_deployment() -> None:
    found = manifests('app = "x"\n' + NEVER + "[http_service]\ninternal_port = 80\n")
    assert pod_of(only(found, "Deployment"))["restartPolicy"] == "Always"


def test_a_restart_that_differs_names_the_kind_that_it_differs_in() -> None:
    source = 'app = "x"\n' + MOUNT + '[[restart]]\npolicy = "on-failure"\n'
    entries = flytrans.translate({"fly.toml": source}, to="kubernetes").report.entries
    told = {entry.pointer: entry.message for entry in entries}
    assert told["/restart/0/policy"] == "a StatefulSet's pods are restarted whenever they end"


def test_mounts_make_a_stateful_set_in_no_order() -> None:
    spec = only(manifests('app = "x"\n' + MOUNT), "StatefulSet")["spec"]
    assert (spec["replicas"], spec["serviceName"], spec["podManagementPolicy"]) == (1, "x-headless", "Parallel")


def test_a_schedule_is_a_cron_job_that_does_not_overlap() -> None:
    toml = 'app = "x"\nmachine_config = \'{"schedule": "daily"}\'\n'
    cron = only(manifests(toml), "CronJob")
    assert cron["spec"]["schedule"] == "@daily"
    assert cron["spec"]["concurrencyPolicy"] == "Forbid"
    assert pod_of(cron)["restartPolicy"] == "OnFailure"


@pytest.mark.parametrize(("count", "at_once"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (12, 4)])
def test_a_third_is_rounded_up_to_a_whole_number(count: int, at_once: int) -> None:
    assert unavailable(0.33, count) == at_once
    deploy = only(manifests('app = "x"', replicas={"app": count}), "Deployment")
    assert deploy["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 0, "maxUnavailable": at_once}


@pytest.mark.parametrize(
    ("strategy", "surge", "away"), [("immediate", 0, "100%"), ("bluegreen", "100%", 0), ("canary", 0, 1)]
)
def test_other_rollouts_are_the_nearest_one(strategy: str, surge: object, away: object) -> None:
    deploy = only(manifests(f'app = "x"\n[deploy]\nstrategy = "{strategy}"'), "Deployment")
    assert deploy["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": surge, "maxUnavailable": away}


def test_a_wait_timeout_is_written_only_where_given() -> None:
    assert "progressDeadlineSeconds" not in only(manifests('app = "x"'), "Deployment")["spec"]
    given_ = only(manifests('app = "x"\n[deploy]\nwait_timeout = "2m"'), "Deployment")
    assert given_["spec"]["progressDeadlineSeconds"] == 120


def test_without_a_size_nothing_limits_the_app() -> None:
    resources = container_of(only(manifests('app = "x"'), "Deployment"))["resources"]
    assert resources == {"requests": {"cpu": "63m", "memory": "256Mi"}}


def test_a_performance_machine_requests_what_it_has() -> None:
    deploy = only(manifests('app = "x"\n[[vm]]\nsize = "performance-2x"'), "Deployment")
    whole = {"cpu": "2", "memory": "4Gi"}
    assert container_of(deploy)["resources"] == {"requests": whole, "limits": whole}


def test_a_file_is_one_key_mounted_by_itself() -> None:
    found = manifests('app = "x"\n[[files]]\nguest_path = "/etc/x"\nraw_value = "a\\n"')
    assert only(found, "ConfigMap")["data"] == {"etc__x": "a\n"}
    pod = pod_of(only(found, "Deployment"))
    assert pod["containers"][0]["volumeMounts"] == [{"name": "files", "mountPath": "/etc/x", "subPath": "etc__x"}]
    assert pod["volumes"] == [{"name": "files", "configMap": {"name": "x-files"}}]


def test_a_secret_file_comes_from_a_secret_of_its_own() -> None:
    pod = pod_of(only(manifests('app = "x"\n[[files]]\nguest_path = "/k"\nsecret_name = "KEY"'), "Deployment"))
    source = {"secretName": "x-secret-files", "items": [{"key": "KEY", "path": "KEY"}]}
    assert pod["volumes"] == [{"name": "secret-files", "secret": source}]


@given(st.text(max_size=300))
def test_the_key_of_any_path_is_one_that_a_configmap_takes(path: str) -> None:
    key = key_of_path(path)
    assert is_key(key)


def test_bytes_that_are_no_text_stay_base64() -> None:
    assert text_of_base64("AAE=") is None
    assert text_of_base64("YQo=") == "a\n"


@given(st.integers(0, 10**13))
def test_seconds_are_rounded_up_and_only_once(nanoseconds: int) -> None:
    seconds = whole_seconds(nanoseconds)
    assert 0 <= seconds * SECOND - nanoseconds < SECOND
    assert whole_seconds(seconds * SECOND) == seconds


def test_a_name_no_configmap_takes_is_inline_and_escaped() -> None:
    found = manifests('app = "x"\n[env]\n"1-odd" = "$(A)"')
    entries = {e["name"]: e.get("value") for e in container_of(only(found, "Deployment"))["env"]}
    assert entries["1-odd"] == "$$(A)"
    assert not [o for o in found.values() if o["kind"] == "ConfigMap"]


def test_known_secrets_must_be_there() -> None:
    deploy = only(manifests('app = "x"', secrets=["KEY"]), "Deployment")
    assert container_of(deploy)["envFrom"] == [{"secretRef": {"name": "x-secrets", "optional": False}}]


def test_runtime_variables_can_be_left_out() -> None:
    assert "env" not in container_of(only(manifests('app = "x"', runtime_env=False), "Deployment"))


def test_hardened_pods_keep_the_restricted_profile() -> None:
    deploy = only(manifests('app = "x"', hardened=True), "Deployment")
    assert pod_of(deploy)["securityContext"] == {
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert container_of(deploy)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
    }


def test_fly_kubernetes_gets_only_what_it_takes() -> None:
    toml = 'app = "x"\n[http_service]\ninternal_port = 80\nchecks = [{path = "/"}]'
    container = container_of(only(manifests(toml, profile="fks", hardened=True), "Deployment"))
    assert not {"ports", "readinessProbe", "securityContext", "lifecycle", "tty"} & set(container)
    assert all("valueFrom" not in entry for entry in container["env"])


def test_a_stop_signal_is_written_only_when_asked_for() -> None:
    toml = 'app = "x"\nkill_signal = "SIGQUIT"'
    assert "lifecycle" not in container_of(only(manifests(toml), "Deployment"))
    asked = only(manifests(toml, extras={"stop-signal"}), "Deployment")
    assert container_of(asked)["lifecycle"] == {"stopSignal": "SIGQUIT"}
    assert pod_of(asked)["os"] == {"name": "linux"}


def test_a_namespace_is_an_object_and_on_all_others() -> None:
    found = manifests('app = "x"', namespace="prod")
    assert found["manifests/00-namespace-prod.yaml"]["metadata"] == {"name": "prod"}
    assert only(found, "Deployment")["metadata"]["namespace"] == "prod"


def test_what_no_annotation_can_hold_is_left_out_and_told() -> None:
    """k8s.io/apimachinery TotalAnnotationSizeLimitB: 256 KiB of annotations, their keys counted."""

    def made(size: int) -> flytrans.Translation:
        return flytrans.translate({"fly.toml": f'app = "x"\nconsole_command = "{"a" * size}"\n'}, to="kubernetes")

    notes = only(manifests(f'app = "x"\nconsole_command = "{"a" * 1000}"\n'), "Deployment")["metadata"]["annotations"]
    most = 1000 + 256 * 1024 - sum(len(key) + len(value) for key, value in notes.items())
    for size, is_told in ((most, False), (most + 1, True)):
        assert ("FT603" in {finding.code for finding in made(size).findings}) is is_told
        assert ("flytrans.dev/carried" in made(size).files["manifests/40-deployment-x.yaml"]) is not is_told


def test_a_job_that_comes_back_tries_again_as_its_machine_did() -> None:
    job = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "once"},
        "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "c", "image": "x:1"}]}}},
    }
    there = flytrans.translate({"job.json": json.dumps(job)}, to="fly")
    back = flytrans.translate(there.files, to="kubernetes")
    (entry,) = [entry for entry in back.report.entries if entry.place.pointer == "/restart/0/policy"]
    assert (entry.fate, entry.code, entry.effect) == ("carried", "FT336", "none")
