"""Hosts and addresses that only Fly's private network knows."""

from __future__ import annotations

import pytest

import flytrans


def found(value: str) -> list[str]:
    text = f'app = "shop"\n[build]\nimage = "shop:1"\n[env]\nX = "{value}"\n'
    findings = flytrans.translate({"fly.toml": text}, to="kubernetes").findings
    return [one.message.rpartition(": nothing in ")[0] for one in findings if one.code == "FT357"]


@pytest.mark.parametrize(
    "name",
    ["db.internal", "top1.nearest.of.db.internal", "worker.process.db.internal", "_api.internal", "db.flycast"],
)
def test_names_of_apps_are_told(name: str) -> None:
    assert found(f"http://{name}:80/x") == [name]


@pytest.mark.parametrize(
    "value",
    [
        "internal",
        "db.internal.example.com",
        "internal.example.com",
        "host.docker.internal",
        "metadata.google.internal",
        "ip-10-0-0-1.ec2.internal",
        "vm.c.project.internal",
        "ip.eu-west-1.compute.internal",
        "my-fly-local-6pn.example.com",
        "fddd::1",
    ],
)
def test_names_of_others_are_not(value: str) -> None:
    assert not found(value)


def test_addresses_of_the_network_are_told() -> None:
    assert found("fdaa:0:1:a7b:1::2, fdaa::/16") == ["fdaa:0:1:a7b:1::2, fdaa::/16"]
