"""The model by itself: read, write, and edit a fly.toml in place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flytrans.api.ends import end
from flytrans.api.making import write_model
from flytrans.api.options import Options
from flytrans.api.sources import Format, Given, load
from flytrans.api.translate import Translation, read_source
from flytrans.diagnostics.policy import Policy
from flytrans.tree.context import Reading
from flytrans.tree.node import lift

if TYPE_CHECKING:
    from typing import Unpack

    from flytrans.api.arguments import OptionArguments
    from flytrans.model import Model

GIVEN = "the model says it"


def read(
    source: Given, *, source_format: Format | None = None, base_dir: str | os.PathLike[str] | None = None
) -> Model:
    """The typed model of a source, given as `translate` takes it: `.apps`, each with its process groups.

    Raises InputError for input that cannot be read.
    """
    from flytrans.model import Model

    model, _ = read_source(load(source, source_format, base_dir))
    return Model.of(model.plain())


def write(model: Model, to: Format, **options: Unpack[OptionArguments]) -> Translation:
    """A model as files of one format, "fly", "machines" or "kubernetes".

    The options are those of `translate`, and so are the errors: TypeError and ValueError for what does not exist.
    """
    target = end(to)
    wishes = Options.of(options)
    tree = lift(model.plain(), (), GIVEN)
    made = write_model(tree, target, Reading(options=wishes), wishes)
    return Translation(target.render(made.documents), made, to, Policy.of(None))


def update(text: str, model: Model) -> str:
    """A fly.toml's text changed so that it says the model; what already does keeps its bytes, comments and order.

    Raises InputError for text that flyctl cannot read.
    """
    from flytrans.fly_toml.editing import update as edit

    return edit(text, lift(model.plain(), (), GIVEN))
