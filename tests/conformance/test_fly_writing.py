"""fly.toml files of real apps: written again they read as the same model, in flyctl's own style; edited, they stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomli

import flytrans
from flytrans.fly_toml.text import render_toml
from flytrans.tree.node import lift

SHARED = Path(__file__).parents[3] / "shared"
CORPORA = ("fly", "flydocs", "flygen")
COMPOSE = "gen-199.toml"
"""Its compose file runs an image of its own in the first container; machine_config has the deployed one there."""

pytestmark = pytest.mark.skipif(not (SHARED / "corpus" / "fly").is_dir(), reason=f"no corpus at {SHARED}")


@pytest.mark.parametrize("corpus", CORPORA)
def test_written_again_a_file_reads_as_the_same_model(corpus: str) -> None:
    differing = []
    for path in sorted((SHARED / "corpus" / corpus).glob("*.toml")):
        try:
            model = flytrans.read(path)
        except flytrans.InputError:
            continue
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        files = dict(flytrans.translate({path.name: text}, "fly", base_dir=path.parent).files)
        if flytrans.read(files, base_dir=path.parent) != model:
            differing.append(path.name)
    assert differing in ([], [COMPOSE])


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_file_that_says_its_model_keeps_its_bytes(corpus: str) -> None:
    changed = []
    for path in sorted((SHARED / "corpus" / corpus).glob("*.toml")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        try:
            model = flytrans.read({path.name: text})
        except flytrans.InputError:
            continue
        if flytrans.update(text, model) != text:
            changed.append(path.name)
    assert changed == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_flyctls_own_canonical_text_comes_out_as_it_is(corpus: str) -> None:
    """But for texts over several lines, large floats, and an empty line after an empty table."""
    differing = []
    for path in sorted((SHARED / "vectors" / corpus).glob("*.json")):
        text = json.loads(path.read_text()).get("roundtrip_toml")
        if text is None:
            continue
        ours = render_toml(lift(tomli.loads(text)))
        assert tomli.loads(ours) == tomli.loads(text)
        long = "'''" in ours or '"""\n' in ours or "e+" in ours
        if not long and ours.replace("\n\n", "\n").strip() != text.replace("\n\n", "\n").strip():
            differing.append(path.name)
    assert differing == []
