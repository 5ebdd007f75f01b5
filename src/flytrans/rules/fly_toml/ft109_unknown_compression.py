"""A compression of images that flyctl does not have.

flyctl refuses the file.

Why: `compression` is gzip or zstd, `compression_level` 0 to 9.

Wrong:

    [build]
    compression = "zip"

Instead: write one of the two, or leave it out.

    [build]
    compression = "zstd"

Source: flyctl internal/appconfig/validation.go validateCompression.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "error"
KEYS = ("compression", "compression_level")
HIGHEST = 9


def find(lint: Lint) -> None:
    kind, level = lint.doc.at("build", "compression"), lint.doc.at("build", "compression_level")
    if kind is not None and kind.value not in ("", "gzip", "zstd"):
        lint.found(kind, "flyctl refuses the file: images are compressed by gzip or zstd", 'write "zstd" or "gzip"')
    if level is not None and not 0 <= level.value <= HIGHEST:
        lint.found(level, "flyctl refuses the file: the level of compression is 0 to 9", "write 0 to 9")
