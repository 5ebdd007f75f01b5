"""The image of a workload; a placeholder on a reserved domain where none is known, so that nobody can publish it."""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, text_of
from flytrans.kubernetes.names import Names
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, items_of, made, text_at

PLACEHOLDER_HOST = "image.invalid/"


def known_image(view: Node, cx: Writing) -> Node | None:
    """The app's own image, which the caller may have said; None where there is none."""
    image = view.get("image")
    if cx.options.image is not None and view.get("containers") is not None:
        cx.ledger.inert(image, "the caller says the image")
        return asked(cx.options.image, "image")
    return image if text_of(image) else None


def scatter_image(image: Node | None, names: Names, cx: Writing) -> Node:
    """`image` of a container."""
    if image is not None:
        return image
    name = f"{PLACEHOLDER_HOST}{names.app.value}:unset"
    message = f"no image is known: {name} cannot be pulled"
    cx.found("FT347", names.exact, message, "build and push the image, and name it: --image REF")
    return made(name, names.app, reason="no image is known")


def gather_image(image: Node | None) -> Node | None:
    """The image; the placeholder is none."""
    text = text_of(image)
    if not text or text.startswith(PLACEHOLDER_HOST):
        return None
    return image


def tell_no_image(container: Node, cx: Reading) -> None:
    """Say of a foreign container that it has no image; a server refuses it (validation.go validateContainerCommon)."""
    if not text_at(container, "image") and getattr(cx.options, "image", None) is None:
        message = f"container {text_at(container, 'name')} has no image, so a deploy has nothing to run"
        cx.found("FT347", container.get("name"), message, "add it, or say it: --image REF")


def tell_login(pod: Node, cx: Reading) -> None:
    """Say of the login of a registry that Fly has it not.

    flyctl pushes what a local docker has to Fly's registry; else Fly pulls the image, without a login
    (internal/build/imgsrc/resolver.go).
    """
    login = pod.get("imagePullSecrets")
    names = [one.get("name") for one in items_of(login)]
    if names:
        message = "Fly has no login of the image's registry"
        cx.ledger.reason(login, "FT428", message, effect="behaviour")
        fix = "docker pull the image, and deploy with --local-only, which pushes it to Fly's registry"
        cx.found("FT428", names[0], message, fix)
