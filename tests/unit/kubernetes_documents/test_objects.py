"""Objects by kind, name and selector."""

from __future__ import annotations

from typing import Any

import pytest

from flytrans.kubernetes.objects import Objects, kind_of, name_of, namespace_of
from flytrans.tree.node import lift


def service(name: str, selector: Any, namespace: str | None = None) -> Any:
    metadata = {"name": name} | ({"namespace": namespace} if namespace else {})
    return lift({"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": {"selector": selector}})


def test_an_object_without_a_namespace_is_in_the_default_one() -> None:
    web = service("web", {})
    objects = Objects([web, service("web", {}, "other")])
    assert objects.get("Service", "default", "web") is web
    assert Objects([web], "prod").get("Service", "prod", "web") is web
    assert objects.get("Pod", "default", "web") is None
    assert (kind_of(web), name_of(web), namespace_of(web, "x")) == ("Service", "web", "x")


def test_objects_of_a_kind_stay_in_order() -> None:
    objects = Objects([service("b", {}), lift({"kind": "Pod"}), service("a", {})])
    assert [name_of(obj) for obj in objects.of("Service")] == ["b", "a"]
    assert len(objects.all) == 3
    assert objects.of("Job") == []


@pytest.mark.parametrize(
    ("selector", "selected"),
    [({"a": "1"}, True), ({"a": "1", "b": "2"}, True), ({"a": "1", "c": "3"}, False), ({}, False), (None, False)],
)
def test_a_service_selects_pods_that_have_all_its_labels(selector: Any, selected: bool) -> None:
    objects = Objects([service("web", selector)])
    assert bool(objects.selecting({"a": "1", "b": "2"}, "default")) is selected
    assert not objects.selecting({"a": "1", "b": "2"}, "other")


def test_a_generated_name_is_the_part_that_stays() -> None:
    assert name_of(lift({"metadata": {"generateName": "migrate-"}})) == "migrate"
    assert name_of(lift({})) == ""
