"""docs/codes: one page for each code, and an index."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.diagnostics.catalogue import CODES, Code, severity_of
from flytrans.diagnostics.pages import page
from flytrans.rules.registry import enter_rules

FAMILIES = {
    "0": "Input that cannot be read, or does not fit",
    "1": "fly.toml: legal, but mistaken",
    "2": "Manifests: legal, but mistaken",
    "3": "Approximated: said in the target, but not the same",
    "4": "Carried: no home in the target",
    "5": "Not in force, or dropped",
    "6": "What was carried",
}
EFFECTS = {
    "none": "nothing runs otherwise",
    "behaviour": "the app runs differently until someone acts",
    "security": "the app is less protected or more exposed until someone acts",
    "data": "data may be lost or shared until someone acts",
}


def files() -> Iterator[tuple[str, str]]:
    """Path and text of each page."""
    enter_rules()
    for code in CODES.values():
        yield f"docs/codes/{code.code}.md", _page(code)
    yield "docs/codes/README.md", "".join(_index())


def _page(code: Code) -> str:
    about = f"Severity {severity_of(code.code)}. Effect: {EFFECTS[code.effect]}."
    return f"# {code.code} {code.name}: {code.title}\n\n{about}\n\n{page(code.code)}"


def _index() -> Iterator[str]:
    yield "# Codes\n\nA code names a reason; its number is never used again. `flytrans explain CODE` prints its page.\n"
    for digit, title in FAMILIES.items():
        codes = sorted(code for code in CODES.values() if code.code[2] == digit)
        if codes:
            yield f"\n## {title}\n\n| code | name | severity | effect | |\n|---|---|---|---|---|\n"
        for code in codes:
            row = (f"[{code.code}]({code.code}.md)", code.name, severity_of(code.code), code.effect, code.title)
            yield f"| {' | '.join(row)} |\n"
