"""What a registry, a kubelet and flyctl take as the name of an image.

Source: github.com/distribution/reference reference.go and normalize.go ParseNormalizedNamed, which the kubelet asks
(Kubernetes pkg/util/parsers/parsers.go ParseImageName).
"""

from __future__ import annotations

import re

_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_DOMAIN = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])"
_PART = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_NAME = rf"(?:{_DOMAIN}(?::[0-9]+)?/)?{_PART}(?:/{_PART})*"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
_REFERENCE = re.compile(rf"({_NAME})(?::[\w][\w.-]{{0,127}})?(?:@{_DIGEST})?", re.ASCII)
_IDENTIFIER = re.compile(r"[a-f0-9]{64}")
LONGEST_NAME = 255
_LONGEST = 1000
"""Of name, tag and digest together; nobody looks for a name in more."""


def is_image(text: str) -> bool:
    """Whether a text is a reference to an image: `name`, `host:port/name:tag`, `name@sha256:…`."""
    found = _REFERENCE.fullmatch(text) if len(text) <= _LONGEST else None
    return found is not None and len(found[1]) <= LONGEST_NAME and not _IDENTIFIER.fullmatch(text)
