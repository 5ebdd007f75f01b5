"""A tree as JSON text is what the standard library writes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from flytrans.tree.json_text import render_json
from flytrans.tree.node import lift

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
trees = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30)


@given(trees)
def test_the_text_is_what_the_standard_library_writes(tree: object) -> None:
    assert render_json(lift(tree)) == json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
