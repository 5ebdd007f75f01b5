"""What is wrong with JSON text, and where: the same words and places whichever Python parses it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from json import JSONDecodeError


def fault(error: JSONDecodeError) -> tuple[int, int, str]:
    """Line, column and message; a comma that nothing follows stands where it is (before 3.13, json names what ends)."""
    text, at = error.doc, error.pos
    if text[:1] == "\ufeff":
        return 1, 1, "the file starts with a byte order mark; save it as UTF-8 without BOM"
    before = text[:at].rstrip(" \t\r\n")
    if text[at : at + 1] in ("}", "]") and before.endswith(","):
        at = len(before) - 1
    elif not error.msg.startswith("Illegal trailing comma"):
        return error.lineno, error.colno, error.msg[:1].lower() + error.msg[1:]
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), "nothing follows the comma"
