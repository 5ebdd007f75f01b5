"""The laws over documents of each format, with everything that their rows can say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lawful import laws
from strategies_fly import fly_files
from strategies_kubernetes import SECRET_VALUES, kubernetes_files
from strategies_machines import machines_files

import flytrans

TARGETS = st.sampled_from(["fly", "machines", "kubernetes"])
Files = dict[str, str]


@given(fly_files(), TARGETS, st.booleans())
def test_the_laws_hold_for_any_fly_toml(files: Files, to: str, carry: bool) -> None:
    laws.every(files, to, carry=carry)


@given(machines_files(), TARGETS, st.booleans())
def test_the_laws_hold_for_any_machines_json(files: Files, to: str, carry: bool) -> None:
    laws.every(files, to, carry=carry)


@given(kubernetes_files(), TARGETS, st.booleans())
def test_the_laws_hold_for_any_manifests(files: Files, to: str, carry: bool) -> None:
    laws.every(files, to, carry=carry)


@given(kubernetes_files(), st.sampled_from(["fly", "machines"]), st.booleans())
def test_no_value_of_a_secret_comes_out(files: Files, to: str, carry: bool) -> None:
    made = flytrans.translate(files, to=to, carry=carry)
    laws.silent_about(SECRET_VALUES, made)


@given(st.one_of(fly_files(), kubernetes_files()), st.data())
def test_text_cut_anywhere_is_refused_with_a_place_or_translated(files: Files, data: st.DataObject) -> None:
    ((name, text),) = files.items()
    cut = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.sampled_from(["", "]", "\x00", "\ud800", "'''", "- ", ": :", "&a *a", "[[", "💥", "= ="]))
    broken = {name: text[:cut] + junk + text[cut:] if data.draw(st.booleans()) else text[:cut] + junk}
    made = laws.translated(broken, data.draw(TARGETS))
    assert made is None or made.report is not None
