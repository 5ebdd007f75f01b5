"""Several ways to make the image.

One is taken, and the others do nothing; flyctl warns at each deploy.

Why: an image is taken from a registry, or built by buildpacks, by a Dockerfile or by a built-in builder;
`build-target` is a stage of a Dockerfile, and counts as one.

Wrong:

    [build]
    image = "nginx:1.27"
    dockerfile = "Dockerfile"

Instead: keep one.

    [build]
    dockerfile = "Dockerfile"

Source: flyctl internal/appconfig/validation.go validateBuildStrategies.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("image", "builder", "buildpacks", "builtin")
SPELLED = {"build_target": "build-target"}
WAYS = ("image", "builder", "dockerfile", "builtin")


def find(lint: Lint) -> None:
    build = lint.doc.get("build")
    if build is None:
        return
    there = [key for key in WAYS if build.get(key) is not None]
    if "builder" not in there and build.get("buildpacks") is not None:
        there.append("buildpacks")
    if "dockerfile" not in there and build.get("build_target") is not None:
        there.append("build_target")
    if len(there) > 1:
        lint.found(
            build.value[there[1]],
            f"only one of {joined(SPELLED.get(key, key) for key in there)} makes the image; the others do nothing",
            "keep one",
            at="key",
            related=[build.value[there[0]]],
        )
