"""The laws over real files, by the program that checks them from outside; FLYTRANS_LIMIT=0 takes every file."""

from __future__ import annotations

import importlib.util
import os
import re
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[3] / "shared"
PROGRAM = SHARED / "checks" / "laws.py"
LIMIT = int(os.environ.get("FLYTRANS_LIMIT", "12"))
WHOLE = 1.0
LAWS: list[tuple[str, str, str, float, dict[str, Any]]] = [
    ("exact", "fly", "machines", WHOLE, {}),
    ("accounted", "fly", "kubernetes", WHOLE, {}),
    ("accounted", "flygen", "machines", WHOLE, {}),
    ("said", "fly", "kubernetes", 0.95, {}),
    ("said", "flygen", "kubernetes", 0.8, {}),
    ("said", "flygen", "machines", 0.97, {}),
    ("truthful", "fly", "kubernetes", WHOLE, {}),
    ("truthful", "flygen", "kubernetes", WHOLE, {"no_carry": True}),
    ("truthful", "flygen", "machines", WHOLE, {}),
    ("origins", "fly", "kubernetes", WHOLE, {}),
    ("precision", "fly", "kubernetes", 0.75, {}),
    ("canonical", "flygen", "kubernetes", WHOLE, {}),
    ("canonical", "fly", "fly", WHOLE, {}),
    ("own", "fly", "fly", WHOLE, {}),
    ("journeys", "flygen", "machines", WHOLE, {}),
    ("stripped", "fly", "kubernetes", WHOLE, {}),
    ("stripped", "flygen", "kubernetes", 0.75, {}),
    ("edits", "fly", "kubernetes", WHOLE, {}),
    ("quiet", "flydocs", "fly", WHOLE, {}),
    ("refuses", "fly", "kubernetes", WHOLE, {}),
    ("accounted", "k8s", "fly", WHOLE, {}),
    ("said", "k8s", "machines", 0.75, {}),
    ("said", "k8s", "fly", 0.75, {}),
    ("truthful", "k8s", "machines", WHOLE, {}),
    ("truthful", "k8s", "fly", 0.95, {"no_carry": True}),
    ("origins", "k8s", "fly", WHOLE, {}),
    ("canonical", "k8s", "kubernetes", WHOLE, {}),
    ("own", "k8s", "kubernetes", WHOLE, {}),
    ("journeys", "k8s", "kubernetes", WHOLE, {}),
    ("bytes", "k8s", "machines", WHOLE, {}),
    ("refuses", "k8s", "machines", WHOLE, {}),
    ("secrets", "k8s", "machines", WHOLE, {}),
]
"""Law, files, target, the share that has to hold, and what is asked beside. Where it is not all, there is work left."""
NAMES = [f"{law}-{corpus}-{to}{'-bare' if more else ''}" for law, corpus, to, _, more in LAWS]

pytestmark = [
    pytest.mark.skipif(not PROGRAM.is_file(), reason=f"no program that checks the laws at {PROGRAM}"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def laws() -> Any:
    spec = importlib.util.spec_from_file_location("laws_from_outside", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("law", "corpus", "to", "floor", "more"), LAWS, ids=NAMES)
def test_a_law_holds(
    laws: Any,
    law: str,
    corpus: str,
    to: str,
    floor: float,
    more: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    asked = Namespace(
        law=law, corpus=SHARED / "corpus" / corpus, vectors=SHARED / "vectors" / corpus, to=to, limit=LIMIT,
        per_file=4, seed=20261123, show=6, json=None, no_carry=False, way=None,
    )  # fmt: skip
    vars(asked).update(more)
    getattr(laws, f"law_{law}")(asked)
    said = capsys.readouterr().out
    figure = said.splitlines()[-1]
    record_property("figure", figure)
    held, of = map(int, re.findall(r"(\d+) of (\d+) hold", figure)[0])
    assert of
    assert held / of >= floor, said
