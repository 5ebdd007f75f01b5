"""The page of each code: what happened, why, and what to do. Read only when somebody asks.

The texts are the Markdown files of this folder; a heading `## FT301 whole-seconds` starts a page.
"""

from __future__ import annotations

import os

WHY = "**Why.**"
DO = "**What to do.**"

_pages: dict[str, str] = {}


def enter_page(code: str, text: str) -> None:
    """Add the page of a code that has it elsewhere."""
    _load()
    _pages[code] = text.strip() + "\n"


def page(code: str) -> str:
    """The page of a code, in Markdown, without its heading; empty where there is none."""
    _load()
    return _pages.get(code, "")


def advice(code: str) -> str:
    """What to do, in one sentence."""
    _, _, text = page(code).partition(DO)
    text = " ".join(text.split())
    at = text.find(". ")
    return text if at < 0 else text[: at + 1]


def _load() -> None:
    if _pages:
        return
    folder = os.path.dirname(__file__)
    for name in sorted(os.listdir(folder)):
        if name.endswith(".md"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                _split(file.read())


def _split(text: str) -> None:
    for part in text.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        _pages[heading.split()[0]] = body.strip() + "\n"
