"""Fields of a pod that a machine fills in by itself: only its containers can have them."""

from __future__ import annotations

from workloads_given import config, deployment


def test_a_lone_container_that_asks_for_a_fact_is_one_of_containers() -> None:
    field = "{fieldRef: {fieldPath: %s}}"
    env = f"[{{name: ME, valueFrom: {field % 'metadata.name'}}}, {{name: A, valueFrom: {field % 'status.podIP'}}}]"
    (container,) = config(deployment(f"env: {env}"))["containers"]
    assert container["env_from"] == [
        {"env_var": "ME", "field_ref": "id"},
        {"env_var": "A", "field_ref": "private_ip"},
    ]


def test_a_field_that_no_machine_knows_asks_for_no_containers() -> None:
    found = config(deployment("env: [{name: WHERE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]"))
    assert "containers" not in found


def test_a_field_that_is_said_in_the_file_asks_for_no_containers() -> None:
    found = config(deployment("env: [{name: WHERE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]"))
    assert found["env"]["WHERE"] == "default"


def test_a_job_that_is_removed_is_a_machine_that_is_destroyed() -> None:
    job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {%s template: {spec: %s}}\n"
    pod = "{restartPolicy: Never, containers: [{name: c, image: x}]}"
    assert config(job % ("ttlSecondsAfterFinished: 60,", pod))["auto_destroy"] is True
    assert "auto_destroy" not in config(job % ("", pod))
