"""What may be given as source, and what of the disk it may reach."""

from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

import pytest

import flytrans
from flytrans.api import sources
from flytrans.api.sources import format_of, load
from flytrans.cli.main import main
from flytrans.tree.context import Unreadable

FLY = 'app = "x"\n[[files]]\nguest_path = "/f"\nlocal_path = "{}"\n'
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "busybox:1"}]}
"""


def content(made: flytrans.Translation) -> str:
    return made.files["machines.json"]


def codes(source: Any, **options: Any) -> list[str]:
    with pytest.raises(flytrans.InputError) as caught:
        flytrans.translate(source, to="machines", **options)
    return [finding.code for finding in caught.value.findings]


def test_a_path_a_list_and_a_mapping_are_the_same_source(tmp_path: Path) -> None:
    path = tmp_path / "fly.toml"
    path.write_text('app = "x"\n')
    made = [
        flytrans.translate(source, to="machines") for source in (path, str(path), [path], {"fly.toml": 'app = "x"\n'})
    ]
    assert len({str(dict(m.files)) for m in made}) == 1
    assert {e.file for m in made for e in m.report.entries} <= {"fly.toml", str(path)}


def test_a_folder_is_its_fly_toml_or_the_manifests_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep" / "web.yaml").write_text(DEPLOYMENT)
    (tmp_path / ".git" / "no.yaml").write_text("kind: Nothing\n")
    (tmp_path / "report.json").write_text("{}")
    assert "web" in content(flytrans.translate(tmp_path, to="machines"))
    (tmp_path / "fly.toml").write_text('app = "own"\n')
    assert '"own"' in content(flytrans.translate(tmp_path, to="machines"))


def test_a_folder_of_apps_in_folders_of_their_own_is_all_of_them(tmp_path: Path) -> None:
    for name in ("api", "web"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fly.toml").write_text(f"app = '{name}'\n")
    (tmp_path / "web" / "extra.json").write_text("{}")
    (tmp_path / "report.json").write_text("{}")
    made = flytrans.translate(tmp_path, to="kubernetes")
    assert [name for name in made.files if "deployment" in name] == [
        "manifests/40-deployment-api.yaml",
        "manifests/40-deployment-web.yaml",
    ]
    (tmp_path / "k8s.yaml").write_text(DEPLOYMENT)
    assert not any(e.file.endswith("fly.toml") for e in flytrans.translate(tmp_path, to="kubernetes").report.entries)


def test_files_that_the_source_names_come_from_beside_it(tmp_path: Path) -> None:
    (tmp_path / "fly.toml").write_text(FLY.format("conf/f"))
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "f").write_bytes(b"\x00\xff")
    assert "AP8=" in content(flytrans.translate(tmp_path / "fly.toml", to="machines"))


def test_a_mapping_comes_before_the_folder(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("disk")
    given = {"fly.toml": FLY.format("f"), "f": "given"}
    assert "Z2l2ZW4=" in content(flytrans.translate(given, to="machines", base_dir=tmp_path))
    del given["f"]
    assert "ZGlzaw==" in content(flytrans.translate(given, to="machines", base_dir=tmp_path))


def test_a_mapping_without_base_dir_reads_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "f").write_text("secret")
    monkeypatch.chdir(tmp_path)
    flytrans.translate({"fly.toml": 'app = "x"'}, to="kubernetes")  # loads what has to be loaded
    monkeypatch.setattr(builtins, "open", lambda *_: pytest.fail("the disk was read"))
    assert codes({"fly.toml": FLY.format("f")}) == ["FT007"]


@pytest.mark.parametrize(
    "name", ["../f", "a/../../f", "..\\\\f", "/etc/hostname", "a/../f", "nowhere", "", "a\\u0000b"]
)
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "f").write_text("secret")
    inner = tmp_path / "in"
    inner.mkdir()
    source = {"fly.toml": FLY.format(name)}
    if name:
        assert codes(source, base_dir=inner) == ["FT007"]
    else:
        assert "secret" not in content(flytrans.translate(source, to="machines", base_dir=inner))


def test_a_path_that_comes_back_inside_is_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "f").write_text("inside")
    source = {"fly.toml": FLY.format("sub/../f")}
    assert "aW5zaWRl" in content(flytrans.translate(source, to="machines", base_dir=tmp_path))


def test_a_link_that_leads_outside_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("secret")
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "real").write_text("inside")
    os.symlink(tmp_path / "f", inner / "out")
    os.symlink(tmp_path, inner / "folder")
    os.symlink("real", inner / "link")
    for name in ("out", "folder/f"):
        assert codes({"fly.toml": FLY.format(name)}, base_dir=inner) == ["FT007"]
    assert "aW5zaWRl" in content(flytrans.translate({"fly.toml": FLY.format("link")}, to="machines", base_dir=inner))


def test_a_folder_or_a_missing_file_is_refused_with_a_place(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    assert codes({"fly.toml": FLY.format("d")}, base_dir=tmp_path) == ["FT007"]
    assert codes(tmp_path / "none.toml") == ["FT007"]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"fly.toml": ""}, "fly"),
        ({"fly.staging.toml": ""}, "fly"),
        ({"sub/fly.json": "{}"}, "fly"),
        ({"fly.yml": ""}, "fly"),
        ({"app.yml": ""}, "kubernetes"),
        ({"x.json": '{"apiVersion": "v1", "kind": "List"}'}, "kubernetes"),
        ({"machines.json": '{"requests": []}'}, "machines"),
        ({"live.json": '[{"id": "1", "config": {}}]'}, "machines"),
        ({"fly.staging.json": '{"app": "x"}'}, "fly"),
        ({"staging.yaml": "app: x\nprimary_region: fra\n"}, "fly"),
        ({"web.json": '{"http_service": {"concurrency": {"type": "requests"}}}'}, "fly"),
        ({"fly.machines.json": '{"requests": [{"body": {}}]}'}, "machines"),
        ({"fly.web.yaml": "apiVersion: v1\nkind: Pod\n"}, "kubernetes"),
        ({"values.yaml": "app: x\nimage: y\n"}, "kubernetes"),
        ({"-": "apiVersion: v1\nkind: Pod\n"}, "kubernetes"),
        ({"-": 'app = "x"\n'}, "fly"),
        ({"-": '{"requests": []}'}, "machines"),
        ({"-": "[env]"}, "fly"),
        ({"-": "[[services]]\ninternal_port = 80"}, "fly"),
        ({"-": '{"apiVersion": "v1", "kind": "Pod"}'}, "kubernetes"),
        ({"-": '[{"apiVersion": "v1", "kind": "Pod"}]'}, "kubernetes"),
        ({"-": '{"apiVersion": "v1"'}, "kubernetes"),
        ({"-": '[{"config": {}}]'}, "machines"),
        ({"-": '{"kind": "Pod"}'}, "machines"),
        ({"-": '{"requests": [{"apiVersion": '}, "machines"),
        ({"-": "\ufeff {}"}, "machines"),
    ],
)
def test_the_format_is_told_from_name_and_content(files: dict[str, str], kind: str) -> None:
    assert format_of(files) == kind


def test_the_format_may_be_said() -> None:
    assert load({"x": 'app = "x"'}, "fly").format == "fly"
    with pytest.raises(flytrans.InputError):
        load({"x": "what is this"})


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "fly.toml"
    path.write_bytes(b'app = "\xff"\n')
    assert codes(path)


MARK = b"\xef\xbb\xbf"
"""The byte order mark. go-toml 2.4.3 and encoding/json refuse it, yaml.v3 takes it: asked of flyctl's own parsers."""


@pytest.mark.parametrize(
    ("name", "text", "code"), [("fly.toml", b'app = "x"\n', "FT001"), ("fly.json", b'{"app": "x"}', "FT009")]
)
def test_a_byte_order_mark_is_refused_where_flyctl_refuses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(MARK + text)
    for command in (["convert", "--to", "machines", "-o", "-"], ["check"], ["lint"]):
        assert main([*command, str(path)]) == 2
        said = capsys.readouterr()
        assert f"{name}:1:1: {code}" in said.out + said.err
        assert "starts with a byte order mark" in said.out + said.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fly.yaml", b"app: x\n"),
        ("machines.json", b'{"app": "x", "requests": [{"process_group": "app", "body": {"config": {}}}]}'),
        ("app.yaml", b"{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {containers: [{name: x, image: z}]}}"),
    ],
)
def test_elsewhere_a_byte_order_mark_does_no_harm(tmp_path: Path, name: str, text: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(MARK + text)
    made = flytrans.translate(path, to="machines")
    assert '"x"' in content(made)
    assert not [finding for finding in made.findings if finding.severity == "error"]


def test_a_byte_order_mark_before_what_is_carried_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "fly.toml").write_text('app = "x"\n')
    (tmp_path / "fly.carried.json").write_bytes(MARK + b'{"flytrans": "0.1.0", "of": "x"}')
    assert flytrans.translate(tmp_path, to="machines").findings == []


def test_options_that_do_not_exist_are_no_input_errors() -> None:
    given = {"fly.toml": 'app = "x"'}
    with pytest.raises(TypeError, match="no option"):
        flytrans.translate(given, to="machines", colour="red")
    for options in (
        {"extras": ["hpa", "x"]},
        {"profile": "x"},
        {"carry": "x"},
        {"exposure": {"app": "x"}},
        {"replicas": {"app": -1}},
    ):
        with pytest.raises(ValueError, match=r"."):
            flytrans.translate(given, to="machines", **options)
    with pytest.raises(ValueError, match="no format"):
        flytrans.translate(given, to="helm")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "kind: of blue", "apiVersion: v1", "a: b"])
def test_what_nothing_tells_is_an_error(text: str) -> None:
    with pytest.raises(flytrans.InputError, match="FT010"):
        load({"-": text})


def test_a_file_that_is_referred_to_may_be_just_as_large_as_the_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_REFERENCE", 10)
    (tmp_path / "fly.toml").write_text(FLY.format("a.txt"))
    (tmp_path / "a.txt").write_bytes(b"a" * 10)
    assert load(tmp_path / "fly.toml").read_file("fly.toml", "a.txt") == b"a" * 10
    (tmp_path / "a.txt").write_bytes(b"a" * 11)
    with pytest.raises(Unreadable, match="larger than 10 bytes"):
        load(tmp_path / "fly.toml").read_file("fly.toml", "a.txt")


def test_what_is_no_text_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="source takes texts"):
        flytrans.translate({"fly.toml": 1}, to="fly")  # type: ignore[dict-item]
