"""A number, date or list that reaches the process in another spelling.

Variables are text. flyctl makes the text from the value, not from what stands in the file: `3.10` becomes `3.1`,
`1000000.0` becomes `1e+06`, a list becomes `[a b]`.

Why: TOML hands over numbers, and flyctl prints them as Go does (`%v`).

Wrong:

    [env]
    PYTHON_VERSION = 3.10

Instead: put the value in quotes.

    [env]
    PYTHON_VERSION = "3.10"

Source: flyctl internal/appconfig/patches.go patchEnv.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.values.sensitive import is_secret

SEVERITY = "warning"
KEYS = ("env",)


def find(lint: Lint) -> None:
    env = lint.raw.get("env")
    typed = lint.doc.get("env")
    if env is None or typed is None:
        return
    for name, node in env.items():
        value = node.value
        if isinstance(value, (str, bool)) or value is None:
            continue
        path = lint.path(node)
        written, made = lint.source(path), typed.get(name)
        if made is None or written in ("", made.value):
            continue
        seen = "other text" if is_secret(name, made.value) else made.value
        edits = [] if isinstance(value, (dict, list)) else [replace(path, f'"{written}"')]
        lint.found(path, f"the process sees {seen}", "write the text in quotes", edits=edits)
