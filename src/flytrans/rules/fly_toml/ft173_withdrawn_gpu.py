"""A GPU, which Fly no longer has.

No machine with a GPU can be created.

Why: Fly withdrew GPU machines on 1 August 2026.

Wrong:

    [[vm]]
    size = "a10"

Instead: choose a size without a GPU, and run what needs one elsewhere.

    [[vm]]
    size = "performance-8x"

Source: Fly's documentation, about/pricing and gpus: withdrawn as of 2026-08-01.
"""

from __future__ import annotations

from flytrans.mapping.guest import GPU_PRESETS
from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("size", "gpu_kind", "gpus")
WORDS = ("a100", "l40s", "a10", "gpu")


def find(lint: Lint) -> None:
    release = lint.doc.at("deploy", "release_command_vm")
    for vm in (*lint.listed("vm"), *([release] if release is not None else [])):
        size, kind, count = vm.get("size"), vm.get("gpu_kind"), vm.get("gpus")
        node = size if size is not None and size.value in GPU_PRESETS else kind or count
        if node is not None:
            lint.found(
                node,
                "no machine with a GPU can be created: Fly withdrew them in August 2026",
                "choose a size without a GPU",
            )
