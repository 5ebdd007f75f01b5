"""Shipped schemas."""

from __future__ import annotations

import pytest

from flytrans.schema_files import schema_text


@pytest.mark.parametrize("name", ["no-such.schema.json", "../pyproject.toml", ""])
def test_a_name_that_is_no_schema_is_refused(name: str) -> None:
    with pytest.raises(LookupError, match="ships no schema"):
        schema_text(name)
