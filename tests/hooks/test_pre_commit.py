"""The hook that we offer, run by the real pre-commit program in a repository of its own."""

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
def test_the_hook_takes_the_names_that_fly_files_have(path: str, taken: bool) -> None:
    assert bool(re.search(str(hooks()["flytrans-check"]["files"]), path)) is taken


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


@pytest.mark.skipif(not PROGRAM.exists() or shutil.which("git") is None, reason="pre-commit and git are needed")
@pytest.mark.skipif(find_spec("flytrans.api") is None, reason="there is nothing to run yet")
def test_the_hook_passes_a_good_file_and_shows_the_place_in_a_bad_one(project: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    user.mkdir()
    (user / "fly.toml").write_text(GOOD)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=project, check=True, capture_output=True, text=True
    ).stdout.strip()
    config = {"repos": [{"repo": str(project), "rev": head, "hooks": [{"id": "flytrans-check"}]}]}
    (user / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    repository(user)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}

    def run() -> subprocess.CompletedProcess[str]:
        command = [PROGRAM, "run", "--all-files", "--color", "never"]
        return subprocess.run(command, cwd=user, env=environment, capture_output=True, text=True, check=False)

    done = run()
    if "InstallationError" in done.stdout + done.stderr or "No matching distribution" in done.stdout:
        pytest.skip("the hook's environment cannot be built without a package index")
    assert done.returncode == 0, done.stdout + done.stderr
    (user / "fly.staging.toml").write_text(BAD)
    git(user, "add", "--all")
    done = run()
    assert done.returncode == 1
    assert "fly.staging.toml:3:17: FT004" in done.stdout
