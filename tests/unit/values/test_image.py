"""What is the name of an image; the examples are those of distribution/reference's own tests, and placeholders."""

from __future__ import annotations

import pytest

from flytrans.values.image import is_image

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text",
    [
        "nginx",
        "library/nginx:1.27",
        "registry.example:5000/team/shop_web.api--x:v1_2.3-rc",
        "[2001:db8::1]:5000/repo",
        f"ghcr.io/team/shop@{DIGEST}",
        f"shop:1@{DIGEST}",
        "localhost/shop",
        "Registry.Example/shop",
        "127.0.0.1:5000/shop",
    ],
)
def test_what_a_registry_takes(text: str) -> None:
    assert is_image(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%DOCKER_IMAGE%",
        "<image>",
        "${IMAGE}",
        "{{ .Values.image }}",
        "IMAGE_PLACEHOLDER",
        "us-docker.pkg.dev/PROJECT_ID/shop:1",
        "https://registry.example/shop",
        "shop:",
        "shop:la test",
        "shop___web",
        "-shop",
        "shop:-1",
        "shop@sha256:short",
        "/shop",
        "a" * 64,
        "a/" * 128 + "b",
        "shop\n",
    ],
)
def test_what_no_registry_takes(text: str) -> None:
    assert not is_image(text)
