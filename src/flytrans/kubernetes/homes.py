"""The apps that hook Jobs belong to."""

from __future__ import annotations

from flytrans.kubernetes.app_names import app_of
from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.kinds import ENDING
from flytrans.kubernetes.pod_reading import Gathered, Workload
from flytrans.kubernetes.release_reading import is_own_release
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


class Homes:
    """Apps by namespace, and by name and image."""

    __slots__ = ("_apps", "_cx", "_images", "_named", "_named_images")

    def __init__(self, apps: list[tuple[Node, list[Gathered]]], cx: Reading) -> None:
        self._apps, self._cx = apps, cx
        self._named: dict[tuple[str, str], int] = {}
        self._images: dict[tuple[str, str | None], list[int]] = {}
        self._named_images: dict[tuple[str, str | None, str], int] = {}
        for index, (name, members) in enumerate(apps):
            space = members[0].workload.namespace
            self._named.setdefault((space, name.value), index)
            for image in {_image(found.workload) for found in members}:
                self._images.setdefault((space, image), []).append(index)
                self._named_images.setdefault((space, image, name.value), index)

    def of(self, job: Workload, name: str) -> int | None:
        """That of the name that the Job's labels say, with its image; else the only one of its image.

        Of several that its labels name, as they are apps of their own, the first that stays up in one plain container.
        """
        if is_own_release(job.object):
            return self._named.get((job.namespace, name))
        image = _image(job)
        labelled = self._named_images.get((job.namespace, image, name))
        alike = self._images.get((job.namespace, image), [])
        if labelled is not None or len(alike) < 2:
            return labelled if labelled is not None else alike[0] if alike else None
        return min(filter(lambda index: self._is_part(index, name), alike), key=self._name_of, default=None)

    def is_named(self, job: Workload) -> bool:
        """Whether a Job's labels decide about its app, as several have its image."""
        return not is_own_release(job.object) and len(self._images.get((job.namespace, _image(job)), [])) > 1

    def _is_part(self, index: int, name: str) -> bool:
        """Whether an app that stays up is what is left of the one that its labels name, without containers."""
        members = self._apps[index][1]
        usual = all(found.view.get("containers") is None and found.workload.kind not in ENDING for found in members)
        return usual and all(app_of(found.workload, self._cx).value == name for found in members)

    def _name_of(self, index: int) -> str:
        return str(self._apps[index][0].value)


def _image(workload: Workload) -> str | None:
    return text_of(workload.face.container.get("image"))
