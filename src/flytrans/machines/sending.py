"""The calls that send what machines.json holds, as lines for a shell with curl and jq.

Source: Machines API, `POST /v1/apps/{app}/volumes` and `/machines` (base https://api.machines.dev/v1). A machine mounts
a volume by its id, which only the answer to the first call says (`mounts[].volume`, fly-go machine_types.go).
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from flytrans.machines.requests import count_of
from flytrans.mapping.images import OWN
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of

PLATFORM = "machines"
TOKEN = "FLY_API_TOKEN"
_API = "https://api.machines.dev/v1/apps"


class Sending(NamedTuple):
    """One app's machines.json, by the name that its folder gives it, and who it is sent for."""

    app: str
    file: str
    document: dict[str, Any]
    cx: Writing

    def write(self, groups: Node | None) -> None:
        """A step for the release command, and one for each group: its volumes and its machines."""
        if self.document.get("release_command"):
            body, needs = self._body(".release_command.body", self.document["release_command"]["body"], ())
            why = "run the release command; go on when its machine has ended with 0"
            self.cx.step(PLATFORM, why, self._post("machines", body), self.document["release_command"]["body"], needs)
        views = entries_of(groups)
        for index, (group, view) in enumerate(views):
            self._group(index, group, view)

    def _group(self, index: int, group: str, view: Node) -> None:
        request, count = self.document["requests"][index], int(count_of(view).value)
        if count < 1:
            return
        volumes = [
            number
            for number, volume in enumerate(self.document.get("volumes", []))
            if volume.get("process_group") == group
        ]
        places = [number for number, mount in enumerate(request["body"]["config"].get("mounts", [])) if _by_name(mount)]
        mounted = list(zip(volumes, places, strict=False))
        lines = [f"V{volume}=$({self._post('volumes', self._volume(volume))} | jq -r .id)" for volume, _ in mounted]
        body, needs = self._body(f".requests[{index}].body", request["body"], tuple(mounted))
        lines.append(self._post("machines", body))
        why = "make the machine" if count == 1 else f"make the {count} machines"
        idle = request["body"].get("skip_launch") is True
        why = f"{why} of group {group}{', each with a volume of its own' if mounted else ''}"
        why += ", without starting it" if idle else ""
        self.cx.step(PLATFORM, why, _times(count, "; ".join(lines)), _as_sent(request["body"]), needs)
        if not idle and not any(view.get(key) is not None for key in ("count", "services", "mounts", "schedule")):
            self._standby(group)

    def _standby(self, group: str) -> None:
        """What a first deploy gives a group without services (flyctl, machines_deploymachinesapp.go)."""
        found = f"first(.[] | select(.config.metadata.fly_process_group == {json.dumps(group)})).id"
        machine = f'"$(fly machine list --json --app {shlex.quote(self.app)} | jq -r {shlex.quote(found)})"'
        why = f"have a standby for group {group}, as a first fly deploy makes one; it starts when the host fails"
        self.cx.step(
            PLATFORM, why, f"fly machine clone {machine} --standby-for=source --app {shlex.quote(self.app)}", None
        )

    def _volume(self, number: int) -> str:
        return f"jq -c {shlex.quote(f'.volumes[{number}].body')} {shlex.quote(self.file)}"

    def _body(
        self, path: str, body: dict[str, Any], mounted: tuple[tuple[int, int], ...]
    ) -> tuple[str, tuple[str, ...]]:
        """The command that prints a body, and what it needs: the image, where machines.json has none."""
        filters, given, needs = [path], "", [TOKEN]
        config = body.get("config", {})
        places = [path for _, _, path in _own_images(config)]
        if "image" not in config and (places or "containers" not in config):
            given += ' --arg image "$IMAGE"'
            filters.append(".config.image = $image")
            needs.append("IMAGE")
        filters += [f".config{place} = .config.image" for place in places]
        for volume, place in mounted:
            given += f' --arg v{volume} "$V{volume}"'
            filters.append(f".config.mounts[{place}].volume = $v{volume}")
        return f"jq -c{given} {shlex.quote(' | '.join(filters))} {shlex.quote(self.file)}", tuple(needs)

    def _post(self, what: str, body: str) -> str:
        head = f'-H "Authorization: Bearer ${TOKEN}" -H "Content-Type: application/json"'
        return f"{body} | curl -fsS {head} --data-binary @- {shlex.quote(f'{_API}/{self.app}/{what}')}"


def _own_images(config: dict[str, Any]) -> list[tuple[dict[str, Any], str, str]]:
    """Where a config says the app's own image by the word that only flyctl knows: table, key, and path for jq."""
    containers = [(container, f".containers[{n}]") for n, container in enumerate(config.get("containers", []))]
    found = [(container, "image", f"{path}.image") for container, path in containers]
    for holder, path in [(config, ""), *containers]:
        files = enumerate(holder.get("files", []))
        found += [(file, "image_config", f"{path}.files[{n}].image_config") for n, file in files]
    return [(holder, key, path) for holder, key, path in found if holder.get(key) == OWN]


def _as_sent(body: dict[str, Any]) -> dict[str, Any]:
    """A body with the app's own image, where it is known, in the places of that word."""
    if "image" not in body["config"] or not _own_images(body["config"]):
        return body
    from copy import deepcopy

    sent = deepcopy(body)
    for holder, key, _ in _own_images(sent["config"]):
        holder[key] = sent["config"]["image"]
    return sent


def _by_name(mount: dict[str, Any]) -> bool:
    return not mount.get("volume")


def _times(count: int, line: str) -> str:
    return line if count == 1 else f"for _ in {' '.join(str(n + 1) for n in range(count))}; do {line}; done"
