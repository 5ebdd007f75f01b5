"""Which files are linted where none is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytrans.fly_toml.file_names import is_fly_name
from flytrans.rules.discovery import find_files
from flytrans.rules.texts import UsageError


def tree(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def found(folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in find_files([str(folder)])]


@pytest.mark.parametrize("name", ["fly.toml", "a/fly.staging.toml", "fly-web.toml", "fly_web.toml", "fly.json"])
def test_names_of_fly_files(name: str) -> None:
    assert is_fly_name(name)


@pytest.mark.parametrize("name", ["butterfly.toml", "flytrans.toml", "fly.toml.md", "fly..toml", "fly-.toml", "x.json"])
def test_names_that_are_not(name: str) -> None:
    assert not is_fly_name(name)


def test_hidden_and_installed_folders_are_left_out(tmp_path: Path) -> None:
    for folder in (".git", "node_modules", "apps/shop", ".venv"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "fly.toml").touch()
    assert found(tmp_path) == ["apps/shop/fly.toml"]


def test_what_git_ignores_is_left_out_but_for_what_it_takes_back(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("# generated\nbuild/\nfly.*.toml\n!fly.kept.toml\n/only-here/\nlogs/**\n")
    for name in ("build/fly.toml", "fly.local.toml", "fly.kept.toml", "a/fly.local.toml", "a/only-here/fly.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "only-here").mkdir()
    (tmp_path / "only-here" / "fly.toml").touch()
    assert found(tmp_path) == ["fly.kept.toml", "a/only-here/fly.toml"]


def test_a_folder_inside_a_repository_obeys_the_files_above(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("apps/*/generated\n")
    for name in ("apps/shop/generated/fly.toml", "apps/shop/fly.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert found(tmp_path / "apps") == ["shop/fly.toml"]


def test_manifests_are_found_and_templates_are_not(tmp_path: Path) -> None:
    tree(
        tmp_path,
        **{
            "deploy.yaml": "apiVersion: v1\nkind: Pod\n",
            "template.yaml": "apiVersion: v1\nkind: {{ .Kind }}\n",
            "values.yaml": "replicas: 2\n",
        },
    )
    assert found(tmp_path) == ["deploy.yaml"]


def test_a_named_file_is_taken_whatever_git_says(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n")
    (tmp_path / "fly.toml").touch()
    assert find_files([str(tmp_path / "fly.toml")]) == [str(tmp_path / "fly.toml")]


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match="no such"):
        find_files(["nowhere/fly.toml"])
