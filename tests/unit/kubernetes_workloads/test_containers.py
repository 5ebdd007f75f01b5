"""Several containers in one machine, both ways (fly-platform facts, 5.3)."""

from __future__ import annotations

import json

from workloads_given import config, manifests, only, pod_of

CONTAINERS = [
    {"name": "web", "image": ".", "depends_on": [{"name": "setup", "condition": "exited_successfully"}]},
    {"name": "setup", "image": "setup:1", "cmd": ["run"], "user": "1000:2000"},
    {
        "name": "proxy",
        "image": "proxy:1",
        "healthchecks": [{"name": "up", "kind": "liveness", "unhealthy": "stop", "tcp": {"port": 1}, "interval": 5}],
    },
]


def _found(*containers: object) -> dict[str, object]:
    text = json.dumps({"containers": containers})
    return manifests(f'app = "x"\nmachine_config = \'{text}\'\n[build]\nimage = "a:1"\n')


def test_what_is_waited_for_runs_before() -> None:
    pod = pod_of(only(_found(*CONTAINERS), "Deployment"))
    assert [c["name"] for c in pod["initContainers"]] == ["setup"]
    assert [c["name"] for c in pod["containers"]] == ["web", "proxy"]


def test_the_apps_own_image_is_put_in() -> None:
    pod = pod_of(only(_found(*CONTAINERS), "Deployment"))
    assert [c["image"] for c in pod["containers"]] == ["a:1", "proxy:1"]


def test_a_numeric_user_is_a_security_context() -> None:
    pod = pod_of(only(_found(*CONTAINERS), "Deployment"))
    assert pod["initContainers"][0]["securityContext"] == {"runAsUser": 1000, "runAsGroup": 2000}


def test_a_check_that_stops_is_a_liveness_probe() -> None:
    pod = pod_of(only(_found(*CONTAINERS), "Deployment"))
    assert pod["containers"][1]["livenessProbe"] == {"tcpSocket": {"port": 1}, "periodSeconds": 5}


def test_what_only_has_to_be_started_is_a_sidecar() -> None:
    waits = {"name": "web", "image": ".", "depends_on": [{"name": "db", "condition": "started"}]}
    pod = pod_of(only(_found(waits, {"name": "db", "image": "db:1"}), "Deployment"))
    assert pod["initContainers"][0]["restartPolicy"] == "Always"


def test_a_circle_waits_for_nothing() -> None:
    one = {"name": "a", "image": ".", "depends_on": [{"name": "b", "condition": "started"}]}
    two = {"name": "b", "image": "b:1", "depends_on": [{"name": "a", "condition": "started"}]}
    assert "initContainers" not in pod_of(only(_found(one, two), "Deployment"))


POD = """
apiVersion: v1
kind: Pod
metadata: {name: x}
spec:
  initContainers:
  - {name: first, image: "i:1", command: [a], args: [b]}
  - {name: side, image: "s:1", restartPolicy: Always}
  containers:
  - {name: main, image: "m:1", securityContext: {runAsUser: 7}}
"""


def test_init_containers_chain_and_the_main_one_waits_for_the_last() -> None:
    found = {c["name"]: c for c in config(POD)["containers"]}
    assert found["side"]["depends_on"] == [{"name": "first", "condition": "exited_successfully"}]
    assert found["main"]["depends_on"] == [{"name": "side", "condition": "started"}]
    assert (found["first"]["entrypoint"], found["first"]["cmd"]) == (["a"], ["b"])
    assert found["main"]["user"] == "7"
