"""`flytrans lint` from the outside."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import flytrans
from flytrans.cli.main import main
from flytrans.schema_files import schema_text

OLD = "[experimental]\nauto_rollback = true\n[http_service]\ninternal_port = 3000\nforce_http = true\n"
REFUSED = 'kill_timeout = "10m"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def run(*arguments: str) -> int:
    return main(["lint", *arguments])


def test_a_clean_file_says_nothing_and_ends_with_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.toml").write_text('app = "shop"\n')
    assert run() == 0
    assert capsys.readouterr().out == ""


def test_findings_have_place_line_carets_and_fix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.toml").write_text(REFUSED)
    assert run() == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("fly.toml:1:16: FT103 kill-timeout-over-limit: the deploy fails")
    assert out[1] == '    1 | kill_timeout = "10m"'
    assert out[2] == "      |                ^^^^^"
    assert out[3].strip().startswith("= fix: ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "info"), 1),
        (("--fail-on", "warning", "--exit-zero"), 0),
        (("--fail-on", "warning", "--ignore", "FT003"), 0),
        (("--fail-on", "info", "--select", "FT0"), 1),
        (("--fail-on", "info", "--select", "FT2"), 0),
        (("--select", "nonsense"), 2),
        (("nowhere",), 2),
    ],
)
def test_exit_codes(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    (folder / "fly.toml").write_text(OLD)
    assert run(*arguments) == code


def test_a_file_that_cannot_be_parsed_ends_with_2_and_the_others_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fly.toml").write_text("app = \n")
    (folder / "fly.staging.toml").write_text(REFUSED)
    assert run("--format", "concise") == 2
    out = capsys.readouterr().out
    assert "FT001" in out
    assert "FT103" in out


def test_standard_input_is_called_as_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REFUSED.encode())))
    assert run("-", "--stdin-filename", "apps/fly.toml", "--format", "concise") == 1
    assert capsys.readouterr().out.startswith("apps/fly.toml:1:16: FT103")


def test_fix_writes_what_is_safe_and_diff_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "fly.toml"
    file.write_text(OLD)
    assert run("--diff") == 1
    assert "-auto_rollback = true" in capsys.readouterr().out
    assert file.read_text() == OLD
    assert run("--fix") == 0
    assert file.read_text() == OLD.replace("auto_rollback = true\n", "")
    assert run("--fix", "--unsafe-fixes") == 0
    assert "force_https = true" in file.read_text()


def test_a_secret_is_shown_in_no_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '[env]\nAPI_KEY = "tell-nobody-this"\nA = 1.50\nexperimental = { DB_PASSWORD = "nor-this-one" }\n[mount]\n'
    (folder / "fly.toml").write_text(text + "x = [\n")
    (folder / "fly.two.toml").write_text(text)
    for form in ("full", "concise", "json", "github", "sarif"):
        run("--format", form)
    run("--diff")
    told = capsys.readouterr()
    assert "tell-nobody-this" not in told.out + told.err


def test_json_is_by_the_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    (folder / "fly.toml").write_text(OLD + REFUSED)
    run("--format", "json")
    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, json.loads(schema_text("findings.schema.json")))
    assert {finding["code"] for finding in document["findings"]} >= {"FT003", "FT105"}


def test_sarif_has_the_rules_that_were_met(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.toml").write_text(OLD)
    run("--format", "sarif")
    sarif_run = json.loads(capsys.readouterr().out)["runs"][0]
    rules = {rule["id"]: rule for rule in sarif_run["tool"]["driver"]["rules"]}
    assert set(rules) == {"FT003", "FT105"}
    assert "**What to do.**" in rules["FT105"]["help"]["markdown"]
    place = sarif_run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "fly.toml", "uriBaseId": "%SRCROOT%"}
    run(str(folder / "fly.toml"), "--format", "sarif")
    assert json.loads(capsys.readouterr().out)["runs"][0] == sarif_run


def test_under_github_actions_findings_are_commands(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (folder / "fly.toml").write_text(REFUSED)
    run()
    assert capsys.readouterr().out.startswith("::error file=fly.toml,line=1,col=16,title=FT103")


def test_the_projects_policy_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.toml").write_text(OLD)
    (folder / "pyproject.toml").write_text(
        '[tool.flytrans]\nignore = ["FT105"]\n[tool.flytrans.severity]\nFT003 = "error"\n'
    )
    assert run("--format", "concise") == 1
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["FT003"]


def test_a_policy_that_is_named_counts_and_not_the_projects(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.toml").write_text(OLD)
    (folder / "flytrans.toml").write_text('ignore = ["FT003"]\n')
    (folder / "other.toml").write_text('ignore = ["FT105"]\n')
    for policy, told in ((), "FT105"), (("--policy", "other.toml"), "FT003"):
        run("--format", "concise", *policy)
        assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == [told]
    assert run("--policy", "nowhere.toml") == 2
    assert capsys.readouterr().err == "flytrans: nowhere.toml: there is no such file\n"


def test_the_summary_stands_beside_what_people_read_and_nowhere_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fly.toml").write_text(REFUSED)
    run("--colour", "always")
    told = capsys.readouterr()
    assert "\x1b[" in told.out
    assert told.err
    for arguments in (("--output", "found.txt", "--colour", "always"), ("--format", "concise")):
        run(*arguments)
        assert capsys.readouterr().err == ""
    assert "\x1b[" not in (folder / "found.txt").read_text()


def test_a_file_that_is_named_but_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.toml").write_text('[[files]]\nguest_path = "/a"\nlocal_path = "a.txt"\n')
    run("--format", "json")
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["code"], found["line"]) == ("FT184", 3)
    assert found["message"].startswith("the deploy stops here")
    (folder / "a.txt").write_text("a")
    run("--format", "json")
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_nothing_to_lint_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr().err.startswith("flytrans: there is neither a fly.toml nor a manifest here\n")


def test_a_policy_names_files_from_its_own_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text('[tool.flytrans.files."apps/web/fly.toml"]\nignore = ["FT103"]\n')
    for app in ("web", "api"):
        (folder / "apps" / app).mkdir(parents=True)
        (folder / "apps" / app / "fly.toml").write_text(REFUSED)
    for here, named in ((folder, "."), (folder / "apps", "."), (folder, str(folder / "apps"))):
        monkeypatch.chdir(here)
        assert run(named, "--format", "concise") == 1
        assert [line.split(":")[0][-12:] for line in capsys.readouterr().out.splitlines()] == ["api/fly.toml"]


def test_the_library_lints_texts_and_paths_alike(folder: Path) -> None:
    (folder / "fly.toml").write_text(OLD)
    by_path, by_text = flytrans.lint("fly.toml"), flytrans.lint({"fly.toml": OLD})
    assert by_path == by_text == flytrans.lint(["fly.toml"])
    assert [finding.code for finding in by_text] == ["FT105", "FT003"]
    assert flytrans.lint({"fly.toml": OLD}, policy={"ignore": ["FT0"]})[0].code == "FT105"


def test_a_file_that_is_not_there_is_an_input_error(folder: Path) -> None:
    with pytest.raises(flytrans.InputError) as error:
        flytrans.lint("nowhere/fly.toml")
    assert error.value.findings[0].code == "FT007"


@pytest.mark.parametrize("text", ['app = "shop"\n', OLD])
def test_standard_input_put_right_goes_to_standard_output(
    text: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run("-", "--fix") == 0
    assert capsys.readouterr().out == text.replace("auto_rollback = true\n", "")


def test_what_is_no_toml_is_said_to_stay(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '{"http_service": {"internal_port": 3000, "checks": [{"path": "up"}]}}'
    (folder / "fly.json").write_text(text)
    run("fly.json", "--fix", "--unsafe-fixes")
    assert "fixes are made in TOML only, not in fly.json" in capsys.readouterr().err
    assert (folder / "fly.json").read_text() == text


def test_manifests_may_be_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "A_b"}}
    (folder / "pod.json").write_text(json.dumps(pod | {"spec": {"containers": [{"name": "a", "image": "b"}]}}))
    (folder / "package.json").write_text('{"name": "apiVersion", "kind": 1}')
    assert run("pod.json") == run() == 1
    assert "FT209" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("notes.txt",), ("package.json",), ("fly.toml", "--output", "no/such/file")])
def test_what_cannot_be_linted_or_written_is_bad_usage(
    arguments: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("notes.txt", "notes"), ("package.json", "{}"), ("fly.toml", OLD)):
        (folder / name).write_text(text)
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith(f"flytrans: {arguments[-1]}: ")


def test_a_file_called_yml_is_toml_to_flyctl(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fly.yml").write_text("app: shop\n")
    assert run() == 2
    assert "name it fly.yaml" in capsys.readouterr().out
