"""Law 4: what a person changes in our manifests, or takes out of them, beats what was carried."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from lawful import laws
from lawful.texts import at, leaves, put, stream, toml, trees
from strategies_fly import fly_files

import flytrans

Files = dict[str, str]
EDITS: dict[str, Any] = {
    r"/spec/replicas": 7,
    r"/spec/template/spec/terminationGracePeriodSeconds": 77,
    r"/spec/template/spec/containers/\d+/image": "example.org/edited:9",
    r"/spec/template/spec/containers/\d+/args/\d+": "edited",
    r"/spec/template/spec/containers/\d+/command/\d+": "edited",
    r"/spec/template/spec/containers/\d+/readinessProbe/(periodSeconds|timeoutSeconds)": 17,
    r"/spec/template/spec/containers/\d+/readinessProbe/httpGet/path": "/edited",
    r"/spec/strategy/rollingUpdate/maxUnavailable": 3,
    r"/spec/volumeClaimTemplates/\d+/spec/resources/requests/storage": "77Gi",
    r"/spec/template/spec/containers/\d+/volumeMounts/\d+/mountPath": "/edited",
    r"/data/[^/]+": "edited",
    r"/spec/rules/\d+/host": "edited.example.org",
}


def manifests(files: Files) -> list[Any]:
    """The objects that are written of a fly.toml."""
    made = laws.translated(files, "kubernetes")
    assume(made is not None and made.files)
    return list(trees(made.files).values())


def found(objects: list[Any], kind: str, name: str) -> Any:
    return next((o for o in objects if o["kind"] == kind and o["metadata"]["name"] == name), None)


def again(objects: list[Any]) -> list[Any]:
    made = flytrans.translate({"edited.yaml": stream(objects)}, to="kubernetes")
    return list(trees(made.files).values())


@given(fly_files(), st.data())
def test_an_edited_value_stays(files: Files, data: st.DataObject) -> None:
    objects = manifests(files)
    places = [
        (index, pointer, value, new)
        for index, tree in enumerate(objects)
        for pointer, value in leaves(tree)
        for pattern, new in EDITS.items()
        if re.fullmatch(pattern, pointer) and value != new and tree["kind"] != "Job"
    ]
    assume(places)
    index, pointer, _, new = data.draw(st.sampled_from(places))
    objects[index] = put(objects[index], pointer, new)
    tree = found(again(objects), objects[index]["kind"], objects[index]["metadata"]["name"])
    assert tree is not None
    assert at(tree, pointer) == new, f"{pointer} was undone"


@given(fly_files(), st.data())
def test_what_was_taken_out_stays_out(files: Files, data: st.DataObject) -> None:
    objects = manifests(files)
    places = [
        (index, path, key)
        for index, tree in enumerate(objects)
        for path, table in (("/data", tree.get("data")), ("/spec/template/spec/containers/0", container(tree)))
        for key in (table or {})
        if path == "/data" or key in ("args", "readinessProbe", "command")
    ]
    assume(places)
    index, path, key = data.draw(st.sampled_from(places))
    edited = put(objects[index], path, {k: v for k, v in at(objects[index], path).items() if k != key})
    objects[index] = edited
    assume(edited.get("data", True) != {} or path != "/data")
    tree = found(again(objects), edited["kind"], edited["metadata"]["name"])
    assert tree is not None
    assert key not in at(tree, path), f"{key} came back"


def container(tree: Any) -> Any:
    """The first container of a workload."""
    return tree["spec"]["template"]["spec"]["containers"][0] if tree["kind"] in ("Deployment", "StatefulSet") else None


HANDLERS = st.sampled_from([[], ["tls"], ["http"], ["pg_tls"], ["proxy_proto"]])


@given(st.dictionaries(st.integers(1000, 9999), HANDLERS, min_size=2, max_size=4), st.data())
def test_a_service_port_that_was_taken_out_stays_out(ports: dict[int, list[str]], data: st.DataObject) -> None:
    said = [{"port": port, "handlers": handlers, "tls_options": {"alpn": ["h2"]}} for port, handlers in ports.items()]
    tree = {"app": "shop", "services": [{"internal_port": 8080, "protocol": "tcp", "ports": said}]}
    objects = manifests({"fly.toml": toml(tree)})
    index = next(i for i, tree in enumerate(objects) if tree["kind"] == "Service")
    gone = data.draw(st.sampled_from(sorted(ports)))
    left = [port for port in objects[index]["spec"]["ports"] if port["port"] != gone]
    objects[index] = put(objects[index], "/spec/ports", left)
    service = found(again(objects), "Service", "shop")
    assert [port["port"] for port in service["spec"]["ports"]] == [port["port"] for port in left]
    made = flytrans.translate({"edited.yaml": stream(objects)}, to="machines")
    assert str(gone) not in re.findall(r'"port": (\d+)', made.files["machines.json"])
