"""fly.toml as text: what is parsed, with the place of every leaf.

flyctl tells the language from the name (internal/appconfig/serde.go LoadConfig): `.json` is JSON, `.yaml` is YAML,
anything else, `.yml` too, is TOML.
"""

from __future__ import annotations

import re

import tomli

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.fly_toml.spans import Index, Spans
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger, Path, TooDeep, track
from flytrans.values.bad import Bad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST = 8 * 2**20
"""Characters; more than what Fly takes as a release by far."""
_SAID_AGAIN = "the key is already there"
_TOML_MESSAGES = (
    ("Cannot declare", "the table is already there", "a table is written once; join the two"),
    ("Cannot overwrite", _SAID_AGAIN, "a key is written once; take one of them out"),
    ("Cannot mutate", "the table was written inline and cannot be added to", "write all of it in one place"),
    ("Cannot define", "the table is already there", "write all of it in one place"),
    ("Cannot redefine", "the table is already there", "write all of it in one place"),
    ("Duplicate inline", "the key is written twice", "take one of them out"),
    ("Invalid statement", "neither a key, nor a [table], nor a comment", "a comment starts with #"),
    ("Invalid value", "no value that TOML knows", "text needs quotes"),
    ("Invalid initial", "a key, or a name in brackets, is missing here", "other than A-Z a-z 0-9 _ - needs quotes"),
    ("Expected '='", "= is missing after the key", ""),
    ("Unterminated string", "the quote is not closed", ""),
    ("Illegal character '\\n'", "the quote is not closed on its line", 'text of several lines needs """'),
    ("Expected newline", "something follows the value on its line", "one key a line; # starts a comment"),
)
_TWICE = ("Cannot ", "Duplicate inline")


def parse(file: str, text: str, ledger: Ledger) -> list[Document]:
    """The documents of a file, their leaves entered in the ledger; none for an empty YAML stream.

    Raises InputError, with line and column, for text that cannot be parsed.
    """
    if len(text) > LONGEST:
        raise _error("FT011", file, (1, 1), f"{len(text)} characters are more than any app needs")
    if file.endswith(".yaml"):
        return _parse_yaml(file, text, ledger)
    spans = spans_of(file, text)
    known = len(ledger.leaves)
    tree = _tree_of_json(file, spans) if file.endswith(".json") else _tree_of_toml(file, spans)
    node = _tracked(ledger, tree, file, 0, spans)
    for leaf, value in enumerate(ledger.values[known:], start=known):
        if value.__class__ is int and not -(2**63) <= value < 2**63:  # go-toml refuses what tomli takes
            raise _error("FT001", file, ledger.leaves[leaf].position(), "an integer has at most 64 bits")
    return [Document(file, 0, node)]


def spans_of(file: str, text: str) -> Spans:
    """Where everything stands in TOML or JSON text that can be parsed."""
    if file.endswith(".json"):
        from flytrans.fly_toml.json_text import index_json

        return Spans(text, index_json)
    return Spans(text, _index)


def _tree_of_toml(file: str, spans: Spans) -> Any:
    text = spans.text
    _must_be_unicode(file, spans)
    if text[:1] == "\ufeff":
        raise _error("FT001", file, (1, 1), "the file starts with a byte order mark", "save it as UTF-8 without BOM")
    try:
        tree = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message, fix = _spoken(error.msg)
        place = (error.lineno, error.colno)
        if error.msg.startswith(_TWICE):
            message = _with_earlier(message, error.doc, error.pos)
        raise _error("FT001", file, place, message, fix) from None
    except RecursionError:
        raise _too_deep(file, spans, ()) from None
    except (ValueError, OverflowError):
        raise _error("FT001", file, _longest_number(spans), "the number is too large") from None
    return tree


def _tree_of_json(file: str, spans: Spans) -> Any:
    import json

    from flytrans.fly_toml.json_text import parse_json

    text = spans.text
    try:
        return parse_json(text)
    except json.JSONDecodeError as error:
        from flytrans.tree.json_errors import fault

        line, column, message = fault(error)
        raise _error("FT009", file, (line, column), message) from None
    except Bad as error:
        raise _error("FT009", file, _longest_number(spans), str(error)) from None
    except RecursionError:
        raise _too_deep(file, spans, ()) from None


def _parse_yaml(file: str, text: str, ledger: Ledger) -> list[Document]:
    import yaml

    from flytrans.fly_toml.yaml_text import Unfit, parse_yaml

    _must_be_unicode(file, Spans(text, _index), "FT002")
    try:
        parts = parse_yaml(text)
    except Unfit as error:
        line, column, document = error.place
        raise _error("FT002", file, (line, column), str(error), document=document) from None
    except RecursionError:
        raise _error("FT011", file, (1, 1), "it is nested too deep") from None
    except yaml.YAMLError as error:
        raise _error("FT002", file, _yaml_place(error, text), _yaml_message(error)) from None
    out = []
    for part in parts:
        spans = Spans(text, lambda _, index=part.spans: index)  # type: ignore[misc]
        out.append(Document(file, part.document, _tracked(ledger, part.tree, file, part.document, spans)))
    return out


def _yaml_place(error: Any, text: str) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = mark.index if mark is not None else getattr(error, "position", None) or 0
    return Spans(text, _nothing).line_column(min(offset, len(text)))


def _yaml_message(error: Any) -> str:
    """What is wrong, without the line itself: it may hold a secret."""
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML")


def _index(text: str) -> Index:
    """The index of TOML; what makes it is loaded when a place is first asked for."""
    from flytrans.fly_toml.toml_text import index_toml

    return index_toml(text)


def _nothing(text: str) -> Index:
    return {}, []


def _tracked(ledger: Ledger, tree: Any, file: str, document: int, spans: Spans) -> Any:
    try:
        return track(ledger, tree, file, document, spans.position)
    except TooDeep as error:
        raise _too_deep(file, spans, error.path) from None


def _must_be_unicode(file: str, spans: Spans, code: str = "FT001") -> None:
    """Bytes that are no UTF-8 arrive as lone surrogates."""
    try:
        spans.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _error(code, file, spans.line_column(error.start), "bytes that are no UTF-8") from None


def _too_deep(file: str, spans: Spans, path: Path) -> InputError:
    return _error("FT011", file, spans.position(path) if path else (1, 1), "it is nested too deep")


def _longest_number(spans: Spans) -> tuple[int, int]:
    longest = max(re.finditer(r"[0-9][0-9_]*", spans.text), key=lambda m: m.end() - m.start(), default=None)
    return spans.line_column(longest.start()) if longest is not None else (1, 1)


def _spoken(message: str) -> tuple[str, str]:
    """What a user can act on, for a message of the parser's."""
    for start, spoken, fix in _TOML_MESSAGES:
        if message.startswith(start):
            return spoken, fix
    return message[:1].lower() + message[1:], ""


def _with_earlier(message: str, text: str, offset: int) -> str:
    """The message with the place of what was there before."""
    from flytrans.fly_toml.toml_clash import earlier

    found = earlier(text, offset)
    if found is None:
        return message
    line, column = Spans(text, _nothing).line_column(found.start)
    if found.inline and message != _SAID_AGAIN:
        return f"the {found.inline} {found.name} was written inline at {line}:{column} and cannot be added to"
    return f"{message}, at {line}:{column}"


def _error(
    code: str, file: str, place: tuple[int, int], message: str, fix: str = "", *, document: int = 0
) -> InputError:
    from flytrans.diagnostics.catalogue import CODES, severity_of

    return InputError(Finding(code, CODES[code].name, severity_of(code), file, document, *place, message, fix))
