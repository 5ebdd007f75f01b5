"""The worked example of the mapping decisions, section 3: a web group, a worker and a release command."""

from __future__ import annotations

import re

from workloads_given import container_of, manifests, pod_of

SHOP = """
app = "2048-shop"
primary_region = "ord"
kill_signal = "SIGTERM"
kill_timeout = "30s"
env = {GREETING = "costs $(5)"}
deploy = {release_command = "bin/rails db:migrate"}
processes = {app = "bin/rails server -b '0.0.0.0'", sidekiq_low = "bundle exec sidekiq"}
vm = [{size = "shared-cpu-1x", memory = "512mb"}]
[http_service]
internal_port = 3000
force_https = true
auto_stop_machines = "stop"
processes = ["app"]
checks = [{path = "/up", interval = "15s", timeout = "2s"}]
"""
FOUND = manifests(SHOP)
WEB = FOUND["manifests/40-deployment-app-2048-shop.yaml"]
WORKER = FOUND["manifests/40-deployment-app-2048-shop-sidekiq-low.yaml"]
RELEASE = next(obj for file, obj in FOUND.items() if file.startswith("manifests/20-job-"))


def test_files_are_numbered_in_apply_order() -> None:
    assert [re.sub(r"-[0-9a-f]{8}\.", "-HASH.", file) for file in FOUND] == [
        "manifests/10-configmap-app-2048-shop-env.yaml",
        "manifests/20-job-app-2048-shop-release-HASH.yaml",
        "manifests/30-service-app-2048-shop.yaml",
        "manifests/40-deployment-app-2048-shop.yaml",
        "manifests/40-deployment-app-2048-shop-sidekiq-low.yaml",
        "manifests/50-ingress-app-2048-shop.yaml",
    ]


def test_the_configmap_holds_the_environment_unescaped() -> None:
    assert FOUND["manifests/10-configmap-app-2048-shop-env.yaml"]["data"] == {"GREETING": "costs $(5)"}


def test_counts_and_rollout_are_flys() -> None:
    assert WEB["spec"]["replicas"] == 2
    assert WORKER["spec"]["replicas"] == 1
    rollout = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}}
    assert WEB["spec"]["strategy"] == rollout


def test_the_template_says_region_and_checksum() -> None:
    notes = WEB["spec"]["template"]["metadata"]["annotations"]
    assert notes["fly.io/region"] == "ord"
    assert notes["checksum/env"].startswith("391ab228")


def test_a_pod_is_kept_from_what_a_machine_does_not_have() -> None:
    pod = pod_of(WEB)
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    assert pod["terminationGracePeriodSeconds"] == 30


def test_the_container_is_as_written_there() -> None:
    container = container_of(WEB)
    assert container["name"] == "app"
    assert container["image"] == "image.invalid/app-2048-shop:unset"
    assert container["args"] == ["bin/rails", "server", "-b", "0.0.0.0"]
    assert container["envFrom"] == [
        {"configMapRef": {"name": "app-2048-shop-env"}},
        {"secretRef": {"name": "app-2048-shop-secrets", "optional": True}},
    ]
    assert container["resources"] == {
        "requests": {"cpu": "63m", "memory": "512Mi"},
        "limits": {"cpu": "1", "memory": "512Mi"},
    }


def test_platform_variables_are_constants_and_fields() -> None:
    env = {entry["name"]: entry.get("value") or entry["valueFrom"] for entry in container_of(WEB)["env"]}
    assert env == {
        "FLY_ALLOC_ID": {"fieldRef": {"fieldPath": "metadata.name"}},
        "FLY_APP_NAME": "2048-shop",
        "FLY_MACHINE_ID": {"fieldRef": {"fieldPath": "metadata.name"}},
        "FLY_PRIVATE_IP": {"fieldRef": {"fieldPath": "status.podIP"}},
        "FLY_PROCESS_GROUP": "app",
        "FLY_REGION": "ord",
        "FLY_VM_MEMORY_MB": {"resourceFieldRef": {"resource": "limits.memory", "divisor": "1Mi"}},
        "PRIMARY_REGION": "ord",
    }


def test_the_release_job_runs_once_and_before() -> None:
    notes = RELEASE["metadata"]["annotations"]
    assert notes["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert notes["argocd.argoproj.io/hook"] == "PreSync"
    spec = RELEASE["spec"]
    assert (spec["backoffLimit"], spec["activeDeadlineSeconds"], spec["ttlSecondsAfterFinished"]) == (0, 300, 3600)
    assert pod_of(RELEASE)["restartPolicy"] == "Never"


def test_the_release_job_has_its_environment_inline() -> None:
    container = container_of(RELEASE)
    assert container["args"] == ["bin/rails", "db:migrate"]
    assert container["envFrom"] == [{"secretRef": {"name": "app-2048-shop-secrets", "optional": True}}]
    assert container["env"] == [
        {"name": "FLY_APP_NAME", "value": "2048-shop"},
        {"name": "FLY_PROCESS_GROUP", "value": "fly_app_release_command"},
        {"name": "GREETING", "value": "costs $$(5)"},
        {"name": "PRIMARY_REGION", "value": "ord"},
        {"name": "RELEASE_COMMAND", "value": "1"},
    ]


def test_another_image_is_another_release_job() -> None:
    other = manifests(SHOP, image="a:2")
    names = {o["metadata"]["name"] for o in [*FOUND.values(), *other.values()] if o["kind"] == "Job"}
    assert len(names) == 2


def test_keys_stand_in_the_usual_order() -> None:
    assert list(WEB) == ["apiVersion", "kind", "metadata", "spec"]
    assert list(WEB["spec"]) == ["replicas", "selector", "strategy", "template"]
