"""What is told of a translation."""

from __future__ import annotations

from typing import Literal

import flytrans

MANIFEST = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  colour: red
  volumes: [{name: logs, hostPath: {path: /var/log}}]
  containers:
  - {name: web, image: example/web, volumeMounts: [{name: logs, mountPath: /logs}]}
"""


def codes(to: Literal["fly", "kubernetes"]) -> list[str]:
    return [finding.code for finding in flytrans.translate({"web.yaml": MANIFEST}, to=to).findings]


def test_in_its_own_format_nothing_is_said_of_what_another_format_lacks() -> None:
    assert codes("fly") == ["FT003", "FT515"]
    assert codes("kubernetes") == ["FT003"]
