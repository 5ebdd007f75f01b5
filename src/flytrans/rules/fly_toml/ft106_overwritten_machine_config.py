"""Parts of a machine config that fly.toml overwrites.

flyctl lays the JSON under the fly.toml and then sets env, init, services, checks, mounts, files, metrics, statics,
stop_config and restart from the fly.toml alone; where the fly.toml has none, they are emptied. What the JSON says
there never reaches a machine.

Why: only guest, containers, volumes, rootfs, schedule, metadata and a few others survive.

Wrong:

    machine_config = '{"env": {"COLOUR": "green"}}'

Instead: say it in the fly.toml; keep the JSON for what fly.toml has no key for.

    [env]
    COLOUR = "green"

Source: flyctl internal/appconfig/machines.go updateMachineConfig.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("machine_config",)
WORDS = ("{",)
HOMES = {
    "env": "[env]",
    "services": "[http_service] or [[services]]",
    "checks": "[checks]",
    "mounts": "[[mounts]]",
    "files": "[[files]]",
    "metrics": "[metrics]",
    "statics": "[[statics]]",
    "stop_config": "kill_signal and kill_timeout",
    "restart": "[[restart]]",
}


def find(lint: Lint) -> None:
    for node in (lint.doc.get("machine_config"), lint.doc.at("experimental", "machine_config")):
        text = node.value.strip() if node is not None else ""
        if node is None or not text.startswith("{"):
            continue
        import json

        try:
            config = json.loads(text)
        except (ValueError, RecursionError):
            continue
        lost = [key for key in HOMES if isinstance(config, dict) and config.get(key)]
        if lost:
            homes = joined(dict.fromkeys(HOMES[key] for key in lost))
            lint.found(
                node, f"{joined(lost)} of this JSON never reach a machine: fly.toml overwrites them", f"use {homes}"
            )
