"""Files that are put into a machine.

Sources: fly-go machine_types.go File and fly.go MergeFiles; flyctl internal/appconfig/config.go toMachineFile.
"""

from __future__ import annotations

from flytrans.mapping.kinds import TEXT, TEXT_OR_EMPTY, TEXTS, UINT32
from flytrans.mapping.row import At, Each, Field, Meaning
from flytrans.tree.context import Reading, Unreadable, Writing
from flytrans.tree.node import Node, made, table

INCOMPLETE = Meaning("FT422", "the entry lacks a path or its content")

FILE = (
    Field(
        "guest_path", TEXT, kubernetes=INCOMPLETE, about="absolute path in the machine; a repeated one: the last wins"
    ),
    Field(
        "local_path",
        TEXT,
        machines=None,
        kubernetes=INCOMPLETE,
        about="path of the file to read, from the working directory; wins over the others",
    ),
    Field(
        "secret_name",
        TEXT_OR_EMPTY,
        fly=At("secret_name", TEXT),
        kubernetes=INCOMPLETE,
        about="name of the secret whose value is the content in base64; wins over raw_value",
    ),
    Field(
        "raw_value",
        TEXT_OR_EMPTY,
        fly=At("raw_value", TEXT),
        kubernetes=INCOMPLETE,
        about="the content; plain text in fly.toml, base64 in the API",
    ),
    Field(
        "image_config",
        TEXT_OR_EMPTY,
        fly=Meaning("FT460"),
        kubernetes=INCOMPLETE,
        about="image whose config is the content",
    ),
    Field(
        "mode",
        UINT32,
        fly=Meaning("FT460"),
        kubernetes=INCOMPLETE,
        about="permission bits, as a plain number: 0o644 is 420",
    ),
    Field("processes", TEXTS, machines=None, about="without effect: every group gets all files"),
)
FILES = Each(*FILE, key=("guest_path",))
SOURCES = ("local_path", "secret_name", "raw_value")


def expand_files(found: list[Node], cx: Reading) -> Node | None:
    """What `[[files]]` puts into every machine: the last of a path wins, one without content removes earlier ones.

    Where a path is there twice, each path decides which entry stands where.
    """
    out: dict[str, Node] = {}
    again = False
    for entry in found:
        cx.ledger.inert(entry.get("processes"), "flyctl puts files into the machines of every group")
        path = entry.get("guest_path")
        key = path.value if path is not None else ""
        item = table(guest_path=path, **_content(entry, cx))
        empty = all(item.get(key) is None for key in SOURCES)
        held = Node(item.value, entry.sources, entry.because)
        if key in out:
            earlier = out.pop(key) if empty else out[key]
            cx.ledger.inert(earlier, "a later [[files]] entry has the same guest_path")
            if empty:
                cx.ledger.keeps_out(path, "it takes an earlier entry of the path away")
                cx.ledger.inert(entry, "it only takes an earlier entry of the path away")
                continue
        again = again or key in out
        out[key] = held
    if not out:
        return None
    paths = [entry.get("guest_path") for entry in found] if again else []
    return Node([item.why(*paths) for item in out.values()])


def _content(entry: Node, cx: Reading) -> dict[str, Node | None]:
    local, secret, raw = (entry.get(key) for key in SOURCES)
    if local is not None:
        for node in (secret, raw):
            cx.ledger.inert(node, "local_path wins")
        try:
            content = encode(cx.read_file(local.value))
        except Unreadable as error:
            if cx.own:  # our own output names a file that is not here: its content is carried
                return {"local_path": local}
            raise cx.wrong(local, "files/local_path", f"a file that can be read; {error}", "FT007") from None
        cx.ledger.reason(local, "FT462", "the content is here, the name of its file is not", effect="none")
        return {"raw_value": made(content, local), "local_path": None if plain_text(content) else local}
    if secret is not None:
        cx.ledger.inert(raw, "secret_name wins")
        return {"secret_name": secret}
    if raw is not None:
        return {"raw_value": raw.map(lambda text: encode(text.encode("utf-8", "surrogatepass")))}
    return {}


def read_file(node: Node, name: str, cx: Reading, where: str) -> bytes:
    """The bytes of a file that a leaf names, or the error at that leaf."""
    try:
        return cx.read_file(name)
    except Unreadable as error:
        raise cx.wrong(node, where, f"a file that can be read; {error}", "FT007") from None


def collapse_files(files: list[Node], cx: Writing) -> list[Node]:
    """`[[files]]` entries: text as plain raw_value. No key says other content, so such a file stays in the file that
    local_path names, or its entry is left out (and carried)."""
    out = []
    for item in files:
        raw, secret = item.get("raw_value"), item.get("secret_name")
        if secret is not None and not secret.value:
            cx.ledger.reason(secret, "FT422", "an empty secret_name is none in a fly.toml")
            item, secret = item.without("secret_name"), None
        if raw is None:
            out.append(item)
            continue
        text = plain_text(raw.value)
        if secret is not None:
            cx.ledger.reason(raw, "FT422", "secret_name wins over it in a fly.toml")
        if text:
            out.append(item.having(raw_value=Node(text, raw.sources, raw.because, raw.reason), local_path=None))
        elif item.get("local_path") is not None:
            cx.ledger.reason(raw, "FT462", "the file that local_path names holds it", effect="none")
            out.append(item.without("raw_value"))
        else:
            cx.ledger.reason(item, "FT422", "raw_value of a fly.toml is text that is not empty", effect="data")
    return out


def encode(content: bytes) -> str:
    """Bytes as base64 text."""
    import base64

    return base64.b64encode(content).decode("ascii")


def decode(text: str) -> bytes | None:
    """The bytes of base64 text; None where it is not canonical base64."""
    import base64

    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return content if encode(content) == text else None


def plain_text(text: str) -> str | None:
    """The text that base64 stands for; None where it is no UTF-8."""
    content = decode(text)
    if content is None:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
