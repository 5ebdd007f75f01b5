"""The commands, over a library that stands still."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flytrans.cli.main import main
from flytrans.migrate.main import main as fly_to_k8s
from flytrans.migrate.sources import Sources
from flytrans.schema_files import schema_text

pytestmark = pytest.mark.usefixtures("app", "library")
WEB = "manifests/40-deployment-web.yaml"


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_output_goes_to_standard_output_as_one_stream_and_the_report_to_standard_error(capsys: Any) -> None:
    assert main(["convert", "fly.toml", "--to", "kubernetes"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("apiVersion: v1\n")
    assert out.count("---\n") == 1
    assert err.startswith("1 translated, 0 approximated, 1 carried (1 not in force), 0 dropped\n")
    assert "swap_size_mb = 512" in err
    assert "$ kubectl apply -f manifests" in err


def test_a_folder_gets_every_file_and_the_report(app: Path, library: Any) -> None:
    assert main(["convert", ".", "--to", "kubernetes", "-o", "deep/er/out"]) == 0
    written = tree(app / "deep/er/out")
    assert {name: text for name, text in written.items() if name != "report.json"} == library.files
    report = json.loads(written["report.json"])
    jsonschema.Draft202012Validator(json.loads(schema_text("report.schema.json"))).validate(report)


def test_existing_files_are_not_written_over_without_force(app: Path, capsys: Any) -> None:
    (app / "out/manifests").mkdir(parents=True)
    (app / "out" / WEB).write_text("mine")
    before = tree(app)
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out"]) == 2
    assert tree(app) == before
    assert capsys.readouterr().err == f"flytrans: out/{WEB} is there already; --force writes over existing files\n"
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--force"]) == 0
    assert tree(app)[f"out/{WEB}"] != "mine"


def test_force_removes_what_the_run_before_wrote_and_this_one_does_not(app: Path, library: Any) -> None:
    main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out"])
    (app / "out/notes.txt").write_text("mine")
    library.files = {"manifests/40-deployment-other.yaml": "kind: Deployment\n"}
    main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--force"])
    names = set(tree(app / "out"))
    assert WEB not in names
    assert {"notes.txt", "manifests/40-deployment-other.yaml"} <= names


@pytest.mark.parametrize("folder", ["fly.toml", "fly.toml/out"])
def test_a_file_where_the_folder_should_be_stays_and_is_told(app: Path, folder: str, capsys: Any) -> None:
    before = tree(app)
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", folder]) == 2
    assert tree(app) == before
    assert capsys.readouterr().err.endswith("fly.toml: it is there already and no folder\n")


def test_several_apps_come_back_from_the_folder_that_they_were_written_to(app: Path) -> None:
    for name in ("api", "web"):
        (app / name).mkdir()
        (app / name / "fly.toml").write_text(f"app = '{name}'\n")
    (app / "fly.toml").unlink()
    assert Sources(["."]).paths == ["./api/fly.toml", "./web/fly.toml"]


def test_a_folder_with_other_toml_files_only_says_which_there_are(app: Path, capsys: Any) -> None:
    (app / "fly.toml").rename(app / "fly.staging.toml")
    assert main(["convert", ".", "--to", "kubernetes"]) == 2
    assert capsys.readouterr().err == (
        "flytrans: .: there is neither a fly.toml nor a manifest in this folder; name the file: fly.staging.toml\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [["lint"], ["convert", "--to", "kubernetes"]])
def test_a_full_disk_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "fly.toml").write_text("app = 'Shop'\n")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "flytrans", *arguments, "fly.toml"]
        run = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr == "flytrans: the output: No space left on device\n"


@pytest.mark.parametrize("text", ["BROKEN", "OPTION"])
def test_a_failure_leaves_nothing_behind_and_ends_in_two(app: Path, text: str, capsys: Any) -> None:
    (app / "fly.toml").write_text(f"# {text}\n")
    before = tree(app)
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out/a", "--report", "r.json"]) == 2
    assert tree(app) == before
    assert "FT001" in capsys.readouterr().err or text == "OPTION"


def test_an_output_that_cannot_be_written_leaves_nothing_behind(app: Path, library: Any) -> None:
    (app / "out/manifests/40-deployment-web.yaml").mkdir(parents=True)
    (app / "out/old.txt").write_text("old")
    before = sorted(app.rglob("*"))
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--force", "--report", "r.json"]) == 2
    assert sorted(app.rglob("*")) == before
    library.files = {"manifests/a.yaml": "\ud800"}
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "new/er"]) == 2
    assert sorted(app.rglob("*")) == before


@pytest.mark.parametrize("name", ["../a.yaml", "/a.yaml"])
def test_nothing_is_written_outside_the_folder(app: Path, library: Any, name: str) -> None:
    library.files = {name: "x"}
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out"]) == 2
    assert not (app / "out").exists()


def test_fail_on_stops_before_anything_is_written(app: Path, capsys: Any) -> None:
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--fail-on", "warning"]) == 1
    assert not (app / "out").exists()
    assert capsys.readouterr().err.endswith("Nothing was written.\n")
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--fail-on", "error"]) == 0


def test_a_policy_moves_severities_and_hides_codes(app: Path, capsys: Any) -> None:
    (app / "flytrans.toml").write_text('[fields."/swap_size_mb"]\nFT412 = "error"\n')
    assert main(["convert", "fly.toml", "--to", "kubernetes", "--fail-on", "error"]) == 1
    (app / "p.toml").write_text('ignore = ["FT412"]\n')
    assert main(["convert", "fly.toml", "--to", "kubernetes", "--fail-on", "info", "--policy", "p.toml"]) == 0
    assert "FT412" not in capsys.readouterr().err.split("Nothing was written.")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["convert"],
        ["convert", "fly.toml"],
        ["convert", "fly.toml", "--to", "compose"],
        ["convert", "no.toml", "--to", "fly"],
        ["convert", "fly.toml", "--to", "fly", "--replicas", "web"],
        ["convert", "fly.toml", "--to", "fly", "--replicas", "web=many"],
        ["convert", "fly.toml", "--to", "fly", "--replicas", "web=-1"],
        ["convert", "fly.toml", "--to", "fly", "--exposure", "web=open"],
        ["convert", "fly.toml", "--to", "fly", "--exposure", "=public"],
        ["convert", "fly.toml", "--to", "fly", "--guest", "web="],
        ["convert", "fly.toml", "--to", "fly", "--policy", "no.toml"],
        ["explain", "FT999"],
        ["explain", "fly.toml:1"],
        ["explain", "no.yaml:1"],
    ],
)
def test_bad_usage_ends_in_two(arguments: list[str], capsys: Any) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_what_is_carried_goes_into_metadata_where_that_is_asked_for(library: Any) -> None:
    assert main(["convert", "fly.toml", "--to", "machines", "--carry-in-metadata"]) == 0
    assert library.calls[0][2]["carry"] == "metadata"


def test_every_flag_reaches_the_library(library: Any) -> None:
    flags = "--app a --image i --image-pull-secret p --secrets A,B --secrets C --replicas web=2 --replicas w=0 "
    flags += "--guest web=shared-cpu-1x --namespace n --host h --exposure *=public --ingress-class c --tls-issuer t "
    flags += "--storage-class s --workload w=job --hardened --extras hpa,pdb --no-runtime-env --no-carry --profile fks "
    flags += "--from fly --base-dir ."
    assert main(["convert", "fly.toml", "--to", "kubernetes", *flags.split()]) == 0
    source, to, options = library.calls[0]
    assert (source, to) == ("fly.toml", "kubernetes")
    options.pop("policy")
    assert options == {
        "app": "a",
        "image": "i",
        "image_pull_secret": "p",
        "secrets": ["A", "B", "C"],
        "replicas": {"web": 2, "w": 0},
        "guest": {"web": "shared-cpu-1x"},
        "namespace": "n",
        "host": "h",
        "exposure": {"*": "public"},
        "ingress_class": "c",
        "tls_issuer": "t",
        "storage_class": "s",
        "workload": {"w": "job"},
        "hardened": True,
        "extras": {"hpa", "pdb"},
        "runtime_env": False,
        "carry": False,
        "profile": "fks",
        "source_format": "fly",
        "base_dir": ".",
    }


def test_what_is_not_said_is_left_to_the_library(library: Any) -> None:
    main(["convert", "fly.toml", "--to", "machines"])
    assert set(library.calls[0][2]) == {"policy"}


def test_standard_input_is_a_source(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'app = "x"\n')))
    assert main(["convert", "-", "--to", "kubernetes"]) == 0
    assert library.calls[0][0] == {"-": 'app = "x"\n'}


def test_the_check_reads_standard_input_once(app: Path, library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'app = "x"\n')))
    assert main(["check", "-", "fly.toml"]) == 0
    assert [source for source, *_ in library.calls] == [{"-": 'app = "x"\n'}, "fly.toml"]


def test_a_folder_of_manifests_is_a_source(app: Path, library: Any) -> None:
    (app / "k/.git").mkdir(parents=True)
    for name in ("b.yaml", "a.yml", "report.json", ".git/c.yaml", "d.txt"):
        (app / "k" / name).write_text("kind: Service\n")
    assert main(["convert", "k", "--to", "kubernetes"]) == 0
    assert library.calls[0][0] == ["k/a.yml", "k/b.yaml"]


def test_a_single_file_has_its_own_report(app: Path) -> None:
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--single-file"]) == 0
    assert set(tree(app / "out")) == {"manifests.yaml", "report.json"}
    origins = json.loads((app / "out/report.json").read_text())["origins"]
    assert origins[0] | {"sources": []} == {
        "file": "manifests.yaml",
        "document": 1,
        "pointer": "/metadata/name",
        "sources": [],
        "reason": "",
    }


def test_check_holds_outputs_against_the_schemas_before_writing(app: Path, library: Any, capsys: Any) -> None:
    library.files = {WEB: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replica: 2}\n"}
    assert main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out", "--check"]) == 1
    assert not (app / "out").exists()
    assert "'replica' was unexpected" in capsys.readouterr().err


def test_several_files_that_are_no_manifests_need_a_folder(library: Any, capsys: Any) -> None:
    library.files = {"a/fly.toml": "", "b/fly.toml": ""}
    assert main(["convert", "fly.toml", "--to", "fly"]) == 2
    library.files = {"fly.toml": "x = 1\n", "fly.carried.json": "{}"}
    assert main(["convert", "fly.toml", "--to", "fly"]) == 0
    out, err = capsys.readouterr()
    assert out == "x = 1\n"
    assert "fly.carried.json goes with it" in err


def test_the_check_looks_at_each_file_and_fails_on_errors_alone(app: Path, capsys: Any) -> None:
    (app / "fly.web.toml").write_text("# WARN\n")
    assert main(["check", "fly.toml", "fly.web.toml"]) == 0
    assert "fly.web.toml:1:1: FT347 placeholder-image" in capsys.readouterr().out
    assert main(["check", "fly.web.toml", "--fail-on", "warning"]) == 1
    (app / "fly.web.toml").write_text("# BROKEN\n")
    assert main(["check", "fly.toml", "fly.web.toml"]) == 2
    assert "fly.web.toml:1:5: FT001 toml-syntax" in capsys.readouterr().out


def test_findings_stand_beside_their_lines_under_github_actions(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (app / "fly.toml").write_text("# WARN\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    main(["check", "fly.toml"])
    assert capsys.readouterr().out.startswith("::warning file=fly.toml,line=1,col=1")


@pytest.mark.parametrize("what", ["FT301", "ft301", "whole-seconds"])
def test_a_code_is_explained(what: str, capsys: Any) -> None:
    assert main(["explain", what]) == 0
    out = capsys.readouterr().out
    assert out.startswith("FT301 whole-seconds: ")
    assert "**What to do.**" in out


def test_a_line_that_the_report_does_not_know_is_not_explained_by_another_file(capsys: Any) -> None:
    main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out"])
    capsys.readouterr()
    service = "out/manifests/30-service-web.yaml:3"
    assert main(["explain", service]) == 2
    assert capsys.readouterr() == ("", f"flytrans: {service}: no value of the report stands on this line\n")


def test_a_line_of_the_output_is_explained(capsys: Any) -> None:
    main(["convert", "fly.toml", "--to", "kubernetes", "-o", "out"])
    capsys.readouterr()
    assert main(["explain", f"out/{WEB}:4"]) == 0
    assert "/metadata/name\n    fly.toml:1:7 /app (translated)\n" in capsys.readouterr().out
    assert main(["explain", f"out/{WEB}:3"]) == 0
    assert "/metadata/name" in capsys.readouterr().out
    assert main(["explain", f"out/{WEB}:6"]) == 0
    assert "two, since there are services" in capsys.readouterr().out


def test_the_migration_writes_to_standard_output_when_it_is_told_so(app: Path, capsys: Any) -> None:
    assert fly_to_k8s(["-o", "-"]) == 0
    assert "kind: Deployment" in capsys.readouterr().out
    assert sorted(path.name for path in app.iterdir()) == ["fly.toml"]


def test_the_migration_writes_a_folder_named_k8s(app: Path, capsys: Any) -> None:
    assert fly_to_k8s([]) == 0
    assert WEB in tree(app / "k8s")
    assert "Then, in k8s, in this order" in capsys.readouterr().err
    assert fly_to_k8s([str(app)]) == 2
    (app / "none").mkdir()
    (app / "none/a.yaml").write_text("kind: Service\n")
    assert fly_to_k8s(["none", "-o", "elsewhere"]) == 2
    assert "none: there is no fly.toml in this folder" in capsys.readouterr().err
    assert fly_to_k8s(["fly.toml", "-o", "other", "--check"]) == 1, "the Deployment of these tests lacks a template"
    assert not (app / "other").exists()
