"""A .gitignore is read as git reads it; `git check-ignore` gave the verdicts."""

from __future__ import annotations

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
]


@pytest.mark.parametrize(
    ("lines", "path", "is_ignored"), [*((*case, True) for case in IGNORED), *((*case, False) for case in SEEN)]
)
def test_a_line_ignores_what_git_ignores(tmp_path: Path, lines: str, path: str, is_ignored: bool) -> None:
    (tmp_path / ".gitignore").write_text(lines + "\n")
    ignored = Ignored(str(tmp_path))
    steps = path.split("/")
    folders = [str(tmp_path.joinpath(*steps[:end])) for end in range(1, len(steps))]
    found = any(ignored.has(folder, True) for folder in folders) or ignored.has(str(tmp_path / path), False)
    assert found is is_ignored
