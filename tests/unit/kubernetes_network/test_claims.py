"""Volumes as claims, and claims as volumes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as some
from network_given import Plain, Read, manifest, node

from flytrans.api.options import Options
from flytrans.kubernetes.claims import claim_name, scatter_claims, volume_name
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

OURS = {"app.kubernetes.io/managed-by": "flytrans"}


def claims(*mounts: Plain, **options: Any) -> tuple[list[Plain], list[Plain], list[str]]:
    ledger = Ledger()
    view = node({"mounts": list(mounts)}, ledger)
    app = node({"name": "pg"}, ledger).having(groups=Node({"app": view}))
    cx = Writing(ledger, Options.of(options))
    mounted, templates = scatter_claims(view, app, cx)
    codes = sorted({reason.code for reason in ledger.reasons.values()})
    return [m.plain() for m in mounted], [t.plain() for t in templates], codes


def test_a_volume_is_a_claim_for_each_pod() -> None:
    mounted, templates, codes = claims({"name": "pg_data", "path": "/var/lib/postgresql", "initial_gb": 10})
    assert mounted == [{"name": "pg-data", "mountPath": "/var/lib/postgresql"}]
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "10Gi"}}}
    assert templates == [{"metadata": {"name": "pg-data"}, "spec": spec}]
    assert codes == []


def test_a_volume_without_size_has_one_gigabyte() -> None:
    assert claims({"name": "data", "path": "/d"})[1][0]["spec"]["resources"]["requests"]["storage"] == "1Gi"


def test_class_and_mode_are_the_callers() -> None:
    spec = claims({"name": "data", "path": "/d"}, storage_class="fast", extras={"rwop"})[1][0]["spec"]
    assert (spec["storageClassName"], spec["accessModes"]) == ("fast", ["ReadWriteOncePod"])


@pytest.mark.parametrize("mount", [{"name": "data"}, {"path": "/d"}, {"name": "data", "path": "/a:b"}])
def test_an_entry_without_name_or_path_is_left_out(mount: Plain) -> None:
    assert claims(mount) == ([], [], ["FT422"])


@pytest.mark.parametrize("name", ["my-vol", "Data", "files", "a.b"])
def test_a_name_that_is_no_volumes_name_is_told(name: str) -> None:
    assert claims({"name": name, "path": "/d"})[2] == ["FT314"]


@examples(some.from_regex(r"[a-z0-9]([a-z0-9_]{0,28}[a-z0-9])?", fullmatch=True))
def test_flys_own_names_come_back(name: str) -> None:
    assert volume_name(claim_name(name)) == name


def claim(name: str, storage: str, **spec: Any) -> Plain:
    return manifest("PersistentVolumeClaim", name, {"resources": {"requests": {"storage": storage}}, **spec})


def pod(*names: str) -> Plain:
    return {
        "containers": [{"volumeMounts": [{"name": name, "mountPath": f"/{name}"} for name in names]}],
        "volumes": [{"name": name, "persistentVolumeClaim": {"claimName": f"{name}-claim"}} for name in names],
    }


@pytest.mark.parametrize(
    ("storage", "gigabytes"), [("10Gi", 10), ("500Mi", 1), ("10G", 10), ("1Ti", 500), ("1.5Gi", 2)]
)
def test_a_size_is_rounded_up_to_whole_gigabytes(storage: str, gigabytes: int) -> None:
    found = Read([claim("a-claim", storage)], pod("a"))
    assert found.view["mounts"] == [{"name": "a_claim", "path": "/a", "initial_gb": gigabytes}]


def test_a_machine_has_one_volume() -> None:
    found = Read([claim("a-claim", "1Gi"), claim("b-claim", "1Gi")], pod("a", "b"))
    assert [m["name"] for m in found.view["mounts"]] == ["a_claim"]
    assert found.codes == ["FT519"]


def test_a_template_is_a_volume_for_each_machine() -> None:
    template = {"metadata": {"name": "a"}, "spec": {"resources": {"requests": {"storage": "2Gi"}}}}
    found = Read([], {"containers": pod("a")["containers"]}, volumeClaimTemplates=[template], replicas=3)
    assert found.view["mounts"] == [{"name": "a", "path": "/a", "initial_gb": 2}]
    assert found.codes == []


def test_a_shared_claim_is_told() -> None:
    assert Read([claim("a-claim", "1Gi")], pod("a"), replicas=2).codes == ["FT345"]
    assert Read([claim("a-claim", "1Gi", accessModes=["ReadWriteMany"])], pod("a")).codes == ["FT345"]
    assert Read([claim("a-claim", "1Gi", dataSource={"kind": "VolumeSnapshot", "name": "s"})], pod("a")).codes == [
        "FT516"
    ]


def test_a_claim_that_is_not_here_has_no_size() -> None:
    found = Read([], pod("a"))
    assert found.view["mounts"] == [{"name": "a_claim", "path": "/a"}]
    assert found.codes == ["FT014"]


@examples(
    some.lists(
        some.tuples(some.from_regex(r"[a-z][a-z_]{0,5}[a-z]", fullmatch=True), some.integers(1, 2000)),
        max_size=3,
        unique_by=lambda item: item[0],
    )
)
def test_what_we_wrote_comes_back(found: list[tuple[str, int]]) -> None:
    mounts = [{"name": name, "path": f"/{name}", "initial_gb": size} for name, size in found if name != "files"]
    mounted, templates, _ = claims(*mounts)
    read = Read([], {"containers": [{"volumeMounts": mounted}]}, OURS, volumeClaimTemplates=templates)
    assert read.view.get("mounts", []) == mounts
