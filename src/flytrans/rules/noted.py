"""What reading noted, as findings: unknown keys, values that do not fit, old spellings."""

from __future__ import annotations

from flytrans.diagnostics.finding import Severity
from flytrans.rules.lint import Found, Lint
from flytrans.rules.reading import Noted

NAMES: dict[str, tuple[str, Severity]] = {
    "FT003": ("unknown-key", "warning"),
    "FT004": ("wrong-value", "error"),
    "FT005": ("old-spelling", "warning"),
    "FT007": ("unreadable-file", "error"),
}


def found_of(noted: Noted, lint: Lint) -> Found:
    """The finding, with what to write instead."""
    name, severity = NAMES[noted.code]
    path = lint.path(noted.node) if noted.node is not None else ()
    if noted.expected:
        from flytrans.rules.misfit import misfit

        message, fix, edits = misfit(noted, path, lint)
        return Found(noted.code, name, severity, path, "value", message, fix, (), edits)
    if noted.code == "FT003":
        from flytrans.rules.unknown import unknown

        message, fix, edits, severity = unknown(path, lint)
        return Found(noted.code, name, severity, path, "key", message, fix, (), edits)
    from flytrans.rules.old import old

    fix, edits = old(noted, path, lint)
    return Found(noted.code, name, severity, path, "key", noted.message, fix, (), edits, bool(edits))
