"""The laws of ARCHITECTURE.md, each a check of one translation."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from lawful.texts import leaves, parsed, stream, trees

import flytrans
from flytrans.diagnostics.catalogue import CODES
from flytrans.diagnostics.finding import InputError
from flytrans.engine.fates import APPROXIMATED, CARRIED, DROPPED, STRUCTURE, UNEXPLAINED

VAGUE = {code: CODES[code].title for code in (APPROXIMATED, CARRIED, DROPPED)}
"""What the engine says of a leaf of which nobody says more."""
FATES = {"translated", "approximated", "carried", "dropped", "inert", "unknown"}
EFFECTS = {"none", "behaviour", "security", "data"}
UNHANDLED = ("FT006", "FT015", "FT004", "FT005", "FT602")
Files = Mapping[str, str]


def translated(given: Files, to: str, **options: Any) -> flytrans.Translation | None:
    """The translation; None where the input is refused, which must say where."""
    try:
        return flytrans.translate(given, to=to, **options)
    except InputError as error:
        found = error.findings
    assert found, "refused without a finding"
    assert all(f.code in CODES and f.line >= 1 and f.column >= 1 and f.message for f in found), found
    return None


def every(given: Files, to: str, **options: Any) -> flytrans.Translation | None:
    """All laws that one source and one target can be held to."""
    made = translated(given, to, **options)
    if made is None:
        return None
    one_fate(given, made)
    origins(given, made)
    explained(made)
    if options.get("carry", True) or format_of(given) == "fly":
        canonical(made, to, **options)
    same_bytes(given, made, to, **options)
    if options.get("carry", True):
        if to == format_of(given):
            own(made)
        journeys(given, made, to)
    else:
        assert not any(e.fate == "carried" for e in made.report.entries)
        assert "flytrans.dev/carried" not in json.dumps(dict(made.files))
    return made


def format_of(given: Files) -> str:
    """The format of a source whose files have the usual names."""
    if any(name.endswith((".toml", "fly.json", "fly.yaml")) for name in given):
        return "fly"
    return "machines" if all(name.endswith("machines.json") for name in given) else "kubernetes"


def input_leaves(given: Files) -> dict[tuple[str, int, str], Any]:
    """Every leaf of the files that are documents of the source."""
    shown = {n: t for n, t in given.items() if format_of(given) != "fly" or "fly" in n.rpartition("/")[2]}
    return {(n, i, p): value for (n, i), tree in trees(shown).items() for p, value in leaves(tree)}


# ---------------------------------------------------------------- law 5
def one_fate(given: Files, made: flytrans.Translation) -> None:
    """Every leaf of the input is in the report exactly once, with a place, a fate and what belongs to it."""
    want = Counter(input_leaves(given))
    want = Counter(dict.fromkeys(want, 1))
    entries = made.report.entries
    got = Counter((e.file, e.document, e.pointer) for e in entries)
    assert got == want, f"missing {list(want - got)[:3]}, extra {list(got - want)[:3]}"
    for e in entries:
        assert e.fate in FATES, e
        assert bool(e.code) == (e.fate in ("approximated", "carried", "dropped", "unknown")) or e.fate == "inert", e
        assert not e.code or e.code in CODES, e
        assert (e.effect in EFFECTS) == (e.fate in ("approximated", "carried", "dropped")), e
        lines = given[e.file].split("\n")
        assert 1 <= e.line <= len(lines), e
        assert 1 <= e.column <= len(lines[e.line - 1]) + 1, e
    assert (sum(1 for e in entries if e.fate == "translated" and not e.targets)) == sum(
        1 for e in entries if e.fate == "translated" and e.message and not e.targets
    ), "translated, but nowhere, and not said why"


def explained(made: flytrans.Translation) -> None:
    """Nothing was lost without a word: no leaf has the engine's own excuse."""
    silent = [e.pointer for e in made.report.entries if e.message == UNEXPLAINED]
    assert not silent, f"reaches nothing, and nobody says why: {silent}"
    vague = {e.pointer: e.code for e in made.report.entries if e.code in VAGUE and e.message == VAGUE[e.code]}
    assert not vague, f"only the engine says why: {vague}"
    said = {(n, i, p): v for (n, i), tree in trees(made.files).items() for p, v in leaves(tree)}
    plain = [o.pointer for o in made.report.origins if o.reason == STRUCTURE and said[o.place] not in ({}, [])]
    plain = [pointer for pointer in plain if not _carried(pointer)]
    assert not plain, f"nobody says where it comes from: {plain[:4]}"


def _carried(pointer: str) -> bool:
    """Whether it is in a carrier, whose operators are nobody's."""
    return pointer.startswith(("/carried", "/app/", "/groups/", "/model/")) or "~1carried" in pointer


# ---------------------------------------------------------------- law 10
def origins(given: Files, made: flytrans.Translation) -> None:
    """Every leaf of the output says where it comes from; targets and sources are each other's inverse."""
    want = Counter({(n, i, p): 1 for (n, i), tree in trees(made.files).items() for p, _ in leaves(tree)})
    got = Counter(tuple(o.place) for o in made.report.origins)
    assert got == want, f"missing {list(want - got)[:3]}, extra {list(got - want)[:3]}"
    inputs = set(input_leaves(given))
    for o in made.report.origins:
        assert o.sources or o.reason, f"{o.file}{o.pointer} has neither source nor reason"
        assert {tuple(s) for s in o.sources} <= inputs, o
    there = {(tuple(e.place), tuple(target)) for e in made.report.entries for target in e.targets}
    back = {(tuple(source), tuple(o.place)) for o in made.report.origins for source in o.sources}
    assert there == back, f"no inverse: {sorted(there ^ back)[:2]}"


# ---------------------------------------------------------------- laws 2, 3, 7
def canonical(made: flytrans.Translation, to: str, **options: Any) -> None:
    """What was written reads as itself and is written the same again."""
    asked = {k: v for k, v in options.items() if k in ("carry", "runtime_env", "hardened", "profile", "extras")}
    again = flytrans.translate(dict(made.files), to=to, **asked) if made.files else made
    assert again.files == made.files, difference(made.files, again.files)


def own(made: flytrans.Translation) -> None:
    """To its own format every leaf is said, or was never anything."""
    odd = [
        (e.pointer, e.fate, e.code)
        for e in made.report.entries
        if e.fate not in ("translated", "inert", "unknown") and not (e.fate == "dropped" and e.code in UNHANDLED)
    ]
    assert not odd, f"own format, yet {odd[:4]}"


def same_bytes(given: Files, made: flytrans.Translation, to: str, **options: Any) -> None:
    """Neither the order of files nor of manifests shows."""
    turned = dict(reversed(given.items()))
    if format_of(given) == "kubernetes":
        turned = {n: t if n.endswith(".json") else reversed_stream(n, t) for n, t in turned.items()}
        again = flytrans.translate(turned, to=to, **options)
        assert again.files == flytrans.translate(straight(given), to=to, **options).files, "the order shows"
    else:
        assert flytrans.translate(turned, to=to, **options).files == made.files


def straight(given: Files) -> dict[str, str]:
    return {n: t if n.endswith(".json") else stream(list(parsed(n, t).values())) for n, t in given.items()}


def reversed_stream(name: str, text: str) -> str:
    return stream(list(parsed(name, text).values())[::-1])


def journeys(given: Files, direct: flytrans.Translation, to: str) -> None:
    """By way of another format the same comes out."""
    start = format_of(given)
    for stop in ("fly", "machines", "kubernetes"):
        if stop in (start, to) or (start == "machines" and stop == "fly" and to == "kubernetes"):
            continue
        there = flytrans.translate(given, to=stop)
        if not there.files:
            continue
        here = flytrans.translate(dict(there.files), to=to)
        same(meant(direct.files, to), meant(here.files, to), f"by {stop}")
    if to == start:
        return
    back = flytrans.translate(dict(direct.files), to=start) if direct.files else None
    if back is not None:
        same(meant(given, start), meant(back.files, start), "and back")


def meant(files: Files, kind: str) -> Files:
    """What files come to: of a fly.toml, its machines; of others, their canonical form."""
    return flytrans.translate(dict(files), to="machines" if kind == "fly" else kind).files if files else files


def same(want: Files, mine: Files, way: str) -> None:
    """Equal documents, but for Secrets, which are never written from Fly, and kinds that are not handled."""
    kept, seen = ({n: t for n, t in files.items() if not _apart(n)} for files in (want, mine))
    if kept == seen:
        return
    if any(_is_secret(name) for name in want):  # what it said is carried once it is gone, and so is its namespace
        kept, seen = ({n.rpartition("/")[2]: _bare(t) for n, t in files.items()} for files in (kept, seen))
    assert trees(kept) == trees(seen), f"{way}: {difference(kept, seen)}"


def _is_secret(name: str) -> bool:
    return "-secret-" in name.rpartition("/")[2][:12]


def _bare(text: str) -> str:
    lines = re.sub(r"(?m)^ *flytrans\.dev/carried:.*\n( {5,}.*\n)*", "", text)
    return re.sub(r"(?m)^  annotations:\n(?! {4})", "", lines)


def _apart(name: str) -> bool:
    return name.endswith(".carried.json") or _is_secret(name) or "/90-" in f"/{name}"


def difference(a: Files, b: Files) -> str:
    """The first one, in words."""
    if list(a) != list(b):
        return f"files {sorted(set(a) ^ set(b)) or 'in another order'}"
    for name in a:
        x, y = a[name].splitlines(), b[name].splitlines()
        for n, (one, other) in enumerate(zip(x, y, strict=False), 1):
            if one != other:
                return f"{name}:{n}: {one!r} became {other!r}"
        if a[name] != b[name]:
            return f"{name}: lengths differ: {(x[len(y) :] or y[len(x) :])[:3]}"
    return "none"


# ---------------------------------------------------------------- law 6
def moves(given: Files, to: str, changed: Files, entry: flytrans.Entry, **options: Any) -> bool | None:
    """Whether the output moves with a change; None where the change is refused or changes the leaf's fate."""
    try:
        after = flytrans.translate(changed, to=to, **options)
    except InputError:
        return None
    now = next((e for e in after.report.entries if e.place == entry.place), None)
    if now is None or (now.fate != entry.fate and {now.fate, entry.fate} != {"approximated", "translated"}):
        return None
    if entry.fate == "dropped" and now.code != entry.code:
        return None
    return after.files != flytrans.translate(given, to=to, **options).files


# ---------------------------------------------------------------- law 9
def silent_about(values: Iterable[str], made: flytrans.Translation) -> None:
    """No secret value is anywhere in what comes out."""
    said = json.dumps([list(made.files.items()), *map(repr, made.report), repr(made.findings), repr(made.steps)])
    for value in values:
        assert value not in said, f"{value!r} came out"
