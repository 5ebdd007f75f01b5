"""Files that a container names in its words and variables."""

from __future__ import annotations

from typing import Any

import pytest

from flytrans.kubernetes.mentions import mentioned_under
from flytrans.tree.node import lift


def _names(folder: str, **container: Any) -> list[str]:
    return [node.value for node in mentioned_under(folder, lift(container))]


@pytest.mark.parametrize(
    "word",
    ["/etc/app/a.yml", "--config=/etc/app/a.yml", "sh -c 'cat /etc/app/a.yml; x'", "file:///etc/app/a.yml,b"],
)
def test_a_path_right_under_the_folder_is_a_file(word: str) -> None:
    assert _names("/etc/app", args=[word]) == ["a.yml"]


@pytest.mark.parametrize("word", ["/etc/app", "/etc/app/", "/etc/app/rules/a.yml", "/opt/etc/app/a.yml", "/etc/apps/a"])
def test_another_path_is_none(word: str) -> None:
    assert _names("/etc/app/", command=[word]) == []


def test_every_place_of_words_counts_and_each_file_once() -> None:
    probe = {"exec": {"command": ["test", "-f", "/c/ready"]}}
    env = [{"name": "A", "value": "/c/env"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "/c/no"}}}]
    found = _names("/c", command=["/c/run", "/c/run"], args=["/c/arg"], env=env, readinessProbe=probe)
    assert found == ["arg", "env", "ready", "run"]
