"""Which leaves stand on a line."""

from __future__ import annotations

import pytest

from flytrans.cli.lines import leaves_on
from flytrans.cli.toml_lines import keys

YAML = """\
kind: ConfigMap
data:
  motd: |
    one
    two
  other: x
---
spec:
  ports:
  - port: 80
    name: {a: 1, b: 2}
  empty: []
"""
TOML = '''\
app = "x" # [not] a header
"a.b" = { c = 1 }
[[services]]
  ports = [
    1, # ]
    "]",
  ]
  [[services.checks]]
    path = """
= [
"""
  [[services.checks]]
    x.y = '\\'
[[services]]
  z = 1
  [services.concurrency]
    soft = 1
'''


@pytest.mark.parametrize(
    ("line", "pointers"),
    [
        (1, ["/kind"]),
        (2, ["/data/motd", "/data/other"]),
        (3, ["/data/motd"]),
        (5, ["/data/motd"]),
        (6, ["/data/other"]),
        (8, ["/spec/ports/0/port", "/spec/ports/0/name/a", "/spec/ports/0/name/b", "/spec/empty"]),
        (10, ["/spec/ports/0/port"]),
        (11, ["/spec/ports/0/name/a", "/spec/ports/0/name/b"]),
        (12, ["/spec/empty"]),
        (40, []),
    ],
)
def test_a_line_of_yaml_names_its_leaves(line: int, pointers: list[str]) -> None:
    assert [span.pointer for span in leaves_on("a.yaml", YAML, line)] == pointers


def test_a_line_of_json_names_its_leaves() -> None:
    text = '{\n "app": "x",\n "requests": [\n  {"count": 2}\n ]\n}\n'
    assert [span.pointer for span in leaves_on("m.json", text, 4)] == ["/requests/0/count"]
    assert [span.pointer for span in leaves_on("m.json", text, 3)] == ["/requests/0/count"]


def test_keys_of_toml_stand_on_their_lines() -> None:
    assert [(pointer, first, last) for pointer, first, last, leaf in keys(TOML) if leaf] == [
        ("/app", 1, 1),
        ("/a.b", 2, 2),
        ("/services/0/ports", 4, 7),
        ("/services/0/checks/0/path", 9, 11),
        ("/services/0/checks/1/x/y", 13, 13),
        ("/services/1/z", 15, 15),
        ("/services/1/concurrency/soft", 17, 17),
    ]
