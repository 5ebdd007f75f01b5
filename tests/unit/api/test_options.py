"""What a caller may say, and what is told of what has no effect."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans
from flytrans.api.options import EXTRAS, Options
from flytrans.cli.main import main

APP = 'app = "{}"\n[http_service]\ninternal_port = 8080\n'
TWO = {"a/fly.toml": APP.format("one"), "b/fly.toml": APP.format("two")}


@pytest.mark.parametrize("host", ["my app.example.com", "app_1.example.com", "-a.example.com", "", "a" * 64])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="no name of a host"):
        flytrans.translate(TWO, to="kubernetes", host=host)


def test_a_star_is_every_group_that_is_not_named() -> None:
    given = {"fly.toml": 'app = "x"\n[processes]\na = "x"\nb = "y"\n'}
    made = flytrans.translate(given, to="kubernetes", workload={"*": "job", "b": "daemonset"})
    assert list(made.files) == ["manifests/40-daemonset-x-b.yaml", "manifests/40-job-x-a.yaml"]
    made = flytrans.translate(given, to="kubernetes", replicas={"*": 3, "b": 2})
    assert ["replicas: 3" in text for text in made.files.values()] == [True, False]
    for to in ("fly", "machines"):
        steps = flytrans.translate(given, to=to, replicas={"*": 3, "b": 2}).steps
        assert any("a=3 b=2" in step.command for step in steps) or any("the 3 machines" in step.why for step in steps)


@pytest.mark.parametrize("option", ["image_pull_secret", "ingress_class", "tls_issuer", "storage_class"])
@pytest.mark.parametrize("name", ["My", "a b", "-a", "a-", "a..b", "a_b", "$(x)", "a" * 254])
def test_what_is_no_name_of_an_object_is_refused(option: str, name: str) -> None:
    given: dict[str, Any] = {option: name}
    with pytest.raises(ValueError, match="no name of an object"):
        flytrans.translate(TWO, to="kubernetes", **given)


def test_names_of_objects_may_have_dots() -> None:
    made = flytrans.translate(TWO, to="kubernetes", ingress_class="nginx.example.com", storage_class="a" * 253)
    assert "ingressClassName: nginx.example.com" in made.files["manifests/50-ingress-one.yaml"]


@pytest.mark.parametrize("carry", [0, 1, "yes", ""])
def test_what_is_no_way_to_carry_is_refused(carry: Any) -> None:
    with pytest.raises(ValueError, match="carry is True, False"):
        flytrans.translate(TWO, to="kubernetes", carry=carry)


@pytest.mark.parametrize("host", ["app.example.com", "*.example.com", "localhost"])
def test_hosts_and_wildcards_are_hosts(host: str) -> None:
    made = flytrans.translate({"fly.toml": APP.format("one")}, to="kubernetes", host=host)
    assert host in made.files["manifests/50-ingress-one.yaml"]


@pytest.mark.parametrize("namespace", ["My Shop", "shop.web", "shop-", "a" * 64])
def test_what_is_no_namespace_is_refused(namespace: str) -> None:
    with pytest.raises(ValueError, match="no name of a namespace"):
        flytrans.translate(TWO, to="kubernetes", namespace=namespace)


@pytest.mark.parametrize("prefix", ["", "-a", "a-", "A", "a_b", "a" * 31])
def test_a_prefix_that_begins_no_name_of_an_app_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="begins no name of an app"):
        flytrans.translate({"fly.toml": 'app = "x"'}, to="machines", app_prefix=prefix)


def test_one_host_or_name_for_two_apps_is_told() -> None:
    made = flytrans.translate(TWO, to="kubernetes", host="example.com", app="three", workload={"web": "job"})
    assert sorted(finding.message for finding in made.findings if finding.code == "FT012") == [
        "app: the source has 2 apps, and they keep their names",
        "host: one and two cannot both answer for example.com",
        "workload: there is no process group web; there are app",
    ]


@pytest.mark.parametrize("to", ["fly", "machines"])
def test_of_two_apps_only_the_first_that_takes_http_gets_the_host(to: flytrans.Format) -> None:
    files = {"0/fly.toml": 'app = "none"\n', **TWO}
    steps = flytrans.translate(files, to, host="example.com").steps
    assert [s.command for s in steps if "certs add" in s.command] == ["fly certs add example.com --app one"]


def test_the_dns_of_a_host_is_pointed_to_one_ingress() -> None:
    steps = flytrans.translate(TWO, "kubernetes", host="example.com").steps
    assert [s.command for s in steps if "point the DNS" in s.why] == ["kubectl get ingress one"]


def test_a_host_for_the_only_app_that_has_http_is_not() -> None:
    files = TWO | {"b/fly.toml": 'app = "two"\n'}
    made = flytrans.translate(files, to="kubernetes", host="example.com")
    assert not [finding for finding in made.findings if finding.code == "FT012"]


def test_the_arguments_are_the_options() -> None:
    assert set(flytrans.OptionArguments.__annotations__) == set(Options._fields)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("app", 3, "a text, found 3"),
        ("tls_issuer", ["x"], "a text"),
        ("replicas", 3, "values by process group, found 3"),
        ("workload", "job", "values by process group"),
        ("hardened", "yes", "True or False, found 'yes'"),
        ("runtime_env", 0, "True or False"),
        ("extras", 3, "texts, found 3"),
        ("secrets", [3], "texts, found 3"),
    ],
)
def test_a_type_that_does_not_fit_is_a_type_error_that_names_the_option(name: str, value: Any, words: str) -> None:
    with pytest.raises(TypeError, match=f"{name} takes {words}"):
        flytrans.translate(TWO, to="kubernetes", **{name: value})


def test_none_says_nothing() -> None:
    nothing: Any = dict.fromkeys(Options._fields)
    assert flytrans.translate(TWO, to="kubernetes", **nothing).files == flytrans.translate(TWO, "kubernetes").files


def test_the_help_names_every_extra(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--help"]) == 0
    said = "".join(capsys.readouterr().out.split()).replace(",", ";").replace(":", ";").replace("--", ";")
    assert [name for name in EXTRAS if f";{name};" not in said] == []


def test_two_apps_without_a_host_each_have_their_own() -> None:
    made = flytrans.translate(TWO, to="kubernetes")
    assert [finding for finding in made.findings if finding.code == "FT012"] == []


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"])
def test_every_kind_of_workload_can_be_asked_for(kind: str) -> None:
    text = '[processes]\napp = "run"\n'
    schedule = {"machine_config": '{"schedule": "daily"}'} if kind == "CronJob" else {}
    text = "".join(f"{key} = {value!r}\n" for key, value in schedule.items()) + text
    made = flytrans.translate({"fly.toml": text}, to="kubernetes", workload={"app": kind.lower()})
    assert [name for name in made.files if name.startswith(f"manifests/40-{kind.lower()}-")]


def test_a_size_with_a_gpu_can_be_asked_for() -> None:
    made = flytrans.translate({"fly.toml": 'app = "x"\n'}, to="machines", guest={"app": "a10"})
    config = json.loads(made.files["machines.json"])["requests"][0]["body"]["config"]
    assert config["guest"] == {"cpu_kind": "performance", "cpus": 8, "memory_mb": 32768, "gpus": 1, "gpu_kind": "a10"}
    with pytest.raises(ValueError, match="there is no size 'a11'"):
        flytrans.translate({"fly.toml": 'app = "x"\n'}, to="machines", guest={"app": "a11"})
