"""On request, what is carried travels in the metadata of the machines, each group's with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans
from flytrans.machines.carrier import METADATA

WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, labels: {{app.kubernetes.io/name: shop, app.kubernetes.io/component: {name}, team: {name}}}}}
spec:
  selector: {{matchLabels: {{on: {name}}}}}
  template:
    metadata: {{labels: {{on: {name}}}}}
    spec: {{nodeSelector: {{disk: fast}}, containers: [{{name: c, image: "shop:1", args: [{name}]}}]}}
"""
MANIFESTS = "---\n".join(WORKLOAD.format(name=name) for name in ("web", "worker"))


def machines(text: str, name: str, **options: Any) -> tuple[Any, dict[str, str]]:
    made = flytrans.translate({name: text}, to="machines", **options)
    return json.loads(made.files["machines.json"]), dict(made.files)


def carried(request: Any) -> Any:
    return json.loads(request["body"]["config"]["metadata"][METADATA])


def test_each_group_has_its_own_and_the_first_the_apps() -> None:
    top, files = machines(MANIFESTS, "app.yaml", carry="metadata")
    assert "carried" not in top
    web, worker = map(carried, top["requests"])
    assert (set(web["groups"]), set(worker["groups"])) == ({"web"}, {"worker"})
    assert ("app" in web, "app" in worker) == (True, False)
    plain, beside = machines(MANIFESTS, "app.yaml")
    assert plain["carried"]["app"] == web["app"]
    assert plain["carried"]["groups"] == web["groups"] | worker["groups"]
    back = [flytrans.translate(found, to="kubernetes").files for found in (files, beside)]
    assert back[0] == back[1]


def test_a_machine_of_which_nothing_is_carried_has_none() -> None:
    top, files = machines(
        'app = "x"\n[processes]\na = "a"\nb = "b"\n[deploy]\nstrategy = "rolling"\n', "fly.toml", carry="metadata"
    )
    first, second = (request["body"]["config"]["metadata"] for request in top["requests"])
    assert METADATA in first
    assert METADATA not in second
    assert "strategy = 'rolling'" in flytrans.translate(files, to="fly").files["fly.toml"]


def test_where_no_machine_is_it_stands_at_the_top() -> None:
    top, _ = machines(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n", "a.yaml", carry="metadata"
    )
    assert top["requests"] == []
    assert top["carried"]


@pytest.mark.parametrize("metadata", [{METADATA: "{"}, {METADATA: 3}, {METADATA: "[]"}])
def test_what_cannot_be_read_is_told(metadata: Any) -> None:
    given = {"requests": [{"process_group": "app", "body": {"config": {"metadata": metadata}}}]}
    found = flytrans.translate({"machines.json": json.dumps(given)}, to="fly").findings
    assert "FT602" in {finding.code for finding in found}
