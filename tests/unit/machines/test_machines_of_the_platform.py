"""Machines as the API answers them: a list, one machine, one body or one config (Machines OpenAPI, Machine)."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans


def machine(number: int, group: str = "web", region: str = "fra", **config: Any) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "name": f"calm-bird-{number}",
        "state": "started",
        "region": region,
        "config": {"metadata": {"fly_process_group": group}, **config},
    }


def translated(tree: Any, to: str = "machines") -> tuple[Any, flytrans.Translation]:
    made = flytrans.translate({"machines.json": json.dumps(tree)}, to=to, source_format="machines")
    return json.loads(made.files["machines.json"]) if to == "machines" else made.files["fly.toml"], made


def fates(made: flytrans.Translation) -> dict[str, tuple[str, str]]:
    return {entry.pointer: (entry.fate, entry.code) for entry in made.report.entries}


def test_machines_of_one_group_are_one_request_and_their_number() -> None:
    out, made = translated([machine(1), machine(2), machine(3, "cron")])
    assert [(r["process_group"], r["count"]) for r in out["requests"]] == [("cron", 1), ("web", 2)]
    assert "name" not in out["requests"][1]["body"]
    told = fates(made)
    assert {told[f"/{n}/{key}"] for n in range(3) for key in ("id", "name", "state")} == {("inert", "")}
    assert not made.findings


@pytest.mark.parametrize(
    "tree",
    [
        {"region": "fra", "config": {"image": "nginx", "init": {"cmd": ["a"]}}},
        {"machines": [{"region": "fra", "config": {"image": "nginx", "init": {"cmd": ["a"]}}}]},
        {"image": "nginx", "init": {"cmd": ["a"]}},
    ],
    ids=["body", "machines", "config"],
)
def test_one_machine_is_a_group_by_itself(tree: Any) -> None:
    out, _ = translated(tree)
    (request,) = out["requests"]
    assert (request["process_group"], request["count"]) == ("app", 1)
    assert (request["body"]["config"]["image"], request["body"]["config"]["init"]) == ("nginx", {"cmd": ["a"]})


def test_a_name_that_was_asked_for_stays_and_one_that_the_platform_found_goes() -> None:
    asked = {"name": "mine", "config": {"image": "nginx"}}
    assert translated(asked)[0]["requests"][0]["body"]["name"] == "mine"
    assert "name" not in translated({"id": "e1", **asked})[0]["requests"][0]["body"]


@pytest.mark.parametrize(
    ("key", "group"), [("fly_process_group", "web"), ("process_group", "web"), ("fly_platform_version", "app")]
)
def test_the_group_is_what_the_metadata_says(key: str, group: str) -> None:
    out, _ = translated([{"id": "e1", "config": {"metadata": {key: "web"}}}])
    assert out["requests"][0]["process_group"] == group


def test_what_flyctl_makes_for_a_moment_or_by_itself_is_no_machine_of_the_app() -> None:
    special = ("fly_app_release_command", "fly_app_console", "fly_app_test_machine_command")
    machines = [machine(1), *(machine(n, name) for n, name in enumerate(special, 2)), machine(5, standbys=["e1"])]
    out, made = translated(machines)
    assert [(r["process_group"], r["count"]) for r in out["requests"]] == [("web", 1)]
    assert {fate for pointer, fate in fates(made).items() if not pointer.startswith("/0/")} == {("inert", "")}


@pytest.mark.parametrize(
    ("image", "app"),
    [
        ("registry.fly.io/shop:deployment-1@sha256:aa", "shop"),
        ("registry.fly.io/shop@sha256:aa", "shop"),
        ("nginx:1", None),
    ],
)
def test_an_image_of_flys_registry_tells_the_app(image: str, app: str | None) -> None:
    assert translated([machine(1, image=image)])[0].get("app") == app


def test_a_volume_is_asked_for_anew_and_as_large() -> None:
    mount = {"name": "data", "path": "/data", "volume": "vol_1", "size_gb": 3, "encrypted": True}
    out, made = translated([machine(1, mounts=[mount]), machine(2, mounts=[{**mount, "volume": "vol_2"}])])
    assert out["requests"][0]["body"]["config"]["mounts"] == [{"name": "data", "path": "/data"}]
    assert [v["body"]["size_gb"] for v in out["volumes"]] == [3]
    assert {fates(made)[f"/{n}/config/mounts/0/volume"] for n in (0, 1)} == {("inert", "")}
    assert not made.findings, "which volume it is makes no difference"


def test_what_another_machine_has_otherwise_is_dropped_and_told() -> None:
    small, large = ({"cpu_kind": "shared", "cpus": n, "memory_mb": 512} for n in (1, 2))
    machines = [machine(1, guest=small, env={"A": "1"}), machine(2, guest=large)]
    out, _ = translated(machines)
    assert out["requests"][0]["body"]["config"]["guest"]["cpus"] == 1
    _, made = translated(machines, to="fly")
    told = fates(made)
    assert told["/1/config/guest/cpus"] == ("dropped", "FT352")
    assert told["/1/config/guest/memory_mb"] == ("inert", "")
    assert {(f.code, f.message) for f in made.findings} == {
        ("FT352", f"the machines of web differ in {key}; the first one counts") for key in ("guest", "env")
    }


@pytest.mark.parametrize(
    ("primary", "regions", "said", "elsewhere"),
    [
        ("fra", ("ams", "fra"), "fra", [0]),
        ("fra", ("fra", "ams"), "fra", [1]),
        (None, ("ams", "fra"), "ams", [1]),
        ("fra", ("ams", "ams"), "ams", []),
        ("fra", (None, None), "fra", []),
    ],
)
def test_a_group_is_in_one_region_and_machines_elsewhere_are_told(
    primary: str | None, regions: tuple[str | None, ...], said: str, elsewhere: list[int]
) -> None:
    config = {"env": {"PRIMARY_REGION": primary}} if primary else {}
    machines = [machine(n, region=region or "", **config) for n, region in enumerate(regions)]
    for each, region in zip(machines, regions, strict=True):
        if region is None:
            del each["region"]
    out, _ = translated(machines)
    assert out["requests"][0]["body"]["region"] == said
    assert out["requests"][0]["body"]["config"]["env"].get("PRIMARY_REGION") == (primary or said)
    _, made = translated(machines, to="fly")
    told = fates(made)
    assert [n for n in range(2) if told.get(f"/{n}/region") == ("dropped", "FT352")] == elsewhere
    assert [f.code for f in made.findings] == ["FT352"] * len(elsewhere)


def test_the_primary_region_is_said_where_no_machine_is() -> None:
    text, made = translated([machine(1, region="ams", env={"PRIMARY_REGION": "fra"})], to="fly")
    assert "primary_region = 'fra'" in text
    assert fates(made)["/0/region"] == ("carried", "FT401")


@pytest.mark.parametrize("tree", [[3], [{"id": "e1"}], {"machines": 3}, {"machines": [{}]}, 3], ids=json.dumps)
def test_what_is_no_machine_is_refused(tree: Any) -> None:
    with pytest.raises(flytrans.InputError, match="FT004"):
        translated(tree)
