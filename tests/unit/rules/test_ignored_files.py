"""A .gitignore is read as git reads it; `git check-ignore` says so where there is a git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from flytrans.rules.ignored import Ignored

IGNORED = [
    ("*.yaml", "a.yaml"),
    ("*.yaml", "b/a.yaml"),
    ("/*.yaml", "a.yaml"),
    ("b/*.yaml", "b/a.yaml"),
    ("**/b/a.yaml", "b/a.yaml"),
    ("**/b/a.yaml", "c/d/b/a.yaml"),
    ("b/**", "b/c/a.yaml"),
    ("b/**/a.yaml", "b/a.yaml"),
    ("b/**/a.yaml", "b/c/d/a.yaml"),
    ("a?.yaml", "ab.yaml"),
    ("[ab].yaml", "a.yaml"),
    ("[!ab].yaml", "c.yaml"),
    ("[^ab].yaml", "c.yaml"),
    ("[a-c].yaml", "b.yaml"),
    ("[]a].yaml", "].yaml"),
    ("[.].yaml", "..yaml"),
    ("\\*.yaml", "*.yaml"),
    ("\\#a.yaml", "#a.yaml"),
    ("\\!a.yaml", "!a.yaml"),
    ("*.yaml\n!a.yaml", "b.yaml"),
    ("!a.yaml\n*.yaml", "a.yaml"),
    ("a.yaml   ", "a.yaml"),
    ("a.yaml\\ ", "a.yaml "),
    ("a*b*.yaml", "axxbyy.yaml"),
    ("a*", "b/a/c.yaml"),
    ("b/", "b/a.yaml"),
    ("[!z-a].yaml", "a.yaml"),
    ("a[[:space:]]b", "a b"),
    ("[[:digit:][:upper:]].yaml", "7.yaml"),
    ("[![:alpha:]].yaml", "7.yaml"),
    ("[[:xdigit:]-z].yaml", "-.yaml"),
    ("[[:.yaml]", ":"),
    ("[[:]", "["),
    ("[a-\\z].yaml", "m.yaml"),
    ("[+--].yaml", ",.yaml"),
    ("[]-a].yaml", "^.yaml"),
    ("[!]].yaml", "a.yaml"),
    ("a**/b.yaml", "ax/y/b.yaml"),
    ("b/***/a.yaml", "b/c/d/a.yaml"),
    ("??.yaml", "é.yaml"),
    ("a\vb", "a\vb"),
    ("a.yaml\r", "a.yaml"),
    ("\ufeffa.yaml", "a.yaml"),
]
SEEN = [
    ("/*.yaml", "b/a.yaml"),
    ("b/*.yaml", "c/b/a.yaml"),
    ("a?.yaml", "a.yaml"),
    ("b?c", "b/c"),
    ("b*c", "b/c"),
    ("b[!a]c", "b/c"),
    ("[ab].yaml", "c.yaml"),
    ("[!ab].yaml", "a.yaml"),
    ("[a-c].yaml", "d.yaml"),
    ("[z-a].yaml", "a.yaml"),
    ("[.].yaml", "a.yaml"),
    ("[a.yaml", "[a.yaml"),
    ("[]", "[]"),
    ("\\*.yaml", "a.yaml"),
    ("#a.yaml", "#a.yaml"),
    ("*.yaml\n!a.yaml", "a.yaml"),
    ("a.yaml/", "a.yaml"),
    ("/", "a.yaml"),
    ("", "a.yaml"),
    ("a+.yaml", "aa.yaml"),
    ("[[:nope:]]", "n"),
    ("[![:nope:]]", "a"),
    ("a[[:space:]]b", "a\vb"),
    ("[a-]", "b"),
    ("[/]", "b/c"),
    ("b[!z-a]c", "b/c"),
    ("x/a**/b.yaml", "x/c/b.yaml"),
    ("?.yaml", "é.yaml"),
    ("//a.yaml", "a.yaml"),
    ("b//", "b/a.yaml"),
    ("a.yaml\\", "a.yaml"),
    ("a.yaml\t", "a.yaml"),
]


@pytest.mark.parametrize(
    ("lines", "path", "is_ignored"), [*((*case, True) for case in IGNORED), *((*case, False) for case in SEEN)]
)
def test_a_line_ignores_what_git_ignores(tmp_path: Path, lines: str, path: str, is_ignored: bool) -> None:
    (tmp_path / ".gitignore").write_text(lines + "\n", newline="")
    ignored = Ignored(str(tmp_path))
    steps = path.split("/")
    folders = [str(tmp_path.joinpath(*steps[:end])) for end in range(1, len(steps))]
    found = any(ignored.has(folder, True) for folder in folders) or ignored.has(str(tmp_path / path), False)
    assert found is is_ignored


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_git_says_the_same(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    command = ["git", "-C", str(tmp_path), "-c", "core.excludesFile=", "check-ignore", "--no-index", "-q", "--"]
    said = {}
    for lines, path in (*IGNORED, *SEEN):
        (tmp_path / ".gitignore").write_text(lines + "\n", newline="")
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        said[lines, path] = subprocess.run([*command, f"./{path}"], check=False).returncode == 0
        file.unlink()
        for folder in [f for f in file.parents if f.is_relative_to(tmp_path) and f != tmp_path]:
            folder.rmdir()
    assert said == {**dict.fromkeys(IGNORED, True), **dict.fromkeys(SEEN, False)}
