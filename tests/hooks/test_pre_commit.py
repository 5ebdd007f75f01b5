"""The hooks that we offer, run by the real pre-commit program in a repository of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("pre-commit")
SHIPPED = ("src", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
GOOD = 'app = "shop"\n[http_service]\ninternal_port = 3000\n'
MISTAKEN = GOOD + "force_http = true\n"
OLD = GOOD + "[experimental]\nauto_rollback = true\n"
BAD = 'app = "shop"\n[http_service]\ninternal_port = "eighty"\n'


def hooks() -> dict[str, dict[str, object]]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("fly.toml", True),
        ("apps/shop/fly.toml", True),
        ("fly.staging.toml", True),
        ("fly-web.toml", True),
        ("fly_web.toml", True),
        ("butterfly.toml", False),
        ("flytrans.toml", False),
        ("fly.toml.md", False),
        ("fly.d/other.toml", False),
    ],
)
def test_the_hooks_take_the_names_that_fly_files_have(path: str, taken: bool) -> None:
    assert len(hooks()) == 2
    for hook in hooks().values():
        assert bool(re.search(str(hook["files"]), path)) is taken


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as it stands, as a repository of hooks."""
    folder = tmp_path_factory.mktemp("hooks") / "flytrans"
    folder.mkdir()
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return repository(folder)


needs_programs = [
    pytest.mark.skipif(not PROGRAM.exists() or shutil.which("git") is None, reason="pre-commit and git are needed"),
    pytest.mark.skipif(find_spec("flytrans.api") is None, reason="there is nothing to run yet"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installed; both hooks share it."""
    return tmp_path_factory.mktemp("home")


class User:
    """A repository of somebody who has one of our hooks."""

    def __init__(self, folder: Path, project: Path, home: Path, hook: dict[str, object]) -> None:
        folder.mkdir()
        self.folder = folder
        self.environment = {**os.environ, "PRE_COMMIT_HOME": str(home)}
        self.environment.pop("GITHUB_ACTIONS", None)
        (folder / "fly.toml").write_text(GOOD)
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project, check=True, capture_output=True, text=True)
        config = {"repos": [{"repo": str(project), "rev": head.stdout.strip(), "hooks": [hook]}]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        repository(folder)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        git(self.folder, "add", "--all")

    def run(self) -> subprocess.CompletedProcess[str]:
        command = [PROGRAM, "run", "--all-files", "--color", "never"]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if "InstallationError" in done.stdout + done.stderr or "No matching distribution" in done.stdout:
            pytest.skip("the hook's environment cannot be built without a package index")
        return done


@pytest.mark.parametrize("hook", ["flytrans-check", "flytrans-lint"])
@needs_programs[0]
@needs_programs[1]
def test_the_hooks_pass_a_good_file_and_show_the_place_in_a_bad_one(
    hook: str, project: Path, home: Path, tmp_path: Path
) -> None:
    user = User(tmp_path / "user", project, home, {"id": hook})
    done = user.run()
    assert done.returncode == 0, done.stdout + done.stderr
    user.write("fly.staging.toml", BAD)
    done = user.run()
    assert done.returncode == 1
    assert "fly.staging.toml:3:17: FT004" in done.stdout


@needs_programs[0]
@needs_programs[1]
def test_the_linter_as_a_hook_takes_arguments_and_fixes(project: Path, home: Path, tmp_path: Path) -> None:
    user = User(tmp_path / "user", project, home, {"id": "flytrans-lint", "args": ["--fix", "--fail-on", "warning"]})
    user.write("fly.staging.toml", MISTAKEN)
    done = user.run()
    assert done.returncode == 1
    assert "fly.staging.toml:4:1: FT003" in done.stdout
    user.write("fly.staging.toml", OLD)
    done = user.run()
    assert "files were modified by this hook" in done.stdout
    assert "auto_rollback" not in (user.folder / "fly.staging.toml").read_text()
