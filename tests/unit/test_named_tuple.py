"""Our named tuples are those of the standard library, made later."""

from __future__ import annotations

import copy
import pickle
from typing import NamedTuple as Standard

import pytest

from flytrans.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A pair."""

    first: int
    second: list[str] | None = None

    @property
    def twice(self) -> int:
        """A property of its own."""
        return 2 * self.first


class Theirs(Standard):
    """A pair."""

    first: int
    second: list[str] | None = None


def test_values_are_made_compared_and_shown_alike() -> None:
    for arguments, named in (((1,), {}), ((1, ["a"]), {}), ((), {"first": 1}), ((1,), {"second": ["b"]})):
        ours, theirs = Ours(*arguments, **named), Theirs(*arguments, **named)
        assert ours == theirs
        assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
        assert (ours.first, ours.second, ours.twice) == (theirs.first, theirs.second, 2)
        assert ours._asdict() == theirs._asdict()
        assert ours._replace(first=5) == theirs._replace(first=5)
        assert copy.copy(ours) == ours == copy.deepcopy(ours)
        assert type(pickle.loads(pickle.dumps(ours))) is Ours
    assert Ours._fields == Theirs._fields
    assert Ours._make([1, None]) == Theirs._make([1, None])
    assert Ours.__doc__ == Theirs.__doc__
    assert Ours.__match_args__ == ("first", "second")


@pytest.mark.parametrize(("arguments", "named"), [((), {}), ((1, None, 3), {}), ((1,), {"third": 3})])
def test_what_does_not_fit_is_refused(arguments: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*arguments, **named)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="third"):
        Ours(1)._replace(third=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Ours._make([1])
