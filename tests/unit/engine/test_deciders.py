"""A leaf that only decided about something shares its fate: what is lost is lost with it, and has its cause."""

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


def fates(files: dict[str, str]) -> dict[str, str]:
    back = flytrans.translate(files, to="kubernetes")
    assert [entry.pointer for entry in back.report.entries if entry.message == UNEXPLAINED] == []
    return {entry.pointer: entry.fate for entry in back.report.entries if entry.file == "fly.toml"}


def test_what_names_a_group_has_a_fate_on_the_way_back() -> None:
    there = dict(flytrans.translate({"app.yaml": PODS}, to="fly").files)
    assert "processes = ['web']" in there["fly.toml"]
    found = fates(there)
    assert found["/restart/0/processes/0"] == found["/restart/0/policy"] == "translated"
    edited = fates(there | {"fly.toml": there["fly.toml"].replace("'always'", "'on-failure'")})
    assert edited["/restart/0/processes/0"] == edited["/restart/0/policy"] == "carried"
