"""An app comes after those that it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flytrans
from flytrans.mapping.deploy_order import deploy_order


@pytest.mark.parametrize(
    ("named", "order"),
    [
        ({"b": "", "a": "", "c": ""}, "abc"),
        ({"a": "z", "b": "", "z": ""}, "bza"),
        ({"a": "b", "b": "c", "c": "d", "d": ""}, "dcba"),
        ({"a": "a", "b": ""}, "ab"),
        ({"a": "nobody"}, "a"),
        ({"b": "a", "a": "b"}, "ab"),
        ({"a": "b", "b": "c", "c": "b"}, "bac"),
        ({"b": "c", "c": "d", "d": "b"}, "bdc"),
        ({"a": "cd", "c": "b", "b": "c", "d": ""}, "dbca"),
    ],
)
def test_it_is_by_name_but_for_what_is_named(named: dict[str, str], order: str) -> None:
    assert deploy_order({name: set(others) for name, others in named.items()}) == list(order)


GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("abcdefg"), max_size=3), max_size=7)


def reached(name: str, named: dict[str, set[str]]) -> set[str]:
    """What a name leads to, by whatever way."""
    found: set[str] = set()
    todo = [name]
    while todo:
        new = {other for other in named[todo.pop()] if other in named} - found
        found |= new
        todo += sorted(new)
    return found


@given(GRAPHS)
def test_what_is_named_comes_first_unless_it_names_back(named: dict[str, set[str]]) -> None:
    order = deploy_order(named)
    assert sorted(order) == sorted(named)
    for name in named:
        for other in reached(name, named):
            assert name in reached(other, named) or order.index(other) < order.index(name)


def test_the_model_has_it_where_it_is_not_by_name() -> None:
    def stack(host: str) -> str:
        return f"""apiVersion: v1
kind: Pod
metadata: {{name: api}}
spec: {{containers: [{{name: c, image: a, env: [{{name: DB_HOST, value: {host}}}]}}]}}
---
apiVersion: v1
kind: Pod
metadata: {{name: db, labels: {{app: db}}}}
spec: {{containers: [{{name: c, image: d}}]}}
---
apiVersion: v1
kind: Service
metadata: {{name: data}}
spec: {{selector: {{app: db}}, ports: [{{port: 5432}}]}}
"""

    model = flytrans.read({"a.yaml": stack("data")})
    assert (model.order, [app.name for app in model.apps]) == (["db", "api"], ["api", "db"])
    assert [s.command for s in flytrans.write(model, to="fly").steps][:1] == ["fly apps create db"]
    assert flytrans.read({"a.yaml": stack("elsewhere")}).order is None
