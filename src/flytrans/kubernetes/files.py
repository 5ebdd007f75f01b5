"""Files of a machine as keys of a ConfigMap or a Secret, each mounted by itself."""

from __future__ import annotations

from flytrans.kubernetes.bounds import permissions, tell_mode
from flytrans.kubernetes.configmap import LIMIT, bytes_of, config_map, is_key, key_of_path, size_of, text_of_base64
from flytrans.kubernetes.constants import tables_of, text_of, wanted
from flytrans.kubernetes.names import Names, hexed
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, listing, made, table

FILES, SECRET_FILES = "files", "secret-files"


class Mounted(NamedTuple):
    """What a container mounts, and the volumes that the pod needs for it."""

    mounts: list[Node]
    volumes: list[Node]


class Files:
    """The files of an app: every group's, and those of its containers, in one ConfigMap."""

    __slots__ = ("_moded", "_paths", "_taken", "config", "keys", "name", "secret_name")

    def __init__(self, app: Node, names: Names, cx: Writing) -> None:
        self.keys: dict[tuple[str, str], str] = {}
        self._paths: set[str] = set()
        self._taken: set[str] = set()
        data: dict[str, Node] = {}
        binary: dict[str, Node] = {}
        every = _all_files(app)
        self._moded = any(file.get("mode") is not None for file in every)
        for file in every:
            tell_mode(file.get("mode"), cx)
            path, raw = file.get("guest_path"), file.get("raw_value")
            if path is None or raw is None or not _is_place(path.value) or bytes_of(raw.value) is None:
                continue
            key = self._key(path.value, raw.value)
            text = text_of_base64(raw.value)
            place = data if text is not None else binary
            value = raw if text is None else Node(text, raw.sources, raw.because, raw.reason)
            place[key] = made(value.value, place[key], value) if key in place else value.why(path)
        self.name = names.object(FILES)
        self.secret_name = names.object(SECRET_FILES)
        self.config = config_map(names, FILES, data, binary)
        if self.config is not None and size_of(self.config) > LIMIT:
            cx.found("FT011", self.config, "the files are larger than the 1 MiB that a ConfigMap can hold")

    def _key(self, path: str, raw: str) -> str:
        """The key of a path and content; another path or content of the same key gets a hash."""
        if (path, raw) not in self.keys:
            key = key_of_path(path)
            if key in self._taken:
                key = f"{key[:244]}-{hexed(path + raw if path in self._paths else path)}"
            self.keys[path, raw] = key
            self._paths.add(path)
            self._taken.add(key)
        return self.keys[path, raw]

    def mounted(self, holder: Node | None) -> Mounted:
        """Mounts and volumes for the files of a machine or a container."""
        mounts, plain, secret = [], [], []
        seen: set[str] = set()
        files = tables_of(holder.get("files") if holder is not None else None)
        for file in files:
            path, raw, name = file.get("guest_path"), file.get("raw_value"), file.get("secret_name")
            if path is None or not _is_place(path.value) or path.value in seen:
                continue
            seen.add(path.value)
            mode = permissions(file.get("mode"))
            if raw is not None and (path.value, raw.value) in self.keys:
                key = made(self.keys[path.value, raw.value], path)
                plain.append(_item(key, key, mode))
                mounts.append(table(name=wanted(FILES).why(path), mountPath=path, subPath=key))
            elif raw is None and name is not None and is_key(name.value):
                sub = _with_mode(name, mode)
                secret.append(_item(name, sub, mode))
                mounts.append(table(name=wanted(SECRET_FILES).why(path), mountPath=path, subPath=sub))
        return Mounted(_with_rivals(mounts, files), [*self._plain_volume(plain), *self._secret_volume(secret)])

    def _plain_volume(self, items: list[Node]) -> list[Node]:
        if not items:
            return []
        source = table(name=self.name, items=listing(_once(items)) if self._moded else None)
        return [table(name=wanted(FILES), configMap=source)]

    def _secret_volume(self, items: list[Node]) -> list[Node]:
        if not items:
            return []
        source = table(secretName=self.secret_name, items=listing(_once(items)))
        return [table(name=wanted(SECRET_FILES), secret=source)]

    def release_copy(self, names: Names, annotations: Node) -> Node | None:
        """The copy that the release Job mounts: hooks run before the other ConfigMap is there."""
        if self.config is None:
            return None
        data, binary = (self.config.get(key) for key in ("data", "binaryData"))
        return config_map(
            names,
            "release-files",
            dict(data.items()) if data is not None else {},
            dict(binary.items()) if binary is not None else {},
            annotations,
        )


def _is_place(path: str) -> bool:
    """Whether something can be mounted at a path (K: pkg/apis/core/validation ValidateVolumeMounts)."""
    return path.startswith("/") and ":" not in path


def _with_rivals(mounts: list[Node], files: list[Node]) -> list[Node]:
    """Mounts that know whose path decides which stands where: a file would take the place of one without content.

    That is where a path was first (`mapping.files`), so the file would leave its own place, and those between move. Of
    a ConfigMap's file that is told by its key, which has the path's name.
    """
    places = {file.value["guest_path"].value: index for index, file in enumerate(files) if "guest_path" in file.value}
    mine = [(places[mount.value["mountPath"].value], mount) for mount in mounts]
    gaps = set(range(len(files))) - {place for place, _ in mine}
    if not gaps:
        return mounts
    out = []
    for place, mount in mine:
        movers = [
            Node(None, other.value["mountPath"].sources)
            for start, other in mine
            if other.value["name"].value == SECRET_FILES
            and any(min(gap, start) <= place <= max(gap, start) for gap in gaps)
        ]
        out.append(mount.why(*movers))
    return out


def is_free(mount: Node, others: list[Node]) -> bool:
    """Whether nothing else is mounted at a mount's path."""
    return all(other.value["mountPath"].value != mount.value["mountPath"].value for other in others)


def merged_volumes(volumes: list[Node]) -> list[Node]:
    """One volume of each name: containers of a pod may need different keys of the same ConfigMap."""
    out: dict[str, Node] = {}
    for volume in volumes:
        name = volume.value["name"].value
        known = out.get(name)
        if known is None:
            out[name] = volume
            continue
        kind = "configMap" if name == FILES else "secret"
        one, two = known.get(kind), volume.get(kind)
        if one is not None and two is not None and one.get("items") is not None and two.get("items") is not None:
            items = listing(_once([*one.value["items"].each(), *two.value["items"].each()]))
            out[name] = known.having(**{kind: one.having(items=items)})
    return list(out.values())


def _with_mode(name: Node, mode: Node | None) -> Node:
    """The path of a secret's file in its volume; the same secret may be there with several modes."""
    return name if mode is None else made(f"{name.value}-{mode.value:o}", name, mode)


def _once(items: list[Node]) -> list[Node]:
    """Each item once; what follows one that is there again moves when the two part."""
    seen: dict[str, Node] = {}
    again: list[Node] = []
    for item in items:
        path = item.value["path"].value
        if path in seen:
            again += [seen[path], item]
            seen[path] = seen[path].why(item)
        else:
            seen[path] = item.why(*again)
    return list(seen.values())


def _item(key: Node, path: Node, mode: Node | None) -> Node:
    return table(key=key, path=path, mode=mode)


def _all_files(app: Node) -> list[Node]:
    out: list[Node] = []
    for _, view in entries_of(app.get("groups")):
        for holder in [view, *tables_of(view.get("containers"))]:
            out += tables_of(holder.get("files"))
    return [file for file in out if text_of(file.get("guest_path"))]
