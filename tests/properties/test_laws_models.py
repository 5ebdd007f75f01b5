"""Law 1: what an end writes of a model, it reads as that model, with what was carried."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies_models import models

from flytrans.api.ends import end
from flytrans.api.making import write_model
from flytrans.api.options import Options
from flytrans.api.sources import load
from flytrans.api.translate import read_source
from flytrans.model import Model
from flytrans.tree.context import Reading
from flytrans.tree.node import lift

ENDS = st.sampled_from(["fly", "machines", "kubernetes"])


@given(models(), ENDS)
def test_what_is_written_reads_as_the_same_model(model: dict[str, Any], to: str) -> None:
    options = Options()
    target = end(to)
    made = write_model(lift(model), target, Reading(options=options), options)
    back, _ = read_source(load(target.render(made.documents), to), options)
    apps = sorted(back.plain()["apps"], key=lambda app: str(app.get("name")))
    assert apps == sorted(model["apps"], key=lambda app: str(app.get("name")))


@given(models())
def test_a_model_has_a_typed_face(model: dict[str, Any]) -> None:
    assert Model.of(model).plain() == model
