"""What of the output moves with a leaf has that leaf as its origin, where others say the same beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tomli

import flytrans

POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web", "labels": {"app": "web"}},
    "spec": {"containers": [{"name": "web", "image": "web:1"}, {"name": "log", "image": "log:1"}]},
}


def pod(*containers: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """A pod whose containers have further fields."""
    plain = [{**one, **more} for one, more in zip(POD["spec"]["containers"], [*containers, {}], strict=False)]  # type: ignore[index]
    return {**POD, "spec": {"containers": plain, **spec}}


def ends(tree: Any, pointer: str = "") -> dict[str, Any]:
    """The leaves of an output document by pointer."""
    if isinstance(tree, (dict, list)) and tree:
        items = tree.items() if isinstance(tree, dict) else enumerate(tree)
        out: dict[str, Any] = {}
        for key, value in items:
            out |= ends(value, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
        return out
    return {pointer: tree}


def places(made: flytrans.Translation) -> dict[tuple[str, str], Any]:
    """Every leaf of the output."""
    trees = {n: json.loads(t) if n.endswith(".json") else tomli.loads(t) for n, t in made.files.items()}
    return {(name, pointer): value for name, tree in trees.items() for pointer, value in ends(tree).items()}


def changed(tree: Any, pointer: str, value: Any) -> Any:
    """The tree with another value at a pointer."""
    new = json.loads(json.dumps(tree))
    *path, last = pointer.split("/")[1:]
    here = new
    for step in path:
        here = here[int(step) if isinstance(here, list) else step]
    here[int(last) if isinstance(here, list) else last] = value
    return new


PROBES = pod(
    {
        "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}},
        "livenessProbe": {"httpGet": {"path": "/live", "port": 8080}},
    }
)
HEADERS = pod(
    {
        "livenessProbe": {
            "httpGet": {
                "port": 80,
                "httpHeaders": [{"name": "brief", "value": "true"}, {"name": "require", "value": "no"}],
            }
        }
    }
)
SHARED_FILE = pod(
    {"args": ["/conf/app.ini"], "volumeMounts": [{"name": "one", "mountPath": "/conf"}]},
    {"args": ["/conf/app.ini"], "volumeMounts": [{"name": "one", "mountPath": "/conf"}]},
    volumes=[{"name": "one", "configMap": {"name": "one"}}, {"name": "two", "configMap": {"name": "two"}}],
)
TURNS = {
    "apiVersion": "batch/v1",
    "kind": "Job",
    "metadata": {"name": "web", "labels": {"app.kubernetes.io/component": "setup"}},
    "spec": {
        "template": {
            "spec": {
                "restartPolicy": "Never",
                "initContainers": [{"name": "a", "image": "a:1", "resources": {"requests": {"cpu": "10m"}}}],
                "containers": [{"name": "b", "image": "b:1", "resources": {"requests": {"cpu": "20m"}}}],
            }
        }
    },
}


@pytest.mark.parametrize(
    ("given", "pointer", "value"),
    [
        pytest.param(PROBES, "/spec/containers/0/livenessProbe/httpGet/port", 9090, id="two probes of one port"),
        pytest.param(HEADERS, "/spec/containers/0/livenessProbe/httpGet/httpHeaders/1/name", "Accept", id="headers"),
        pytest.param(SHARED_FILE, "/spec/containers/1/volumeMounts/0/name", "two", id="one file in two containers"),
        pytest.param(TURNS, "/spec/template/spec/initContainers/0/resources/requests/cpu", "4", id="turns of a pod"),
    ],
)
def test_what_moves_with_a_leaf_has_it_as_its_origin(given: dict[str, Any], pointer: str, value: Any) -> None:
    before = flytrans.translate({"app.yaml": json.dumps(given)}, to="fly")
    after = flytrans.translate({"app.yaml": json.dumps(changed(given, pointer, value))}, to="fly")
    old, new = places(before), places(after)
    moved = {place for place in old.keys() & new.keys() if old[place] != new[place]}
    assert moved
    known = {(one.file, one.pointer) for one in before.report.origins if pointer in {s.pointer for s in one.sources}}
    assert moved <= known


def test_a_secret_that_two_containers_ask_for_comes_from_both() -> None:
    asked = {"env": [{"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "creds", "key": "token"}}}]}
    made = flytrans.translate({"app.yaml": json.dumps(pod(asked, asked))}, to="machines")
    (origin,) = [one for one in made.report.origins if one.pointer == "/secrets/0"]
    key = "/spec/containers/{}/env/0/valueFrom/secretKeyRef/key"
    assert {key.format(0), key.format(1)} <= {source.pointer for source in origin.sources}


def test_a_release_command_knows_the_values_of_its_own_fields() -> None:
    hook = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "migrate", "namespace": "shop", "annotations": {"helm.sh/hook": "pre-install"}},
        "spec": {
            "template": {
                "spec": {
                    "restartPolicy": "Never",
                    "containers": [
                        {
                            "name": "migrate",
                            "image": "shop:1",
                            "args": ["migrate", "--namespace=$(SPACE)"],
                            "env": [{"name": "SPACE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}}],
                        }
                    ],
                }
            }
        },
    }
    app = {
        **POD,
        "metadata": {"name": "shop", "namespace": "shop"},
        "spec": {"containers": [{"name": "shop", "image": "shop:1"}]},
    }
    made = flytrans.translate({"hook.yaml": json.dumps(hook), "app.yaml": json.dumps(app)}, to="fly")
    assert "release_command = 'migrate --namespace=shop'" in made.files["fly.toml"]


def test_a_secret_that_two_files_have_is_an_origin_of_the_items_after_it() -> None:
    file = '[[files]]\nguest_path = "{}"\nsecret_name = "{}"\n'
    text = 'app = "x"\n' + "".join(file.format(*one) for one in (("/a", "ONE"), ("/b", "ONE"), ("/c", "TWO")))
    made = flytrans.translate({"fly.toml": text}, to="kubernetes")
    item = next(o for o in made.report.origins if o.pointer.endswith("/items/1/key"))
    assert [source.pointer for source in item.sources] == [f"/files/{index}/secret_name" for index in range(3)]
