"""What a report shows of the output: a value with its key, and nothing of what is no simple value."""

from __future__ import annotations

import pytest

from flytrans.diagnostics.outputs import LONGEST, Outputs
from flytrans.diagnostics.report import Place

FILES = {
    "m.yaml": "kind: A\n---\n# two\nspec:\n  paused: true\n  open: false\n  args: [run, '-v']\n  ports: [{port: 80}]\n"
    "  none: null\n  empty: {}\nmetadata:\n  annotations: {a.b/c~d: x, flytrans.dev/carried: '{}'}\n",
    "machines.json": '{"app": "x", "carried": {"of": "x"}, "requests": [{"count": 2}]}',
    "fly.toml": 'app = "x"\n[env]\nA = """one\ntwo"""\nB = "'
    + "b" * (LONGEST + 1)
    + '"\nC = "'
    + "c" * LONGEST
    + '"\n',
    "fly.carried.json": '{"of": "x"}',
    "notes.txt": "a: b",
}


@pytest.mark.parametrize(
    ("file", "document", "pointer", "text"),
    [
        ("m.yaml", 0, "/kind", "kind: A"),
        ("m.yaml", 1, "/kind", ""),
        ("m.yaml", 2, "/kind", ""),
        ("m.yaml", 1, "/spec/paused", "paused: true"),
        ("m.yaml", 1, "/spec/open", "open: false"),
        ("m.yaml", 1, "/spec/args/1", "args: -v"),
        ("m.yaml", 1, "/spec/args/2", ""),
        ("m.yaml", 1, "/spec/args/run", ""),
        ("m.yaml", 1, "/spec/ports/0/port", "port: 80"),
        ("m.yaml", 1, "/spec/ports/0", ""),
        ("m.yaml", 1, "/spec/ports/0/port/deeper", ""),
        ("m.yaml", 1, "/spec/none", ""),
        ("m.yaml", 1, "/spec/empty", ""),
        ("m.yaml", 1, "/metadata/annotations/a.b~1c~0d", "a.b/c~d: x"),
        ("m.yaml", 1, "/metadata/annotations/flytrans.dev~1carried", ""),
        ("machines.json", 0, "/requests/0/count", "count: 2"),
        ("machines.json", 0, "/carried/of", ""),
        ("fly.toml", 0, "/app", "app: x"),
        ("fly.toml", 0, "/env/A", "A"),
        ("fly.toml", 0, "/env/B", f"B: {'b' * (LONGEST - 1)}…"),
        ("fly.toml", 0, "/env/C", f"C: {'c' * LONGEST}"),
        ("fly.carried.json", 0, "/of", ""),
        ("notes.txt", 0, "/a", ""),
        ("gone.yaml", 0, "/a", ""),
    ],
)
def test_a_place_is_spelled_with_its_key(file: str, document: int, pointer: str, text: str) -> None:
    assert Outputs(FILES).spelled(Place(file, document, pointer)) == text


def test_a_translation_that_knows_its_values_is_asked_instead() -> None:
    asked: list[Place] = []

    def value(place: Place) -> int:
        asked.append(place)
        return 3

    place = Place("m.yaml", 0, "/spec/replicas")
    assert Outputs({}, value).spelled(place) == "replicas: 3"
    assert asked == [place]
