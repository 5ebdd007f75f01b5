"""Images of containers: the app's own, and those that nobody can pull."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, items_of

OWN = "."
"""What a container of a machine config says where it runs the app's own image.

flyctl puts the image in its place, also in files, before it sends the config: the platform does not know the word
(flyctl internal/command/deploy/machines_launchinput.go updateContainerImage).
"""


def tell_images(apps: Iterable[Node], cx: Writing) -> None:
    """Say of each image whose name no registry takes that it is to be filled in."""
    images = [image for app in apps for image in _images(app) if image.value not in ("", OWN)]
    if not images:
        return
    from flytrans.values.image import is_image

    for image in images:
        if isinstance(image.value, str) and not is_image(image.value):
            message = "no registry takes this name of an image, so nothing can pull it"
            cx.found("FT347", image, message, "put the name of the image in its place, or say it: --image REF")


def _images(app: Node) -> Iterator[Node]:
    for _, view in entries_of(app.get("groups")):
        for holder in (view, *items_of(view.get("containers"))):
            image = holder.get("image")
            if image is not None:
                yield image
