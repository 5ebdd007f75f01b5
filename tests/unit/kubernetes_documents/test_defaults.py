"""What says no more than its absence is inert; what means something to Fly stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from documents_given import Read

from flytrans.kubernetes.defaults import DEFAULTS
from flytrans.kubernetes.structure import DEFAULTED, shape_of


def pod(container: Any = None, **spec: Any) -> Read:
    spec["containers"] = [{"name": "c", "image": "nginx:1.25", **(container or {})}]
    return Read(json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w"}, "spec": spec}), "a.json")


@pytest.mark.parametrize("definition", DEFAULTS)
def test_every_default_is_of_a_field_and_fits_it(definition: str) -> None:
    fields = shape_of(definition).fields or {}
    for field, value in DEFAULTS[definition].items():
        assert fields[field].kind == DEFAULTED
        assert type(value) in fields[field].classes


@pytest.mark.parametrize(
    "container",
    [
        {"terminationMessagePolicy": "File"},
        {"securityContext": {"privileged": False}},
        {"securityContext": {}},
        {"resources": {}},
        {"env": []},
        {"imagePullPolicy": "IfNotPresent"},
        {"tty": False},
    ],
)
def test_a_default_is_inert_and_leaves_no_empty_table(container: Any) -> None:
    read = pod(container)
    assert read.objects[0]["spec"]["containers"] == [{"name": "c", "image": "nginx:1.25"}]
    (key,) = container
    inner = container[key]
    pointer = f"/spec/containers/0/{key}" + (f"/{next(iter(inner))}" if isinstance(inner, dict) and inner else "")
    assert read.fate(pointer) == "inert"


@pytest.mark.parametrize(
    "container",
    [
        {"terminationMessagePolicy": "FallbackToLogsOnError"},
        {"securityContext": {"allowPrivilegeEscalation": False}},
        {"imagePullPolicy": "Always"},
        {"readinessProbe": {"tcpSocket": {"port": 1}, "periodSeconds": 10}},
        {"tty": True},
    ],
)
def test_what_is_no_default_or_means_something_to_fly_stays(container: Any) -> None:
    assert pod(container).objects[0]["spec"]["containers"][0].items() >= container.items()


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("nginx", "Always"),
        (f"nginx:latest@sha256:{'a' * 64}", "Always"),
        (f"nginx@sha256:{'a' * 64}", "IfNotPresent"),
        ("nginx:latest", "Always"),
        ("registry:5000/nginx", "Always"),
        ("registry:5000/nginx:1", "IfNotPresent"),
        ("nginx@sha256:00", "IfNotPresent"),
        ("nginx:1@sha256:00", "IfNotPresent"),
    ],
)
def test_the_pull_policy_follows_from_the_tag(image: str, policy: str) -> None:
    assert "imagePullPolicy" not in pod({"image": image, "imagePullPolicy": policy}).objects[0]["spec"]["containers"][0]
    other = {"Always": "IfNotPresent", "IfNotPresent": "Always"}[policy]
    assert (
        pod({"image": image, "imagePullPolicy": other}).objects[0]["spec"]["containers"][0]["imagePullPolicy"] == other
    )


def test_an_empty_table_whose_presence_means_something_stays() -> None:
    read = pod(volumes=[{"name": "a", "emptyDir": {}}], affinity={}, nodeSelector={})
    spec = read.objects[0]["spec"]
    assert spec["volumes"] == [{"name": "a", "emptyDir": {}}]
    assert set(spec) == {"containers", "volumes"}


def test_a_field_with_a_default_still_has_its_type() -> None:
    assert pod(hostNetwork="no").codes == ["FT004"]
    assert pod(hostNetwork=0).codes == ["FT004"]
