"""A leaf that only decided about what is lost is lost with it, and has its cause."""

from __future__ import annotations

import flytrans
from flytrans.engine.fates import UNEXPLAINED

PODS = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-web, labels: {app: shop}}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: web, image: "shop:1", args: [serve]}]}
"""


def test_what_names_a_group_has_a_fate_on_the_way_back() -> None:
    there = flytrans.translate({"app.yaml": PODS}, to="fly")
    assert "processes = ['web']" in there.files["fly.toml"]
    back = flytrans.translate(dict(there.files), to="kubernetes")
    fates = {entry.pointer: entry for entry in back.report.entries if entry.file == "fly.toml"}
    assert [entry.pointer for entry in back.report.entries if entry.message == UNEXPLAINED] == []
    assert fates["/restart/0/processes/0"].fate == fates["/restart/0/policy"].fate == "carried"
