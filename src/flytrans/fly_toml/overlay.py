"""machine_config: JSON that flyctl lays under what fly.toml itself says.

Source: flyctl internal/containerconfig/parse.go, internal/config/machine.go, internal/appconfig/machines.go
updateMachineConfig: most keys of it are overwritten afterwards; `SURVIVES` are those that are not.
"""

from __future__ import annotations

import json
from typing import Any

from flytrans.fly_toml.compose import read_compose
from flytrans.fly_toml.json_text import parse_json
from flytrans.mapping.files import encode, read_file
from flytrans.mapping.images import OWN
from flytrans.mapping.machine import INIT_SURVIVES, MACHINE, SURVIVES
from flytrans.tree.context import Reading
from flytrans.tree.json_errors import fault
from flytrans.tree.node import Node, lift
from flytrans.values.bad import Bad

SPEC_ONLY = ("required_host_features",)
"""Fields of the API that fly-go does not know, so flyctl loses them (Machines OpenAPI,
MachineGuest, against fly-go machine_types.go)."""


def read_overlay(doc: Node, cx: Reading) -> dict[str, Node]:
    """What a machine_config or compose file adds to the machines of every group; empty where there is none."""
    deep, top = doc.at("experimental", "machine_config"), doc.get("machine_config")
    source = deep if deep is not None else top
    if deep is not None:
        cx.ledger.inert(top, "experimental.machine_config wins")
    compose = doc.at("build", "compose")
    if compose is not None:
        found = read_compose(compose, cx)
        if found is not None:
            cx.ledger.inert(source, "the compose file wins")
            cx.ledger.inert(doc.get("container"), "it is for machine_config only")
            return found
    if source is None:
        cx.ledger.inert(doc.get("container"), "there are no containers to choose from")
        return {}
    config = _config(source, cx)
    config = _with_chosen(config, source, doc.get("container"), cx)
    out = {key: node for key, node in config.items() if key in SURVIVES}
    init = config.get("init")
    if init is not None:
        kept = {key: node for key, node in init.items() if key in INIT_SURVIVES}
        if kept:
            out["init"] = Node(kept)
    cx.ledger.inert(source, "every key of it is overwritten by fly.toml's own")
    return out


def _config(source: Node, cx: Reading) -> Node:
    text = source.value
    if text.startswith("{"):
        body = text
    elif text.endswith(".json"):
        body = read_file(source, text, cx, "machine_config").decode("utf-8", "surrogateescape")
    else:
        raise cx.wrong(source, "machine_config", "JSON that starts with { or the name of a .json file")
    try:
        plain = parse_json(body, whole=int)
        if not isinstance(plain, dict):
            raise Bad("it is no object")
        _embed_files(plain, source, cx)
        tree = lift(plain, source.sources)
    except json.JSONDecodeError as error:
        line, column, message = fault(error)
        found = f"{message} (line {line}, column {column} of it)"
        raise cx.wrong(source, "machine_config", f"JSON that can be read; {found}") from None
    except Bad as error:
        raise cx.wrong(source, "machine_config", f"JSON that can be read; {error}") from None
    except ValueError:  # what Python says of more digits than it reads
        raise cx.wrong(source, "machine_config", "JSON that can be read; a number is too large") from None
    except RecursionError:
        raise cx.wrong(source, "machine_config", "JSON that can be read; it is nested too deep") from None
    inner = cx.within()
    inner.json = True
    config = MACHINE.end("machines").read(tree, inner, "machine_config")
    assert config is not None
    guest = config.get("guest")
    return config if guest is None else config.having(guest=guest.without(*SPEC_ONLY))


def _embed_files(plain: dict[str, Any], source: Node, cx: Reading) -> None:
    """`local_path` of files without content is read and embedded, here and in each container.

    The last entry of the same guest_path that has a local_path counts (internal/config/machine.go readLocalFiles).
    """
    containers = plain.get("containers")
    for holder in [plain, *(containers if isinstance(containers, list) else [])]:
        found = holder.get("files") if isinstance(holder, dict) else None
        files = [entry for entry in (found if isinstance(found, list) else []) if isinstance(entry, dict)]
        names = {}
        for entry in files:
            name = entry.pop("local_path", None)
            if isinstance(name, str) and name:
                names[str(entry.get("guest_path"))] = name
        for entry in files:
            name = names.get(str(entry.get("guest_path")))
            if name is not None and entry.get("raw_value") is None and entry.get("secret_name") is None:
                entry["raw_value"] = encode(read_file(source, name, cx, "machine_config/files/local_path"))


def _with_chosen(config: Node, source: Node, name: Node | None, cx: Reading) -> Node:
    """The config whose container runs the app's image: the one named, else "app", else the first."""
    containers = config.get("containers")
    if containers is None:
        cx.ledger.inert(name, "there are no containers to choose from")
        return config
    names = [c.at("name") for c in containers.each()]
    plain = [n.value if n is not None else "" for n in names]
    wanted = name.value if name is not None else "app"
    if wanted in plain:
        index = plain.index(wanted)
    elif name is not None:
        raise cx.wrong(name, "container", f"the name of a container of machine_config ({', '.join(plain)})")
    else:
        index = 0
    out = []
    for number, entry in enumerate(containers.each()):
        image = Node(OWN, source.sources) if number == index else entry.get("image")
        if image is None:
            raise cx.wrong(source, "machine_config/containers", "an image for each container")
        out.append(entry.having(image=image.why(name)))
    return config.having(containers=Node(out, containers.sources, containers.because, containers.reason))
