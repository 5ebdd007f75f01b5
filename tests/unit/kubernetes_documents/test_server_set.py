"""`kubectl get -o yaml`: what a server or a controller wrote is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from documents_given import Read

import flytrans

LIVE = {
    "name": "web",
    "uid": "4f",
    "resourceVersion": "7",
    "generation": 2,
    "creationTimestamp": "2024-01-02T03:04:05Z",
    "managedFields": [{"manager": "kubectl"}],
    "finalizers": ["x/y"],
    "selfLink": "/api",
}


def read(kind: str, spec: Any = None, version: str = "v1", **rest: Any) -> Read:
    obj = {"apiVersion": version, "kind": kind, "metadata": dict(LIVE), **rest}
    if spec is not None:
        obj["spec"] = spec
    return Read(json.dumps(obj), "a.json")


def test_metadata_of_the_server_and_status_are_inert() -> None:
    found = read("Pod", {"containers": [{"name": "c"}]}, status={"phase": "Running", "nonsense": [1]})
    assert found.objects[0] == {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web"},
        "spec": {"containers": [{"name": "c"}]},
    }
    assert found.fate("/metadata/uid") == found.fate("/status/phase") == found.fate("/status/nonsense/0") == "inert"
    assert not found.codes


def test_a_field_of_the_server_still_has_its_type() -> None:
    assert read("Pod", {}, status=3).codes == ["FT004"]


def test_last_applied_of_a_secret_is_never_looked_into() -> None:
    notes = {"kubectl.kubernetes.io/last-applied-configuration": '{"stringData":{"a":"hunter2"}}', "mine": "x"}
    found = read("Secret", metadata={"name": "s", "annotations": notes})
    assert found.objects[0]["metadata"]["annotations"] == {"mine": "x"}
    assert found.passing[0]["metadata"]["annotations"] == {"mine": "x"}
    note = next(n for n in found.ledger.notes.values() if n.code == "FT511")
    assert note.fate == "inert"
    assert "hunter2" not in repr(note)


def test_annotations_and_labels_of_controllers_go_and_leave_no_empty_table() -> None:
    labels = {"pod-template-hash": "5d"}
    found = read(
        "Pod", {}, metadata={"name": "w", "labels": labels, "annotations": {"deployment.kubernetes.io/x": "1"}}
    )
    assert found.objects[0]["metadata"] == {"name": "w"}


def test_the_hash_of_a_template_goes_from_its_selector_too() -> None:
    labels = {"app": "web", "pod-template-hash": "5d"}
    spec = {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": {}}}
    found = read("ReplicaSet", spec, "apps/v1")
    assert found.objects[0]["spec"]["selector"] == {"matchLabels": {"app": "web"}}
    assert found.objects[0]["spec"]["template"]["metadata"] == {"labels": {"app": "web"}}


@pytest.mark.parametrize(("address", "kept"), [("None", True), ("10.0.0.1", False), ("", False)])
def test_only_a_headless_service_says_its_address(address: str, kept: bool) -> None:
    found = read("Service", {"clusterIP": address, "clusterIPs": [address], "selector": {"a": "b"}})
    assert found.objects[0]["spec"] == ({"selector": {"a": "b"}} | ({"clusterIP": address} if kept else {}))


def test_node_ports_of_a_live_service_were_not_asked_for() -> None:
    spec = {"ports": [{"port": 80, "nodePort": 30080}], "ipFamilies": ["IPv4"]}
    assert read("Service", spec).objects[0]["spec"] == {"ports": [{"port": 80}]}
    assert read("Service", spec, metadata={"name": "s"}).objects[0]["spec"] == spec


def test_what_admission_adds_to_a_pod_goes() -> None:
    spec = {
        "nodeName": "node-1",
        "priority": 0,
        "serviceAccount": "a",
        "serviceAccountName": "a",
        "tolerations": [
            {"key": "node.kubernetes.io/not-ready", "effect": "NoExecute", "tolerationSeconds": 300},
            {"key": "mine"},
        ],
        "volumes": [{"name": "kube-api-access-x"}],
        "containers": [{"name": "c", "volumeMounts": [{"name": "kube-api-access-x", "mountPath": "/v"}]}],
    }
    assert read("Pod", spec).objects[0]["spec"] == {
        "serviceAccountName": "a",
        "tolerations": [{"key": "mine"}],
        "containers": [{"name": "c"}],
    }
    by_hand = read("Pod", spec, metadata={"name": "p"}).objects[0]["spec"]
    assert by_hand["nodeName"] == "node-1"
    assert "volumes" not in by_hand
    assert by_hand["containers"] == [{"name": "c"}]


def test_a_jobs_selector_is_the_servers_unless_it_is_by_hand() -> None:
    template = {"metadata": {"labels": {"a": "b", "job-name": "x"}}}
    spec = {"selector": {"matchLabels": {"controller-uid": "4f"}}, "template": template}
    found = read("Job", spec, "batch/v1").objects[0]["spec"]
    assert found == {"template": {"metadata": {"labels": {"a": "b"}}}}
    by_hand = {**spec, "manualSelector": True, "selector": {"matchLabels": {"a": "b"}}}
    assert "selector" in read("Job", by_hand, "batch/v1").objects[0]["spec"]


def test_namespaces_and_claims_lose_what_was_filled_in() -> None:
    found = read("Namespace", {"finalizers": ["kubernetes"]})
    assert "spec" not in found.objects[0]
    found = read("PersistentVolumeClaim", {"volumeName": "pv", "storageClassName": "s"})
    assert found.objects[0]["spec"] == {"storageClassName": "s"}


def test_claim_templates_need_no_kind() -> None:
    claim = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "d"}, "spec": {}}
    found = read("StatefulSet", {"volumeClaimTemplates": [claim]}, "apps/v1")
    assert found.objects[0]["spec"]["volumeClaimTemplates"] == [{"metadata": {"name": "d"}}]
    assert found.fate("/spec/volumeClaimTemplates/0/kind") == "inert"


def live(applied: Any, *, ours: bool = True, policy: str = "Always") -> Read:
    pod: dict[str, Any] = {"restartPolicy": policy, "containers": [{"name": "web", "image": "x"}]}
    labels = {"app.kubernetes.io/managed-by": "flytrans"} if ours else {}
    text = applied if isinstance(applied, str) else json.dumps(applied)
    notes = {"kubectl.kubernetes.io/last-applied-configuration": text}
    spec = {"progressDeadlineSeconds": 600, "selector": {"matchLabels": {"a": "b"}}, "template": {"spec": pod}}
    return read("Deployment", spec, "apps/v1", metadata={**LIVE, "labels": labels, "annotations": notes})


def applied(name: str = "web", pod: Any = None, **spec: Any) -> Any:
    return {"kind": "Deployment", "metadata": {"name": name}, "spec": {"template": {"spec": pod or {}}, **spec}}


def said(found: Read) -> tuple[bool, bool]:
    spec = found.objects[0]["spec"]
    return "restartPolicy" in spec["template"]["spec"], "progressDeadlineSeconds" in spec


def test_what_kubectl_did_not_apply_of_ours_was_filled_in() -> None:
    found = live(applied())
    assert said(found) == (False, False)
    assert found.fate("/spec/progressDeadlineSeconds") == "inert"
    assert found.fate("/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration") == "translated"


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (live(applied(pod={"restartPolicy": "Always"})), (True, False)),
        (live(applied(progressDeadlineSeconds=600)), (False, True)),
        (live(applied(), policy="Never"), (True, False)),
        (live(applied(), ours=False), (True, True)),
        (live(applied("other")), (True, True)),
        (live("{"), (True, True)),
        (live("[]"), (True, True)),
        (live({"kind": "Deployment", "metadata": [], "spec": {"template": {"spec": {}}}}), (True, True)),
    ],
)
def test_what_somebody_may_have_said_stays(found: Read, kept: tuple[bool, bool]) -> None:
    assert said(found) == kept


@pytest.mark.parametrize("policy", ["", '[[restart]]\npolicy = "always"\n'])
def test_a_fly_toml_comes_back_from_a_cluster_as_it_was(policy: str) -> None:
    written = flytrans.translate({"fly.toml": f'app = "shop"\n{policy}'}, to="kubernetes", image="x")
    (name,) = (name for name in written.files if "deployment" in name)
    there = yaml.safe_load(written.files[name])
    there["metadata"].setdefault("annotations", {})["kubectl.kubernetes.io/last-applied-configuration"] = json.dumps(
        there
    )
    there["metadata"] |= {"uid": "4f", "resourceVersion": "7"}
    there["spec"]["progressDeadlineSeconds"] = 600
    there["spec"]["template"]["spec"]["restartPolicy"] = "Always"
    live = flytrans.translate({**written.files, name: yaml.safe_dump(there)}, to="fly").files["fly.toml"]
    assert live == flytrans.translate(written.files, to="fly").files["fly.toml"]
    assert ("always" in live) is bool(policy)
