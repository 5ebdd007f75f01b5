"""`machines.json`: one request a group, volumes, the release machine, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lawful import laws

import flytrans
from flytrans.tree.json_document import LONGEST


def to_machines(text: str, **options: Any) -> Any:
    return json.loads(flytrans.translate({"fly.toml": text}, to="machines", **options).files["machines.json"])


def given(*requests: Any, **rest: Any) -> dict[str, str]:
    return {"machines.json": json.dumps({"app": "x", "requests": list(requests), **rest})}


def request(group: str = "app", count: int = 1, region: str | None = None, **config: Any) -> dict[str, Any]:
    return {
        "process_group": group,
        "count": count,
        "body": {**({"region": region} if region else {}), "config": config},
    }


def test_keys_that_do_not_apply_are_left_out() -> None:
    assert set(to_machines("")) == {"requests"}
    assert set(to_machines('app = "x"\n[mounts]\nsource = "d"\ndestination = "/d"\n')) == {"app", "requests", "volumes"}


def test_a_whole_float_is_no_integer_in_json() -> None:
    with pytest.raises(flytrans.InputError, match="expected an integer"):
        flytrans.translate(given(request(guest={"cpus": 2.0})), to="fly")


def test_counts_are_what_a_first_deploy_makes() -> None:
    counts = {
        "": 1,
        "[http_service]\ninternal_port = 1\n": 2,
        '[http_service]\ninternal_port = 1\n[mounts]\nsource = "d"\ndestination = "/d"\n': 1,
    }
    for text, count in counts.items():
        assert to_machines(text)["requests"][0]["count"] == count
    assert to_machines("", replicas={"app": 7})["requests"][0]["count"] == 7


def test_every_group_has_a_request_by_name() -> None:
    made = to_machines('[processes]\nweb = "a"\napp = "b"\n')
    assert [r["process_group"] for r in made["requests"]] == ["app", "web"]
    assert [r["body"]["config"]["init"]["cmd"] for r in made["requests"]] == [["b"], ["a"]]


def test_what_flyctl_writes_itself_is_read_as_nothing() -> None:
    text = 'app = "x"\nprimary_region = "fra"\n[env]\nA = "1"\n'
    made = flytrans.translate({"fly.toml": text}, to="machines")
    back = flytrans.translate(dict(made.files), to="fly").files["fly.toml"]
    assert "FLY_PROCESS_GROUP" not in back
    assert "fly_platform_version" not in back
    assert "PRIMARY_REGION" not in back


def test_a_region_of_its_own_comes_back() -> None:
    files = given(request("a", region="fra"), request("b", region="ord"))
    made = flytrans.translate(files, to="machines").files["machines.json"]
    assert [r["body"]["region"] for r in json.loads(made)["requests"]] == ["fra", "ord"]


def test_volumes_join_mounts_by_name_one_each() -> None:
    mounts = [{"name": "d", "path": "/a"}, {"name": "d", "path": "/b"}]
    volumes = [{"process_group": "app", "body": {"name": "d", "size_gb": n, "encrypted": True}} for n in (1, 7)]
    files = given(request(mounts=mounts), volumes=volumes)
    assert json.loads(flytrans.translate(files, to="machines").files["machines.json"])["volumes"] == volumes


@pytest.mark.parametrize("group", [["app"], 3, None, "other"])
def test_a_volume_of_no_group_that_is_there_stays_as_it_is(group: Any) -> None:
    volumes = [{"process_group": group, "body": {"name": "d", "size_gb": 3}}]
    files = given(request(mounts=[{"name": "d", "path": "/a"}]), volumes=volumes)
    made = json.loads(flytrans.translate(files, to="machines").files["machines.json"])["volumes"]
    assert [volume["body"].get("size_gb") for volume in made if volume["process_group"] == group] == [3]


def test_a_mount_without_a_name_keeps_its_volume() -> None:
    made = flytrans.translate({"fly.toml": '[[mounts]]\ndestination = "/d"\n'}, to="machines", carry=False)
    assert flytrans.translate(dict(made.files), to="machines", carry=False).files == made.files


def test_one_region_that_is_empty_says_nothing() -> None:
    files = given({"process_group": "app", "count": 1, "body": {"region": "", "config": {}}})
    made = flytrans.translate(files, to="machines")
    assert {e.pointer: e.fate for e in made.report.entries}["/requests/0/body/region"] == "inert"


@pytest.mark.parametrize(
    ("tree", "where"),
    [
        ({"requests": {}}, "requests"),
        ({"requests": [3]}, "requests"),
        ({"requests": [{}]}, "process_group"),
        ({"requests": [{"process_group": 3, "body": {"config": {}}}]}, "process_group"),
        ({"requests": [{"process_group": "a", "body": {}}]}, "body"),
        ({"requests": [{"process_group": "a", "count": -1, "body": {"config": {}}}]}, "count"),
        ({"requests": [{"process_group": "a", "count": True, "body": {"config": {}}}]}, "count"),
        ({"requests": [{"process_group": "a", "body": {"config": {"image": 3}}}]}, "image"),
        ({"requests": [{"process_group": "a", "body": {"config": {}}}] * 2}, "one request"),
        ({"requests": [{"process_group": "a", "body": {"config": {"guest": {"cpus": "2"}}}}]}, "cpus"),
        ({"requests": [request(stop_config={"timeout": "INFINITE"})]}, "found inf"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(tree: Any, where: str) -> None:
    with pytest.raises(flytrans.InputError) as caught:
        flytrans.translate({"machines.json": json.dumps(tree).replace('"INFINITE"', "1e999")}, to="fly")
    assert caught.value.findings[0].code == "FT004"
    assert where.replace("_", " ") in str(caught.value).replace("_", " ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "FT009") for text in ("", "{", "[", "nul", '{"a":1}' * 2, "\ud800")),
        ("[" * 5000, "FT011"),
    ],
)
def test_text_that_is_no_json_is_refused_with_a_place(text: str, code: str) -> None:
    with pytest.raises(flytrans.InputError) as caught:
        flytrans.translate({"machines.json": text}, to="fly", source_format="machines")
    (finding,) = caught.value.findings
    assert (finding.code, finding.line) == (code, 1)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_only_python_takes_for_json_is_refused_where_it_stands(constant: str) -> None:
    text = f'{{"requests": [\n{{"process_group": "an \\"{constant}", "count": {constant}}}]}}'
    with pytest.raises(flytrans.InputError) as caught:
        flytrans.translate({"machines.json": text}, to="fly")
    (finding,) = caught.value.findings
    assert (finding.code, finding.line, finding.message) == ("FT009", 2, f"there is no {constant} in JSON")
    assert text.splitlines()[1][finding.column - 1 :].startswith(constant)


@pytest.mark.parametrize("to", ["machines", "fly"])
def test_half_of_a_surrogate_pair_is_replaced_as_go_does(to: flytrans.Format) -> None:
    files = given(request(image="x", env={"A": "\ud800"}))
    assert "\ufffd" in "".join(flytrans.translate(files, to).files.values())


@pytest.mark.parametrize("config", [3, None, [], "x"])
@pytest.mark.parametrize("number", [1, 2])
def test_machines_whose_config_is_no_table_are_refused(config: Any, number: int) -> None:
    with pytest.raises(flytrans.InputError) as caught:
        flytrans.translate({"machines.json": json.dumps([{"id": "e", "config": config}] * number)}, to="fly")
    assert caught.value.findings[0].code == "FT004"


@pytest.mark.parametrize(
    ("config", "sent"),
    [
        ({"init": {"cmd": [None, "a"]}}, {"init": {"cmd": ["", "a"]}}),
        ({"services": [None, {"internal_port": 1}]}, {"services": [{}, {"internal_port": 1}]}),
        ({"checks": {"a": None}}, {"checks": {"a": {}}}),
        ({"env": {"A": None}}, {"env": {"A": ""}}),
        ({"env": None, "services": None, "init": None, "checks": {}}, {}),
    ],
)
def test_null_among_others_is_the_zero_value_and_by_itself_nothing(config: Any, sent: Any) -> None:
    made = flytrans.translate(given(request(**config)), to="machines")
    assert made.files == flytrans.translate(given(request(**sent)), to="machines").files
    assert not made.findings
    laws.explained(flytrans.translate(given(request(**config)), to="kubernetes"))


def test_an_unknown_key_is_told_and_reaches_nothing() -> None:
    made = flytrans.translate(given(request(imagee="x")), to="machines")
    entry = next(e for e in made.report.entries if e.pointer.endswith("/imagee"))
    assert (entry.fate, entry.code) == ("unknown", "FT003")
    assert "FT003" in {f.code for f in made.findings}


def test_a_document_larger_than_any_list_of_machines_is_refused_unread() -> None:
    with pytest.raises(flytrans.InputError, match="FT011"):
        flytrans.translate({"machines.json": '{"app": "' + "a" * LONGEST + '"}'}, to="fly", source_format="machines")


def configured(config: Any) -> dict[str, str]:
    return {"fly.toml": f"app = 'x'\nmachine_config = '''{json.dumps(config)}'''\n"}


def test_what_fly_go_has_without_omitempty_is_always_sent() -> None:
    container = {"secrets": [{"env_var": "A"}], "depends_on": [{}], "healthchecks": [{"tcp": {}}], "mounts": [{}]}
    made = json.loads(flytrans.translate(configured({"containers": [container]}), to="machines").files["machines.json"])
    (sent,) = made["requests"][0]["body"]["config"]["containers"]
    assert (sent["name"], sent["image"]) == ("", "."), "the only container has the app's own image"
    assert sent["secrets"] == [{"env_var": "A", "name": ""}]
    assert sent["depends_on"] == [{"name": "", "condition": ""}]
    assert sent["healthchecks"] == [{"name": "", "tcp": {"port": 0}}]
    assert sent["mounts"] == [{"name": "", "path": ""}]


@pytest.mark.parametrize(
    "config",
    [
        {"rootfs": {"persist": "sometimes"}},
        {"containers": [{"name": "a", "healthchecks": [{"name": "h", "success_threshold": 2**31}]}]},
    ],
)
def test_a_machine_config_that_flyctl_cannot_decode_is_refused(config: Any) -> None:
    with pytest.raises(flytrans.InputError, match="machine_config"):
        flytrans.translate(configured(config), to="machines")


@pytest.mark.parametrize(("size", "gigabytes"), [("shared-cpu-1x", 1), ("performance-8x", 1), ("a10", 100)])
def test_a_volume_without_a_size_has_flyctls(size: str, gigabytes: int) -> None:
    """flyctl internal/command/deploy/machines.go: 1 GB, and 100 GB for a machine with a GPU."""
    made = to_machines(f'[[vm]]\nsize = "{size}"\n[mounts]\nsource = "d"\ndestination = "/d"\n')
    assert [volume["body"]["size_gb"] for volume in made["volumes"]] == [gigabytes]


@pytest.mark.parametrize("release", [{}, {"body": {}}, {"body": {"region": "fra"}}])
def test_a_release_machine_that_runs_nothing_is_no_release_command(release: Any) -> None:
    files = given(request(image="a:1"), release_command=release)
    assert "release_command" not in json.loads(flytrans.translate(files, to="machines").files["machines.json"])


@pytest.mark.parametrize(
    ("key", "value"),
    [("app", "x"), ("requests", []), ("release_command", {}), ("volumes", []), ("secrets", ["A"]), ("others", [])],
)
def test_every_key_of_the_form_is_known_and_no_other(key: str, value: Any) -> None:
    tree = {"requests": [request(image="a:1")], key: value}
    found = flytrans.translate({"machines.json": json.dumps(tree)}, to="machines").findings
    assert ("FT003" in {finding.code for finding in found}) is (key == "others")
