"""JSON text as a traced document."""

from __future__ import annotations

import json

from flytrans.diagnostics.catalogue import CODES, severity_of
from flytrans.diagnostics.finding import Finding, InputError
from flytrans.tree.document import Document
from flytrans.tree.go_json import load_json
from flytrans.tree.json_errors import fault
from flytrans.tree.json_places import JsonPlaces
from flytrans.tree.ledger import Ledger, TooDeep, track

LONGEST = 16 * 2**20
"""Characters; more than any list of machines."""


def parse_json(file: str, text: str, ledger: Ledger) -> list[Document]:
    """The one document of a JSON file, its leaves entered in the ledger.

    Raises InputError, with line and column, for text that is no JSON; its message never quotes the text.
    """
    if len(text) > LONGEST:
        raise _error("FT011", file, 1, 1, f"{len(text)} characters are more than any app needs")
    try:
        tree = load_json(text)
    except json.JSONDecodeError as error:
        raise _error("FT009", file, *fault(error)) from None
    except RecursionError:
        raise _error("FT011", file, 1, 1, "it is nested too deep") from None
    except ValueError:  # what Python says of more digits than it reads
        raise _error("FT009", file, 1, 1, "a number is too large") from None
    places = JsonPlaces(text)
    try:
        return [Document(file, 0, track(ledger, tree, file, 0, places))]
    except TooDeep as error:
        raise _error("FT011", file, *places(error.path), "it is nested too deep") from None


def _error(code: str, file: str, line: int, column: int, message: str) -> InputError:
    return InputError(Finding(code, CODES[code].name, severity_of(code), file, 0, line, column, message))
