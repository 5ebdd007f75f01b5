"""What a caller may say, and what is told of what has no effect."""

from __future__ import annotations

import pytest

import flytrans

APP = 'app = "{}"\n[http_service]\ninternal_port = 8080\n'
TWO = {"a/fly.toml": APP.format("one"), "b/fly.toml": APP.format("two")}


@pytest.mark.parametrize("host", ["my app.example.com", "app_1.example.com", "-a.example.com", "", "a" * 64])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="no name of a host"):
        flytrans.translate(TWO, to="kubernetes", host=host)


@pytest.mark.parametrize("host", ["app.example.com", "*.example.com", "localhost"])
def test_hosts_and_wildcards_are_hosts(host: str) -> None:
    made = flytrans.translate({"fly.toml": APP.format("one")}, to="kubernetes", host=host)
    assert host in made.files["manifests/50-ingress-one.yaml"]


@pytest.mark.parametrize("namespace", ["My Shop", "shop.web", "shop-", "a" * 64])
def test_what_is_no_namespace_is_refused(namespace: str) -> None:
    with pytest.raises(ValueError, match="no name of a namespace"):
        flytrans.translate(TWO, to="kubernetes", namespace=namespace)


def test_one_host_or_name_for_two_apps_is_told() -> None:
    made = flytrans.translate(TWO, to="kubernetes", host="example.com", app="three", workload={"web": "job"})
    assert sorted(finding.message for finding in made.findings if finding.code == "FT012") == [
        "app: the source has 2 apps, and they keep their names",
        "host: one and two cannot both answer for example.com",
        "workload: there is no process group web; there are app",
    ]


def test_a_host_for_the_only_app_that_has_http_is_not() -> None:
    files = TWO | {"b/fly.toml": 'app = "two"\n'}
    made = flytrans.translate(files, to="kubernetes", host="example.com")
    assert not [finding for finding in made.findings if finding.code == "FT012"]
