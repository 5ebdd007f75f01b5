"""Objects that come back from where they were carried."""

from __future__ import annotations

import flytrans
from flytrans.engine.fates import RESTORED

POD = """apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - {name: web, image: "web:1", resources: {requests: {cpu: 100m, memory: 300Mi}}}
"""


def test_what_stood_for_them_meanwhile_is_said_in_their_own_words() -> None:
    there = flytrans.translate({"pod.yaml": POD}, to="machines")
    back = flytrans.translate(dict(there.files), to="kubernetes")
    guest = {e.pointer: (e.fate, e.effect, e.message) for e in back.report.entries if "/guest/" in e.pointer}
    assert guest["/requests/0/body/config/guest/memory_mb"] == ("carried", "none", RESTORED)


def test_an_edit_of_it_is_said_itself() -> None:
    there = flytrans.translate({"pod.yaml": POD}, to="machines")
    edited = {name: text.replace('"memory_mb": 512', '"memory_mb": 1024') for name, text in there.files.items()}
    back = flytrans.translate(edited, to="kubernetes")
    fates = {e.pointer: e.fate for e in back.report.entries}
    assert fates["/requests/0/body/config/guest/memory_mb"] == "translated"
