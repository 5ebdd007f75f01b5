"""The report, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import jsonschema
import pytest

import flytrans
from flytrans.diagnostics.causes import told
from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.people import render_report, render_steps, summary
from flytrans.diagnostics.report import Entry, Origin, Place, Report, Step
from flytrans.diagnostics.report_json import report_json, report_of
from flytrans.schema_files import schema_text

TEXT = """app = "shop"
swap_size_mb = 512
[[http_service.checks]]
interval = "1500ms"
[[http_service.checks]]
interval = "2500ms"
"""
WEB = "manifests/40-deployment-web.yaml"


class Fake(NamedTuple):
    """Enough of a translation."""

    report: Report
    files: Mapping[str, str] = MappingProxyType({})
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()


def entry(pointer: str, line: int, column: int, fate: Any, *args: Any) -> Entry:
    return Entry("fly.toml", 0, pointer, line, column, fate, *args)


def translation() -> Fake:
    period = tuple(Place(WEB, 0, f"/spec/template/{i}/periodSeconds") for i in range(2))
    carried = Place(WEB, 0, "/metadata/annotations/flytrans.dev~1carried")
    entries = (
        entry("/app", 1, 7, "translated", "", "", (Place(WEB, 0, "/metadata/name"),)),
        entry("/swap_size_mb", 2, 16, "carried", "FT412", "behaviour", (carried,), "a pod has no swap of its own"),
        entry("/checks/0/interval", 4, 12, "approximated", "FT301", "behaviour", period[:1], "whole seconds"),
        entry("/checks/1/interval", 6, 12, "approximated", "FT301", "behaviour", period[1:], "whole seconds"),
        entry("/build/dockerfile", 1, 1, "carried", "FT414", "none", (carried,), "images are built before"),
        entry("/kill_signall", 1, 1, "unknown", "FT003", "", (), "no key"),
    )
    origins = (Origin(WEB, 0, "/metadata/name", (Place("fly.toml", 0, "/app"),)), Origin(WEB, 0, "/kind", (), "always"))
    steps = (
        Step(2, "kubernetes", "apply the rest", "kubectl apply -f manifests"),
        Step(1, "kubernetes", "create the secret", "kubectl create secret generic s", None, ("TOKEN",)),
    )
    findings = (
        Finding("FT347", "placeholder-image", "warning", "fly.toml", 0, 1, 1, "no image is named", "pass --image"),
    )
    text = "spec: {template: [{periodSeconds: 2}, {periodSeconds: 3}]}\n"
    return Fake(Report(entries, origins), {WEB: text}, findings, steps)


def test_the_summary_counts_fates_and_what_is_not_in_force() -> None:
    entries = translation().report.entries
    assert summary(entries) == "1 translated, 2 approximated, 2 carried (1 not in force), 0 dropped, 1 unknown"


def test_the_report_has_one_entry_for_each_cause() -> None:
    text = render_report(translation(), {"fly.toml": TEXT})
    assert text.count("FT301") == 1
    assert "also: 1 more place: line 6" in text
    assert 'interval = "1500ms"' in text
    assert f"now: periodSeconds: 2 in {WEB}" in text
    assert f"now: carried along in {WEB}, not in force\n" in text


def test_what_the_target_does_unasked_is_not_called_another_value() -> None:
    carrier = Place("fly.carried.json", 0, "/residue/x/mountPath")
    near = entry("/mountPath", 1, 1, "approximated", "FT341", "behaviour", (carrier,), "a folder on the root disk")
    told = "now: much the same without being told"
    assert f"{told}; carried along in fly.carried.json\n" in render_report(Fake(Report((near,))), {})
    assert f"{told}\n" in render_report(Fake(Report((near._replace(targets=()),))), {})


def test_what_changes_nothing_comes_last_and_in_one_line() -> None:
    text = render_report(translation(), {"fly.toml": TEXT})
    assert text.index("FT412") < text.index("Nothing runs otherwise") < text.index("FT414")
    assert "FT414" in text.splitlines()[-1]


def test_findings_stand_in_the_report_once() -> None:
    told = translation()
    same = Finding("FT412", "swap", "warning", "fly.toml", 0, 2, 16, "a pod has no swap of its own")
    text = render_report(told._replace(findings=(*told.findings, same)), {"fly.toml": TEXT})
    assert text.count("FT412") == 1
    assert "fix: pass --image" in text


def test_the_worst_effect_comes_first() -> None:
    effects = ("none", "behaviour", "security", "data")
    codes = {"none": "FT414", "behaviour": "FT412", "security": "FT421", "data": "FT410"}
    entries = tuple(entry(f"/{e}", 1, 1, "carried", codes[e], e, (), e) for e in effects)
    text = render_report(Fake(Report(entries)), {})
    assert sorted(codes.values(), key=text.index) == ["FT410", "FT421", "FT412", "FT414"]


@pytest.mark.parametrize(
    ("value", "now"),
    [("x" * 80, f"A: {'x' * 59}… in fly.toml"), ("one\ntwo", "A in fly.toml"), ("short", "A: short in fly.toml")],
)
def test_a_value_that_is_what_it_was_is_not_said_to_be_another_one(value: str, now: str) -> None:
    place = Place("fly.toml", 0, "/env/A")
    here = Entry(
        "a.yaml", 0, "/data/A", 4, 9, "approximated", "FT356", "behaviour", (place,), "db is db.flycast on Fly"
    )
    origins = (Origin("fly.toml", 0, "/env/A", (Place("a.yaml", 0, "/data/A"),)),)
    text = render_report(Fake(Report((here,), origins), {"fly.toml": f"env = {{A = {json.dumps(value)}}}\n"}), {})
    assert f"now: {now}" in text


def test_the_line_of_a_secret_is_not_in_the_report() -> None:
    entries = (entry("/build/args/TOKEN", 2, 9, "dropped", "FT502", "behaviour", (), "it looks like a secret"),)
    text = render_report(Fake(Report(entries)), {"fly.toml": '[build.args]\nTOKEN = "hunter2"\n'})
    assert "hunter2" not in text
    assert "not shown" in text


def test_what_became_of_a_value_is_hidden_where_its_line_is() -> None:
    place = Place("env.yaml", 0, "/data/URL")
    here = Entry("fly.toml", 0, "/env/URL", 2, 7, "approximated", "FT357", "behaviour", (place,), "db.internal: gone")
    origins = (Origin("env.yaml", 0, "/data/URL", (Place("fly.toml", 0, "/env/URL"),)),)
    told = Fake(Report((here,), origins), {"env.yaml": 'data: {URL: "mysql://me:hunter2@db.internal"}\n'})
    text = render_report(told, {"fly.toml": '[env]\nURL = "mysql://me:hunter2@db.internal"\n'}, masked=lambda *_: True)
    assert "hunter2" not in text
    assert "now: URL in env.yaml" in text


def test_steps_come_in_order_with_what_they_need() -> None:
    text = render_steps(translation().steps)
    assert text.index("create the secret") < text.index("apply the rest")
    assert "needs TOKEN" in text
    assert render_steps(()) == ""


def test_the_json_is_valid_against_its_schema_and_reads_back() -> None:
    told = translation()
    text = report_json(told)
    data = json.loads(text)
    jsonschema.Draft202012Validator(json.loads(schema_text("report.schema.json"))).validate(data)
    assert data["summary"]["approximated"] == 2
    assert report_of(text) == told.report


def test_a_report_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="no report of version 1"):
        report_of('{"version": 2}')


@pytest.mark.parametrize("name", ["report.schema.json", "findings.schema.json"])
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


def test_what_a_leaf_became_is_shown_by_the_output_leaf_of_a_like_key() -> None:
    toml = "[http_service]\n  internal_port = 8080\n  [[http_service.checks]]\n    timeout = '1s'\n"
    check, port = (Place("fly.toml", 0, f"/http_service/{key}") for key in ("checks/0/timeout", "internal_port"))
    here = Entry("a.yaml", 0, "/spec/ports/0/port", 4, 9, "approximated", "FT331", "behaviour", (check, port), "")
    source = Place("a.yaml", 0, here.pointer)
    origins = (Origin("fly.toml", 0, check.pointer, (source,)), Origin("fly.toml", 0, port.pointer, (source, source)))
    text = render_report(Fake(Report((here,), origins), {"fly.toml": toml}), {})
    assert "internal_port: 8080 in fly.toml" in text
    assert "timeout" not in text


def test_the_summary_counts_what_is_not_in_force_only_where_something_is_not() -> None:
    kept, idle = (Entry("a", 0, f"/{n}", 1, 1, "carried", "FT412", effect) for n, effect in enumerate(("none", "data")))
    none = "0 translated, 0 approximated, {} carried{}, 0 dropped"
    assert summary([]) == none.format(0, "")
    assert summary([kept]) == none.format(1, "")
    assert summary([kept, idle]) == none.format(2, " (1 not in force)")


@pytest.mark.parametrize(
    ("message", "title", "why"),
    [
        ("", "A duration is rounded to whole seconds", ""),
        ("whole seconds", "A duration is rounded to whole seconds", ""),
        (
            "the duration of 1500ms is rounded to whole seconds",
            "The duration of 1500ms is rounded to whole seconds",
            "",
        ),
        ("a probe counts otherwise", "A duration is rounded to whole seconds", "a probe counts otherwise"),
    ],
)
def test_a_cause_does_not_say_the_same_twice(message: str, title: str, why: str) -> None:
    assert told(entry("/a", 1, 1, "approximated", "FT301", "behaviour", (), message)) == (title, why)


def test_a_config_map_that_is_missing_is_told_once() -> None:
    key = "{name: A, valueFrom: {configMapKeyRef: {name: gone, key: a}}}"
    text = (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  containers:\n"
        f"  - {{name: c, image: x, env: [{key}], volumeMounts: [{{name: v, mountPath: /v, subPath: f}}]}}\n"
        "  volumes: [{name: v, configMap: {name: gone}}]\n"
    )
    made = flytrans.translate({"a.yaml": text}, to="fly")
    assert {finding.code for finding in made.findings} == {"FT354"}
    report = render_report(made, {"a.yaml": text})
    assert report.count("ConfigMap gone is not in the input") == report.count("FT354") == 1
    assert report.count("FT014") == 0


def test_what_makes_a_secret_is_told_once() -> None:
    source = """apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: "web:1", envFrom: [{secretRef: {name: a}}]}]}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: a}
spec: {secretStoreRef: {name: vault}, data: [{secretKey: A, remoteRef: {key: a}}]}
"""
    text = render_report(flytrans.translate({"a.yaml": source}, to="fly"), {"a.yaml": source})
    assert text.count("objects of kind ExternalSecret") == 1
