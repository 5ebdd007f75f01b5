"""Case files: what is given, what is done with it and what comes out, in one Markdown file.

* ``## given NAME`` and a fence: a file of the source;
* ``## to TARGET [with {JSON options}]``: translate what is given;
* ``## on to TARGET [with ...]``: translate what the step before gave, after the edits that stand between;
* ``## edit NAME`` and a fence of lines with ``-`` and ``+``: those with ``-``, which are there once, become the others;
* ``### NAME [POINTER]`` and a fence: a file of the output (a pattern that fits one), or the value at a JSON Pointer;
* ``### files``, ``### report [POINTER]``, ``### findings``, ``### steps``, ``### refused``: the rest of what comes out.

Everything else is prose. Fences under ``###`` are the expected half.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from lawful.texts import at, parsed, short

import flytrans

LANGUAGES = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}


class Case:
    """One case file."""

    def __init__(self, text: str) -> None:
        self.parts = list(_parts(text))
        self.given = {h.split()[2]: body for h, _, body in self.parts if h.startswith("## given ")}

    def played(self) -> str:
        """The text of the file as it should be."""
        play = Play(self.given)
        text = "".join(play.part(*part) for part in self.parts)
        return re.sub(r"^(```+\n)(?=#)", r"\1\n", text, flags=re.MULTILINE)


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """(heading or "", prose below it, body of the fence that ends the part)."""
    heading, prose = "", ""
    lines = iter(text.splitlines(keepends=True))
    for line in lines:
        if line.startswith("```"):
            body = ""
            for inside in lines:
                if inside.rstrip("\n") == "`" * _ticks(line):
                    break
                body += inside
            yield heading, prose, body
            heading, prose = "", ""
        elif line.startswith("##"):
            if heading or prose:
                yield heading, prose, ""
            heading, prose = line.rstrip("\n"), ""
        else:
            prose += line
    if heading or prose:
        yield heading, prose, ""


def _ticks(line: str) -> int:
    return len(line) - len(line.lstrip("`"))


class Play:
    """Plays the parts of a case in their order."""

    def __init__(self, given: dict[str, str]) -> None:
        self.given = given
        self.files: dict[str, str] = {}
        self.made: flytrans.Translation | None = None
        self.error: flytrans.InputError | None = None

    def part(self, heading: str, prose: str, body: str) -> str:
        """The part's text, with what came out."""
        if heading.startswith("### "):
            body = self.seen(heading[4:])
            return f"{heading}\n{prose if prose.strip() else chr(10)}{fenced(body, language(heading))}"
        if heading.startswith(("## to ", "## on to ")):
            self.go(heading)
        elif heading.startswith("## edit "):
            self.edit(heading.split()[2], body)
        elif heading and not heading.startswith("## given "):
            raise ValueError(f"no such part of a case: {heading}")
        start = f"{heading}\n" if heading else ""
        return start + prose + (fenced(body, "diff" if "edit" in heading else language(heading)) if body else "")

    def go(self, heading: str) -> None:
        found = re.fullmatch(r"## (on )?to (\w+)(?: with (\{.*\}))?", heading)
        assert found, heading
        options: dict[str, Any] = json.loads(found[3] or "{}")
        self.made = self.error = None
        try:
            self.made = flytrans.translate(self.files if found[1] else self.given, found[2], **options)
            self.files = dict(self.made.files)
        except flytrans.InputError as error:
            self.error = error

    def edit(self, name: str, lines: str) -> None:
        name = self.file(name)
        marked = lines.splitlines(keepends=True)
        old = "".join(line[1:] for line in marked if line[0] in "- ")
        new = "".join(line[1:] for line in marked if line[0] in "+ ")
        text = self.files[name]
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        self.files[name] = text.replace(old, new)

    def file(self, pattern: str) -> str:
        found = [name for name in self.files if fnmatchcase(name, pattern)]
        assert len(found) == 1, f"{pattern} fits {found} of {list(self.files)}"
        return found[0]

    def seen(self, what: str) -> str:
        kind, _, pointer = what.partition(" ")
        if self.error is not None:
            assert kind == "refused", f"refused: {self.error}"
            return _findings(self.error.findings)
        assert self.made is not None
        if kind == "files":
            return "".join(f"{name}\n" for name in self.made.files)
        if kind == "report":
            return _entries(e for e in self.made.report.entries if e.pointer.startswith(pointer))
        if kind == "findings":
            return _findings(self.made.findings)
        if kind == "steps":
            return "".join(f"{step.command}\n" for step in self.made.steps)
        name = self.file(kind)
        return _value(name, self.files[name], pointer) if pointer else self.files[name]


def _value(name: str, text: str, pointer: str) -> str:
    try:
        value = at(parsed(name, text)[0], pointer)
    except (KeyError, IndexError):
        return "(nothing)\n"
    return short(value) + "\n"


def _entries(entries: Iterable[flytrans.Entry]) -> str:
    out = []
    for e in entries:
        place = f"{e.file}#{e.document} " if e.document else ""
        words = " ".join(filter(None, [e.fate, e.code, e.effect]))
        out.append(f"{place}{e.line}:{e.column} {e.pointer} {words}{f': {e.message}' if e.message else ''}\n")
    return "".join(out) or "(nothing)\n"


def _findings(findings: Iterable[flytrans.Finding]) -> str:
    out = []
    for f in findings:
        place = f"{f.file}#{f.document}:" if f.document else f"{f.file}:"
        out.append(f"{place}{f.line}:{f.column} {f.code} {f.severity}: {f.message}{f' ({f.fix})' if f.fix else ''}\n")
    return "".join(out) or "(nothing)\n"


def language(heading: str) -> str:
    """What a fence under a heading is highlighted as."""
    words = heading.split()
    if heading.startswith("###") and len(words) > 2 and words[1] != "report":
        return "json"
    return next((said for end, said in LANGUAGES.items() if any(word.endswith(end) for word in words)), "text")


def fenced(body: str, said: str) -> str:
    """A fence that is longer than any in it."""
    ticks = "`" * max(3, 1 + max((_ticks(line) for line in body.splitlines() if line.startswith("```")), default=0))
    return f"{ticks}{said}\n{body}{'' if body.endswith(chr(10)) else chr(10)}{ticks}\n"
