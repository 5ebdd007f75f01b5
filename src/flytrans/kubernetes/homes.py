"""The apps that hook Jobs belong to."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.pod_reading import Gathered, Workload
from flytrans.kubernetes.release_reading import is_own_release
from flytrans.tree.node import Node


class Homes:
    """Apps by namespace, and by name and image."""

    __slots__ = ("_images", "_named", "_named_images")

    def __init__(self, apps: list[tuple[Node, list[Gathered]]]) -> None:
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
        """That of the name that the Job's labels say, with its image; else the only one of its image."""
        if is_own_release(job.object):
            return self._named.get((job.namespace, name))
        image = _image(job)
        labelled = self._named_images.get((job.namespace, image, name))
        alike = self._images.get((job.namespace, image), [])
        return labelled if labelled is not None else alike[0] if len(alike) == 1 else None


def _image(workload: Workload) -> str | None:
    return text_of(workload.face.container.get("image"))
