"""Files of a machine from ConfigMap, Secret and projected volumes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from flytrans.kubernetes.configmap import in_base64
from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.environment_reading import AS_SECRET, is_optional
from flytrans.kubernetes.files import SECRET_FILES
from flytrans.kubernetes.mentions import mentioned_under
from flytrans.kubernetes.mount_paths import mount_path
from flytrans.kubernetes.objects import Objects, identity_of
from flytrans.kubernetes.pod_volumes import volumes_of
from flytrans.kubernetes.secret_keys import because, is_open, keys_of, maker_of_key, said_key, secret_called
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, entries_of, listing, made, table, text_at

USUAL_MODE = 0o644
_EXECUTABLE = 0o111
_CROWDED = r"(^|/)(conf|config|etc|conf\.d|sites-enabled|init\.d|[a-z-]+\.d)$"


_KEY = r"[-._a-zA-Z0-9]+"


class _File(NamedTuple):
    """A file of a volume: its path there, its content or the secret that has it, and its mode."""

    path: Node
    content: Node | None
    secret: Node | None
    mode: Node | None


def gather_files(
    container: Node, pod: Node, objects: Objects, namespace: str, ours: bool, cx: Reading, said: Node | None = None
) -> Node | None:
    """The files that a container's mounts put into it, in their order; a later one of a path wins.

    `said`: the leaf that says the namespace, if one does.
    """
    volumes, reader = volumes_of(pod, cx), _Volume(objects, namespace, ours, cx, said)
    out: dict[str, Node] = {}
    known: dict[int, _Content] = {}
    for mount in tables_of(container.get("volumeMounts")):
        volume = volumes.get(text_at(mount, "name"))
        where = mount_path(mount, cx) if volume is not None else None
        if volume is None or where is None:
            continue
        content = known.get(id(volume))
        if content is None:
            content = _content_of(volume, partial(_read_by, container, mount, where), reader)
            if not content.guessed:
                known[id(volume)] = content
        found = content.at(text_of(mount.get("subPath")))
        if found and text_of(mount.get("subPath")) is None and re.search(_CROWDED, where.value.rstrip("/")):
            message = f"the files join what the image has in {where.value}, and hide nothing there"
            cx.found("FT343", where, message)
        for file in found:
            entry = _entry(file, volume, mount, where, cx)
            if entry is not None:
                part = mount.get("subPath")
                cx.ledger.reason(part, "FT427", "it only says which file of the volume is meant", effect="none")
                out[entry.value["guest_path"].value] = entry
    return listing(out.values()) if out else None


class _Content:
    """The files of a volume, of which a mount may take a part; `guessed`: its mount helped to tell what there is."""

    __slots__ = ("_by_path", "_files", "guessed")

    def __init__(self, files: list[_File], *, guessed: bool) -> None:
        self.guessed = guessed
        self._files = files
        self._by_path: dict[str, list[_File]] = {}
        for file in files:
            self._by_path.setdefault(file.path.value, []).append(file)

    def at(self, part: str | None) -> list[_File]:
        """The files of the volume, or of that file or folder in it."""
        if not part:
            return self._files
        folder = f"{part.rstrip('/')}/"
        return self._by_path.get(part) or [f for f in self._files if f.path.value.startswith(folder)]


def _content_of(volume: Node, read: Callable[[], _Read], reader: _Volume) -> _Content:
    asked: list[_Read] = []

    def ask() -> _Read:
        asked.append(read())
        return asked[0]

    files = list(reader.files(volume, ask))
    return _Content(files, guessed=bool(asked))


class _Read(NamedTuple):
    """Names of the files of a volume that a container is known to read, and whether these are all."""

    names: list[Node]
    all: bool


def _read_by(container: Node, mount: Node, where: Node) -> _Read:
    """The subPath, else what the container's words name."""
    part = mount.get("subPath")
    if part is not None and text_of(part):
        return _Read([part] if re.fullmatch(_KEY, part.value) else [], True)
    return _Read(mentioned_under(where.value, container), False)


def _nothing() -> _Read:
    return _Read([], False)


def _entry(file: _File, volume: Node, mount: Node, where: Node, cx: Reading) -> Node | None:
    """A file at its place; None where the mount takes another part of the volume."""
    part = mount.get("subPath")
    if text_of(part) == "":
        cx.ledger.moot(part, "an empty path is the whole volume")
    folder = where.value.rstrip("/")
    sub = text_of(part)
    if sub:
        if file.path.value == sub:
            place = where.why(part, file.path)
        elif file.path.value.startswith(f"{sub.rstrip('/')}/"):
            place = made(f"{folder}/{file.path.value[len(sub.rstrip('/')) + 1 :]}", where, file.path, part)
        else:
            return None
    else:
        place = made(f"{folder}/{file.path.value}", where, file.path)
    joined = (mount.get("name"), volume.get("name"), part if sub else None)
    return table(
        guest_path=place.why(*joined),
        raw_value=file.content.why(*joined) if file.content is not None else None,
        secret_name=file.secret.why(*joined) if file.secret is not None else None,
        mode=file.mode.why(part) if file.mode is not None and sub else file.mode,
    )


class _Volume:
    """Reads the files of volumes."""

    __slots__ = ("cx", "namespace", "objects", "ours", "said")

    def __init__(self, objects: Objects, namespace: str, ours: bool, cx: Reading, said: Node | None) -> None:
        self.said = said
        self.objects = objects
        self.namespace = namespace
        self.ours = ours
        self.cx = cx

    def files(self, volume: Node, read: Callable[[], _Read]) -> Iterator[_File]:
        """The files of a volume, in its order; `read`: what is known to be read of it."""
        config, secret, projected = (volume.get(key) for key in ("configMap", "secret", "projected"))
        for source, mode in ((config, None), (secret, None)):
            if source is not None:
                name = source.get("secretName") if source is secret else source.get("name")
                kind = "Secret" if source is secret else "ConfigMap"
                yield from self._source(kind, name, source, source.get("defaultMode") or mode, read)
        for entry in tables_of(projected.get("sources") if projected is not None else None):
            assert projected is not None
            for key, kind in (("configMap", "ConfigMap"), ("secret", "Secret")):
                source = entry.get(key)
                if source is not None:
                    yield from self._source(kind, source.get("name"), source, projected.get("defaultMode"))

    def _source(
        self,
        kind: str,
        name: Node | None,
        source: Node,
        mode: Node | None,
        read: Callable[[], _Read] = _nothing,
    ) -> Iterator[_File]:
        text = text_of(name)
        if not text or name is None:
            return
        found = self.objects.get(kind, self.namespace, text)
        items = tables_of(source.get("items"))
        absent = found is None and not is_optional(source)
        listed = list(_listed(found, name, items, kind, self.said))
        known = read() if (absent or is_open(found)) and not self.ours and not items else None
        if known is not None:
            there = {key.value for key, _, _ in listed}
            listed += [(key, key, None) for key in known.names if key.value not in there]
        lack = self._tell_absent(kind, name, bool(listed), bool(items) or (known is not None and known.all), absent)
        for said in identity_of(found) if not listed else ():
            self.cx.ledger.keeps_out(said, f"the {kind} has no keys, so nothing is mounted")
        for key, path, own_mode in listed:
            moded = self._mode(own_mode if own_mode is not None else mode)
            if kind == "Secret":
                called = because(self._secret(text, key, name), maker_of_key(found, key.value))
                yield _File(path, None, called, moded)
            elif (content := _content(found, key)) is not None:
                yield _File(path, content.why(name, *identity_of(found), self.said), None, moded)
            elif not is_optional(source):
                if found is not None:
                    lack = f"ConfigMap {text} has no key {key.value}"
                    lack = lack if self.ours else AS_SECRET.format(lack)
                    self.cx.found("FT014" if self.ours else "FT354", path, lack)
                if not self.ours:
                    yield self._asked_for(text, key, path, name, moded, lack)

    def _tell_absent(self, kind: str, name: Node, some: bool, whole: bool, absent: bool) -> str:
        """Say that a source is not in the input, in one line; `some`, `whole`: which of its keys are known."""
        if not absent or (kind == "Secret" and some and whole):
            return ""
        fix = "list the keys in items" if kind == "Secret" else "add it, or say optional: true"
        lack, fix = self.objects.missing(kind, self.namespace, name.value, fix)
        asked = kind == "ConfigMap" and some and not self.ours
        if asked:
            lack = AS_SECRET.format(lack) + ("" if whole else "; what else it holds is not known")
        self.cx.found("FT354" if asked else "FT014", name, lack, fix)
        return lack

    def _mode(self, chosen: Node | None) -> Node | None:
        """The mode of a file, where it is not the usual one."""
        bits = whole_of(chosen)
        if bits is None or bits == USUAL_MODE:
            self.cx.ledger.inert(chosen if bits is not None else None, "0644 is the default")
            return None
        if bits & _EXECUTABLE:
            self.cx.ledger.reason(chosen, "FT530", "a fly.toml gives files no mode, so none can be executed")
        return chosen

    def _asked_for(self, config: str, key: Node, path: Node, name: Node, mode: Node | None, message: str) -> _File:
        """A file that no ConfigMap here has, from a secret."""
        for node in (name, key) if key is not path else (name,):
            self.cx.ledger.reason(node, "FT354", message, always=True)
        return _File(path, None, self._secret(config, key, name), mode)

    def _secret(self, secret: str, key: Node, name: Node) -> Node:
        """The app's secret that holds a file: our own key as it is, else a name of Secret and key."""
        if self.ours or secret.endswith(f"-{SECRET_FILES}"):
            return key.why(name)
        return secret_called(name, key)


def _listed(
    found: Node | None, asked: Node, items: list[Node], kind: str, said: Node | None
) -> Iterator[tuple[Node, Node, Node | None]]:
    """Key, path and mode of each file: the items', else every key of the object that is `asked` for.

    `said` says the namespace, where a leaf does.
    """
    for item in items:
        key, path = item.get("key"), item.get("path")
        if key is not None and path is not None and text_of(key) and text_of(path):
            yield key, path, item.get("mode")
    if items or found is None:
        return
    for name in keys_of(found) if kind == "Secret" else _keys(found):
        key = said_key(found, name, said) if kind == "Secret" else None
        if key is None:
            decided = (found.at("data", name), said) if kind == "Secret" else ()
            key = default(name, "every key is a file", asked, *identity_of(found), *decided)
        yield key, key, None


def _keys(config: Node) -> list[str]:
    keys: set[str] = set()
    for field in ("data", "binaryData"):
        keys.update(key for key, _ in entries_of(config.get(field)))
    return sorted(keys)


def _content(config: Node | None, key: Node) -> Node | None:
    """The content of a key in base64, as the Machines API takes it."""
    if config is None:
        return None
    text, binary = config.at("data", key.value), config.at("binaryData", key.value)
    if text is not None and isinstance(text.value, str):
        return text.map(in_base64).why(key if key.sources else None)
    if binary is not None and isinstance(binary.value, str):
        return binary.why(key if key.sources else None)
    return None
