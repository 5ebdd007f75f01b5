"""The examples on the pages of docs/questions come out as they say.

A block of toml or yaml is a source, the next one of the other language says what must be somewhere in its output;
words after the language are options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
import yaml

import flytrans

PAGES = Path(__file__).parents[2] / "docs" / "questions"
BLOCK = re.compile(r"^```(toml|yaml)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[Any]:
    for page in sorted(PAGES.glob("*.md")):
        blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
        for index, (source, result) in enumerate(zip(blocks[::2], blocks[1::2], strict=True), 1):
            yield pytest.param(source, result, id=f"{page.stem}-{index}")


@pytest.mark.parametrize(("source", "result"), list(examples()))
def test_an_example_comes_out_as_its_page_says(source: tuple[str, str, str], result: tuple[str, str, str]) -> None:
    options = dict(word.split("=") for word in result[1].split())
    if source[0] == "toml":
        made = flytrans.translate({"fly.toml": source[2]}, to="kubernetes", **options)
        output = [document for text in made.files.values() for document in yaml.safe_load_all(text)]
        wanted = yaml.safe_load(result[2])
    else:
        made = flytrans.translate({"app.yaml": source[2]}, to="fly", **options)
        output = [tomli.loads(text) for name, text in made.files.items() if name.endswith(".toml")]
        wanted = tomli.loads(result[2])
    for key, value in wanted.items():
        assert any(holds(found, value) for found in values(output, key)), f"{key} in {made.files}"


def values(tree: Any, key: str) -> Iterator[Any]:
    """Everything under a key, wherever it is."""
    if isinstance(tree, dict) and key in tree:
        yield tree[key]
    for entry in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from values(entry, key)


def holds(found: Any, wanted: Any) -> bool:
    """Whether it is that, or more."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(k in found and holds(found[k], v) for k, v in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and all(any(holds(f, w) for f in found) for w in wanted)
    return bool(found == wanted)
