"""Several manifests as one stream, and the report of the parts as the report of the stream."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flytrans.diagnostics.people import Translated
from flytrans.diagnostics.report import Place, Report
from flytrans.migrate.shown import Shown

STREAM = "manifests.yaml"
COMPONENT = "app.kubernetes.io/component"
RELEASE = "fly_app_release_command"
"""The label of what belongs to one process group, and its value for the release command's Job."""


def joined(translation: Translated) -> Translated:
    """The manifests joined in their order; other files stay as they are."""
    manifests = [name for name in translation.files if name.endswith(".yaml")]
    if not manifests:
        return translation
    order = {name: index for index, name in enumerate(manifests)}
    files = {STREAM: stream([translation.files[name] for name in manifests])}
    files |= {name: text for name, text in translation.files.items() if name not in order}

    def moved(file: str, document: int, pointer: str) -> Place:
        return Place(STREAM, order[file], pointer) if file in order else Place(file, document, pointer)

    entries = tuple(e._replace(targets=tuple(moved(*place) for place in e.targets)) for e in translation.report.entries)
    origins = tuple(
        o._replace(file=place.file, document=place.document)
        for o in translation.report.origins
        for place in (moved(o.file, o.document, o.pointer),)
    )
    steps = [step._replace(command=_of_stream(step.command)) for step in translation.steps]
    value: Callable[[Place], Any] | None = getattr(translation, "value", None)

    def apart(place: Place) -> Any:
        own = Place(manifests[place.document], 0, place.pointer) if place.file == STREAM else place
        return value(own) if value is not None else None

    return Shown(files, Report(entries, origins), translation.findings, steps, apart if value is not None else None)


def _of_stream(command: str) -> str:
    """A step's command for the stream: what has to come early is picked by its labels."""
    if command.startswith("kubectl apply -R "):
        return f"kubectl apply -f {STREAM}"
    first, and_then, rest = command.partition(" && ")
    if not first.startswith("kubectl apply -f "):
        return command
    early = f"kubectl apply -f {STREAM} -l '!{COMPONENT}'"
    if not and_then:
        return early
    release = f"kubectl apply -f {STREAM} -l {COMPONENT}={RELEASE}"
    return f"{early} && {release}{and_then}{rest}"


def stream(texts: Sequence[str]) -> str:
    """YAML documents as one stream."""
    return "---\n".join(text.removeprefix("---\n") for text in texts)
