"""A Secret of a type has the keys of that type (Kubernetes pkg/apis/core/validation ValidateSecret)."""

from __future__ import annotations

import pytest
import yaml

import flytrans

NEEDED = {
    "kubernetes.io/tls": ["tls.crt", "tls.key"],
    "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
    "kubernetes.io/dockercfg": [".dockercfg"],
    "kubernetes.io/ssh-auth": ["ssh-privatekey"],
}


def told(kind: str, keys: list[str], holder: str) -> list[str]:
    data = dict.fromkeys(keys, "" if holder == "data" else "{}")
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "type": kind, holder: data}
    return [f.message for f in flytrans.lint({"s.yaml": yaml.safe_dump(secret)}) if f.code == "FT219"]


@pytest.mark.parametrize("holder", ["data", "stringData"])
@pytest.mark.parametrize(("kind", "keys"), NEEDED.items())
def test_a_key_that_the_type_needs_is_missed(kind: str, keys: list[str], holder: str) -> None:
    assert told(kind, [*keys, "more"], holder) == []
    for key in keys:
        (message,) = told(kind, ["more", *(other for other in keys if other != key)], holder)
        assert message.endswith(f"has {key}")


@pytest.mark.parametrize(("keys", "is_missed"), [(["username"], False), (["password"], False), (["user"], True)])
def test_basic_auth_has_one_of_two_keys(keys: list[str], is_missed: bool) -> None:
    assert bool(told("kubernetes.io/basic-auth", keys, "stringData")) is is_missed
