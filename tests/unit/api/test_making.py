"""What a translation leaves behind."""

from __future__ import annotations

import gc
from typing import Literal

import pytest

import flytrans

MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: example/web, colour: red}]}
"""
FLY = 'app = "shop"\n[build]\nimage = "shop:1"\n[[files]]\nguest_path = "/a"\nraw_value = "YQ=="\n'


@pytest.mark.parametrize("to", ["fly", "machines", "kubernetes"])
@pytest.mark.parametrize(("name", "text"), [("a.yaml", MANIFEST), ("fly.toml", FLY)])
def test_what_was_made_is_free_without_the_collector(
    name: str, text: str, to: Literal["fly", "machines", "kubernetes"]
) -> None:
    def translated() -> None:
        translation = flytrans.translate({name: text}, to=to)
        assert translation.report.entries
        assert translation.findings is not None
        assert translation.steps is not None

    translated()
    gc.collect()
    gc.disable()
    try:
        translated()
        assert gc.collect() == 0
    finally:
        gc.enable()
