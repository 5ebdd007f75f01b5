"""The page of a rule, taken from its docstring.

A docstring is: the title, what happens, and then parts that begin with `Why:`, `Wrong:`, `Instead:` and `Source:`.
The indented blocks of `Wrong:` and `Instead:` are files: the first has the finding, the second has not.
"""

from __future__ import annotations

from inspect import cleandoc

from flytrans.named_tuple import NamedTuple

PARTS = ("Why", "Wrong", "Instead", "Source")


class Page(NamedTuple):
    """The parts of a page; `wrong` and `instead` are texts of files."""

    title: str
    what: str
    why: str
    wrong: str
    advice: str
    instead: str
    source: str

    @classmethod
    def of(cls, docstring: str) -> Page:
        """Take a docstring apart."""
        title, _, body = cleandoc(docstring).partition("\n")
        parts = {"What": "", **dict.fromkeys(PARTS, "")}
        here = "What"
        for line in body.split("\n"):
            head, colon, rest = line.partition(":")
            if colon and head in PARTS:
                here, line = head, rest.strip()
            parts[here] += line + "\n"
        wrong, _ = _blocks(parts["Wrong"])
        instead, advice = _blocks(parts["Instead"])
        return cls(
            title.rstrip("."),
            parts["What"].strip(),
            parts["Why"].strip(),
            wrong,
            advice,
            instead,
            parts["Source"].strip(),
        )

    def markdown(self) -> str:
        """The page, without its heading."""
        language = "yaml" if self.wrong.lstrip().startswith(("apiVersion", "kind", "metadata")) else "toml"
        parts = [
            self.what,
            f"**Why.** {_sentence(self.why)}",
            _fenced(self.wrong, language),
            f"**What to do.** {_sentence(self.advice)}",
        ]
        if self.instead:
            parts.append(_fenced(self.instead, language))
        return "\n\n".join([*parts, f"**Source.** {self.source}"]) + "\n"


def _blocks(text: str) -> tuple[str, str]:
    """The indented lines as a file, and the rest as prose."""
    file, prose = [], []
    for line in text.split("\n"):
        if line.startswith("    "):
            file.append(line[4:])
        elif line.strip():
            prose.append(line.strip())
        elif file:
            file.append("")
    return "\n".join(file).strip("\n") + ("\n" if file else ""), " ".join(prose)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text}```"
