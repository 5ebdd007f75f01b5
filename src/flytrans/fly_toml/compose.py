"""`[build.compose]`: a compose file whose services become the containers of every machine.

Source: flyctl internal/containerconfig/compose.go and internal/appconfig/config.go DetectComposeFile. flyctl reads a
small part of compose, and some of that in its own way; `read_compose` does as flyctl does and says what is lost.
"""

from __future__ import annotations

import posixpath
from typing import Any

from flytrans.mapping.files import encode, read_file
from flytrans.mapping.images import OWN
from flytrans.mapping.machine import MACHINE
from flytrans.tree.context import Reading, Unreadable
from flytrans.tree.node import Node, lift
from flytrans.values.bad import Bad

KNOWN_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
READ = ("image", "build", "environment", "volumes", "command", "entrypoint", "user", "depends_on", "healthcheck")
"""Keys of a service that reach a container; every other is lost."""
CONDITIONS = {"service_healthy": "healthy", "service_completed_successfully": "exited_successfully"}
LONGEST = 1_000_000


def read_compose(compose: Node, cx: Reading) -> dict[str, Node] | None:
    """What the compose file adds to every machine: its containers. None where no file is named and none is there.

    Raises InputError at the leaf that names the file for what flyctl cannot read.
    """
    named = compose.get("file")
    if named is not None:
        text = read_file(named, named.value, cx, "build/compose/file")
        name, leaf = named.value, named
    else:
        found = _detected(cx)
        if found is None:
            cx.ledger.inert(compose, f"no compose file is there (looked for {', '.join(KNOWN_NAMES)})")
            return None
        name, text = found
        leaf = compose
    try:
        containers = _containers(_parsed(text), posixpath.dirname(name), cx)
    except Bad as error:
        raise cx.wrong(leaf, "build/compose", f"a compose file that flyctl can read; {name}: {error}") from None
    _say_what_is_lost(containers, leaf, cx)
    plain = {"containers": [container for container, _ in containers]}
    config = MACHINE.end("machines").read(lift(plain, tuple(sorted(leaf.leaves()))), cx.within(), "build/compose")
    assert config is not None
    return dict(config.value)


def _detected(cx: Reading) -> tuple[str, bytes] | None:
    for name in KNOWN_NAMES:
        try:
            return name, cx.read_file(name)
        except Unreadable:
            continue
    return None


def _parsed(content: bytes) -> dict[str, Any]:
    """The services, each scalar as written and as resolved."""
    import yaml

    from flytrans.fly_toml.yaml_text import Unfit, parse_first

    if len(content) > LONGEST:
        raise Bad("it is too large")
    try:
        tree = parse_first(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Bad("it is no UTF-8") from None
    except (Unfit, RecursionError) as error:
        raise Bad(str(error) or "it is nested too deep") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Bad(f"it is no YAML{f' (line {mark.line + 1})' if mark is not None else ''}") from None
    services = _table(_table(tree, "the file").get("services"), "services")
    if not services:
        raise Bad("it has no services")
    return {name: _table(service, name) for name, service in services.items()}


def _containers(services: dict[str, Any], folder: str, cx: Reading) -> list[tuple[dict[str, Any], list[str]]]:
    """(container as the API spells it, what was lost), by name."""
    built = [name for name, service in services.items() if _present(service.get("build"))]
    if len(built) > 1:
        raise Bad(f"only one service can have build; {', '.join(sorted(built))} have")
    return [_container(name, services[name], folder, cx) for name in sorted(services)]


def _container(name: str, service: dict[str, Any], folder: str, cx: Reading) -> tuple[dict[str, Any], list[str]]:
    lost = [f"{name}.{key}" for key in sorted(service) if key not in READ]
    image = OWN if _present(service.get("build")) else _text(service.get("image"), f"{name}.image")
    if not image:
        raise Bad(f"{name} has neither image nor build")
    health = _healthcheck(service.get("healthcheck"), name, lost)
    container = {
        "name": name,
        "image": image,
        "entrypoint": _words(service.get("entrypoint")),
        "cmd": _words(service.get("command")),
        "user": _text(service.get("user"), f"{name}.user"),
        "env": _environment(service.get("environment"), name),
        "files": _files(service.get("volumes"), name, folder, cx, lost),
        "depends_on": _depends_on(service.get("depends_on"), name),
        "healthchecks": [health] if health is not None else [],
    }
    _typed_only(service, name)
    return {key: value for key, value in container.items() if value}, lost


def _typed_only(service: dict[str, Any], name: str) -> None:
    """Keys that flyctl decodes into types and never uses: a wrong type is still an error."""
    _texts(service.get("ports"), f"{name}.ports")
    for key in ("working_dir", "restart"):
        _text(service.get(key), f"{name}.{key}")
    for key in ("configs", "secrets"):
        if _present(service.get(key)) and not isinstance(service[key], list):
            raise Bad(f"{name}.{key} is no list")
    _table(service.get("deploy"), f"{name}.deploy")


def _environment(value: Any, name: str) -> dict[str, str]:
    return {
        key: _text(entry, f"{name}.environment.{key}") for key, entry in _table(value, f"{name}.environment").items()
    }


def _files(value: Any, name: str, folder: str, cx: Reading, lost: list[str]) -> list[dict[str, str]]:
    """Files that are bound into the container are copied; folders and named volumes are lost."""
    out = []
    for volume in _texts(value, f"{name}.volumes"):
        parts = volume.split(":")
        host = parts[0] if len(parts) == 3 or (len(parts) == 2 and parts[1] not in ("ro", "rw")) else ""
        content = None
        if host:
            try:
                content = cx.read_file(posixpath.normpath(posixpath.join(folder, host)))
            except Unreadable:
                lost.append(f"{name}.volumes ({volume})")
        if content is not None:
            out.append({"guest_path": parts[1], "raw_value": encode(content)})
        elif not host:
            lost.append(f"{name}.volumes ({volume})")
    return out


def _depends_on(value: Any, name: str) -> list[dict[str, str]]:
    if not _present(value):
        return []
    found: dict[str, str] = {}
    if isinstance(value, list):
        found = {item.value: "started" for item in value if isinstance(getattr(item, "value", None), str)}
    elif isinstance(value, dict):
        for other, settings in value.items():
            said = settings.get("condition") if isinstance(settings, dict) else None
            found[other] = CONDITIONS.get(getattr(said, "value", None) or "", "started")
    else:
        raise Bad(f"{name}.depends_on is neither a list nor a table")
    return [{"name": other, "condition": found[other]} for other in sorted(found)]


def _healthcheck(value: Any, name: str, lost: list[str]) -> dict[str, Any] | None:
    """A command that is run; its times are always 30 and 10 seconds (compose.go convertHealthcheck)."""
    if not _present(value):
        return None
    check = _table(value, f"{name}.healthcheck")
    times = {key: _text(check.get(key), f"{name}.healthcheck.{key}") for key in ("interval", "timeout", "start_period")}
    lost += [f"{name}.healthcheck.{key}" for key, text in times.items() if text]
    out: dict[str, Any] = {"name": ""}
    test = check.get("test")
    words = _words(test)
    if isinstance(test, list) and words[:1] in (["CMD"], ["CMD-SHELL"]):
        if words[0] == "CMD-SHELL":
            lost.append(f"{name}.healthcheck.test (CMD-SHELL: no shell runs it)")
        words = words[1:]
    if words:
        out["exec"] = {"command": words}
    if times["interval"]:
        out["interval"] = 30
    if times["timeout"]:
        out["timeout"] = 10
    tries = _integer(check.get("retries"), f"{name}.healthcheck.retries")
    if tries > 0:
        out["failure_threshold"] = tries
    return out


def _integer(value: Any, where: str) -> int:
    if not _present(value):
        return 0
    number = getattr(value, "value", None)
    if number.__class__ not in (int, float) or not -(2**63) <= number < 2**63:
        raise Bad(f"{where} is no integer")
    return int(number)


def _words(value: Any) -> list[str]:
    """Text is one word, never split; of a list only the texts count."""
    if isinstance(value, list):
        return [item.value for item in value if isinstance(getattr(item, "value", None), str)]
    text = getattr(value, "value", None)
    return [text] if isinstance(text, str) else []


def _present(value: Any) -> bool:
    return value is not None and not (hasattr(value, "value") and value.value is None)


def _text(value: Any, where: str) -> str:
    if not _present(value):
        return ""
    text = getattr(value, "text", None)
    if not isinstance(text, str):
        raise Bad(f"{where} is no text")
    return text


def _texts(value: Any, where: str) -> list[str]:
    if not _present(value):
        return []
    if not isinstance(value, list):
        raise Bad(f"{where} is no list")
    return [_text(item, where) for item in value]


def _table(value: Any, where: str) -> dict[str, Any]:
    if not _present(value):
        return {}
    if not isinstance(value, dict):
        raise Bad(f"{where} is no table")
    return value


def _say_what_is_lost(containers: list[tuple[dict[str, Any], list[str]]], leaf: Node, cx: Reading) -> None:
    lost = [entry for _, found in containers for entry in found]
    if lost:
        cx.found(
            "FT316", leaf, f"flyctl does not take over from the compose file: {', '.join(lost)}", "say it in fly.toml"
        )
