"""The laws of the fly.toml end, over models made from the rows: whatever a fly.toml can say comes back as it was."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from flytrans.api.options import Options
from flytrans.fly_toml.document import parse
from flytrans.fly_toml.shape import read
from flytrans.fly_toml.text import render, render_toml
from flytrans.fly_toml.writing import write
from flytrans.mapping.checks import CHECK, HTTP_CHECKS, MACHINE_CHECKS, TCP_CHECKS
from flytrans.mapping.containers import CONTAINERS, FLY_POLICY, VOLUMES
from flytrans.mapping.fly import BUILD, DEPLOY
from flytrans.mapping.guest import PRESETS
from flytrans.mapping.kinds import (
    ANY,
    AUTOSTOP,
    DURATION,
    INTEGER,
    INTEGER_OR_ZERO,
    NUMBER_OR_ZERO,
    PERSIST,
    SWITCH,
    TEXT,
    TEXT_OR_EMPTY,
    TEXT_TABLE,
    TRUE,
)
from flytrans.mapping.machine import DNS, METRICS
from flytrans.mapping.mounts import MOUNT
from flytrans.mapping.mounts import SIZES as MOUNT_SIZES
from flytrans.mapping.row import At, Each, Field, Kind, Listing, Mapping, Named, One
from flytrans.mapping.services import SERVICE
from flytrans.tree.context import Reading, Unreadable, Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, lift, walk

# ---------------------------------------------------------------- values by kind
MOST = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LETTERS = st.sampled_from(
    ["web", "app", "worker", "a b", "it's", 'say "hi"', "#x", "é", "a\\b", "two\nlines", "-", "é\x7f"]
)
PLAIN = LETTERS | st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
NUMBERS = st.integers(1, 2**53)
FLOATS = st.floats(allow_nan=False, allow_infinity=False).filter(lambda value: not 2**53 < abs(value) < 10**21)
"""Go writes those between as whole numbers, so a model does not have them."""
ANYTHING = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | PLAIN | FLOATS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(PLAIN, inner, max_size=2),
    max_leaves=4,
)
BY_KIND: dict[int, SearchStrategy[Any]] = {
    id(TEXT): PLAIN,
    id(TEXT_OR_EMPTY): PLAIN | st.just(""),
    id(INTEGER): NUMBERS,
    id(INTEGER_OR_ZERO): st.just(0) | NUMBERS,
    id(TRUE): st.just(True),
    id(SWITCH): st.booleans(),
    id(NUMBER_OR_ZERO): st.floats(0, 100) | st.integers(0, 9),
    id(DURATION): st.integers(0, 2**62),
    id(AUTOSTOP): st.sampled_from(["off", "stop", "suspend"]),
    id(PERSIST): st.sampled_from(["never", "always", "restart"]),
    id(FLY_POLICY): st.sampled_from(["always", "on-failure", "no"]),
    id(ANY): ANYTHING,
}
HEADERS = st.dictionaries(PLAIN, PLAIN, min_size=1, max_size=2).map(
    lambda found: [{"name": name, "values": [found[name]]} for name in sorted(found)]
)


def values_of(kind: Any, end: str) -> SearchStrategy[Any]:
    """Values of the model that a kind can have at an end."""
    if isinstance(kind, One):
        rows = table_of(kind.fields, end)
        if isinstance(kind, Each):
            return st.lists(rows, min_size=1, max_size=2)
        return st.dictionaries(PLAIN, rows, min_size=1, max_size=2) if isinstance(kind, Named) else rows
    if isinstance(kind, Listing):
        return st.lists(values_of(kind.item, end), min_size=1, max_size=3)
    if isinstance(kind, Mapping):
        return st.dictionaries(PLAIN, values_of(kind.item, end), min_size=1, max_size=2)
    found = BY_KIND.get(id(kind))
    if found is not None:
        return found
    assert isinstance(kind, Kind)
    if int in kind.accepts:
        return st.integers(0 if kind.zero_counts else 1, 2**31 - 1)
    assert str in kind.accepts
    return PLAIN


def table_of(fields: Any, end: str, *without: str, **special: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    """Tables of some of the fields that an end can say; `special` are those with rules of their own."""
    entries = {}
    for field in fields:
        spot = field.at(end)
        if isinstance(spot, At) and field.name not in (*without, "processes"):
            own = special.get(field.name)
            entries[field.name] = own if own is not None else value_of(field, spot, end)
    return st.fixed_dictionaries({}, optional=entries).map(dict)


def value_of(field: Field, spot: At, end: str) -> SearchStrategy[Any]:
    if field.name == "headers" and spot.kind is TEXT_TABLE:
        return HEADERS
    return values_of(spot.kind or field.kind, end)


# ---------------------------------------------------------------- parts of a model
SIZES_GB = {key: st.integers(1, 500) for key in MOUNT_SIZES}
MOUNTS = table_of(MOUNT, "fly", **SIZES_GB)
_TCP = table_of(TCP_CHECKS.fields, "fly").map(lambda check: {"type": "tcp", **check})
_HTTP = table_of(HTTP_CHECKS.fields, "fly").map(lambda check: {"type": "http", **check})
SERVICE_CHECKS = st.tuples(st.lists(_TCP, max_size=2), st.lists(_HTTP, max_size=2)).map(
    lambda found: found[0] + found[1]
)
WEB = st.tuples(table_of(SERVICE, "fly", "ports", "protocol", "tcp_checks", "http_checks"), st.booleans()).map(
    lambda found: {
        **found[0],
        "protocol": "tcp",
        "ports": [
            {"port": 80, "handlers": ["http"], **({"force_https": True} if found[1] else {})},
            {"port": 443, "handlers": ["http", "tls"]},
        ],
    }
)
SERVICES = st.tuples(WEB | table_of(SERVICE, "fly", "tcp_checks", "http_checks"), st.just([]) | SERVICE_CHECKS).map(
    lambda found: {**found[0], **({"checks": found[1]} if found[1] else {})}
)
CHECKS = st.tuples(
    table_of(CHECK, "fly", method=st.sampled_from(["GET", "POST", ""])),
    st.sampled_from(["http", "tcp"]),
    st.integers(0, 9999),
).map(lambda found: {**found[0], "type": found[1], "port": found[2]})
_SIZES = st.sampled_from([(kind, cpus) for kind, cpus, _ in PRESETS.values()]) | st.tuples(PLAIN, st.integers(1, 99))
_GPUS = st.sampled_from([{}, {"gpus": 1, "gpu_kind": "l40s"}, {"gpus": 2, "gpu_kind": "l40s"}, {"gpu_kind": "a10"}])
GUESTS = st.tuples(
    _SIZES,
    st.sampled_from([256, 512, 1000, 2048, 16384, 32768]) | st.integers(1, 10**6),
    _GPUS,
    st.fixed_dictionaries(
        {},
        optional={
            "max_memory_mb": NUMBERS,
            "host_dedication_id": PLAIN,
            "persist_rootfs": BY_KIND[id(PERSIST)],
            "kernel_args": st.lists(PLAIN, min_size=1, max_size=2),
        },
    ),
).map(lambda f: {"cpu_kind": f[0][0], "cpus": f[0][1], "memory_mb": f[1], **f[2], **f[3]})
RESTARTS = st.tuples(BY_KIND[id(FLY_POLICY)], st.none() | st.integers(1, 99)).map(
    lambda f: {"policy": f[0], **({"max_retries": f[1]} if f[1] else {})}
)
_CONTENT = st.one_of(
    PLAIN.map(lambda text: {"raw_value": base64.b64encode(text.encode()).decode()}),
    PLAIN.map(lambda name: {"secret_name": name}),
    st.just({}),
)
FILES = st.dictionaries(PLAIN, _CONTENT, min_size=1, max_size=3).map(
    lambda found: [{"guest_path": path, **content} for path, content in found.items()]
)
_STATIC = ("guest_path", "url_prefix", "tigris_bucket", "index_document")
STATICS = st.lists(st.fixed_dictionaries({key: PLAIN | st.just("") for key in _STATIC}), min_size=1, max_size=2)
WORDS = st.lists(PLAIN | st.just(""), min_size=1, max_size=3)
_NAMED = st.lists(PLAIN, min_size=1, max_size=2, unique=True)
CONTAINER = table_of(CONTAINERS.fields, "machines", "name", "image", "files")


def _containers(found: tuple[list[str], list[dict[str, Any]], int]) -> list[dict[str, Any]]:
    names, rest, deployed = found
    return [
        {"name": name, "image": "." if index == deployed % len(names) else "other:1", **rest[index]}
        for index, name in enumerate(names)
    ]


OVERLAYS = st.fixed_dictionaries(
    {},
    optional={
        "schedule": st.sampled_from(["hourly", "daily"]),
        "auto_destroy": st.just(True),
        "dns": table_of(DNS.fields, "machines"),
        "metadata": st.dictionaries(PLAIN, PLAIN, min_size=1, max_size=2),
        "standbys": WORDS,
        "rootfs": st.just({"size_gb": 4}),
        "volumes": values_of(VOLUMES, "machines"),
        "containers": st.tuples(_NAMED, st.lists(CONTAINER, min_size=2, max_size=2), st.integers(0, 1)).map(
            _containers
        ),
    },
)


@st.composite
def apps(draw: Callable[[SearchStrategy[Any]], Any]) -> dict[str, Any]:
    """An app that a fly.toml can say whole: what it says once is equal in all groups."""
    names = draw(st.just(["app"]) | st.lists(PLAIN, min_size=1, max_size=3, unique=True))
    views: dict[str, dict[str, Any]] = {name: {} for name in names}
    once = {
        "env": st.dictionaries(PLAIN, PLAIN | st.just(""), min_size=1, max_size=2),
        "files": FILES,
        "statics": STATICS,
        "stop": st.fixed_dictionaries({}, optional={"timeout": BY_KIND[id(DURATION)], "signal": PLAIN | st.just("")}),
        "image": PLAIN,
    }
    init = st.fixed_dictionaries({}, optional={"entrypoint": WORDS, "exec": WORDS, "swap_size_mb": st.integers(0, 9)})
    inner = st.fixed_dictionaries({}, optional={"tty": st.just(True), "kernel_args": WORDS})
    shared = {**draw(st.fixed_dictionaries({}, optional=once)), **draw(OVERLAYS)}
    shared_init = {**draw(init), **draw(inner)}
    metrics = table_of(METRICS, "machines")
    each = {
        "mounts": st.lists(MOUNTS, min_size=1, max_size=2),
        "metrics": metrics,
        "restart": RESTARTS,
        "guest": GUESTS,
    }
    for view in views.values():
        view |= {key: value for key, value in shared.items() if value or key == "dns"}
        view |= draw(
            st.fixed_dictionaries({}, optional={**each, "services": st.lists(SERVICES, min_size=1, max_size=3)})
        )
        words = {"cmd": draw(WORDS)} if draw(st.booleans()) else {}
        if shared_init or words:
            view["init"] = {**shared_init, **words}
    for name, check in draw(st.dictionaries(PLAIN, CHECKS, max_size=2)).items():
        for group in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
            views[group].setdefault("checks", {})[name] = check
    deploy = table_of(DEPLOY.fields, "fly", "release_command_vm", release_command=WORDS)
    top = {
        "name": PLAIN,
        "region": PLAIN,
        "console_command": PLAIN,
        "build": table_of(BUILD.fields, "fly", "image", "compose").filter(bool),
        "deploy": st.tuples(deploy, st.none() | GUESTS)
        .map(lambda f: {**f[0], **({"release_guest": f[1]} if f[1] else {})})
        .filter(bool),
        "flyctl": st.fixed_dictionaries(
            {"enable_consul": st.just(True)}, optional={"attached_secrets": st.dictionaries(PLAIN, PLAIN, min_size=1)}
        ),
        "machine_checks": values_of(MACHINE_CHECKS, "fly"),
    }
    return {**draw(st.fixed_dictionaries({}, optional=top)), "groups": {name: views[name] for name in sorted(names)}}


# ---------------------------------------------------------------- the laws
def written(model: Any) -> dict[str, str]:
    node = model if isinstance(model, Node) else lift(model)
    return render(write(node, Writing(Ledger(), Options())))


def read_back(files: dict[str, str]) -> Node:
    def read_file(name: str) -> bytes:
        if name not in files:
            raise Unreadable("it is not there")
        return files[name].encode()

    ledger = Ledger()
    cx = Reading(ledger, file="fly.toml", read_file=read_file)
    return read(parse("fly.toml", files["fly.toml"], ledger), cx)


@MOST
@given(apps())
def test_what_is_written_reads_as_the_same_model(app: dict[str, Any]) -> None:
    assert read_back(written({"apps": [app]})).plain() == {"apps": [app]}


@MOST
@given(apps())
def test_writing_what_was_read_gives_the_same_text(app: dict[str, Any]) -> None:
    files = written({"apps": [app]})
    assert written(read_back(files)) == files


@MOST
@given(apps())
def test_every_leaf_says_where_it_comes_from(app: dict[str, Any]) -> None:
    files = written({"apps": [app]})
    cx = Writing(Ledger(), Options())
    for document in write(read_back(files), cx):
        for pointer, leaf in walk(document.node):
            assert leaf.sources or leaf.reason, pointer


TREES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), TREES, max_size=4))
def test_the_text_of_a_tree_parses_to_the_tree(tree: dict[str, Any]) -> None:
    assert tomli.loads(render_toml(lift(tree))) == tree


@given(st.text(), st.text())
def test_no_text_is_refused_not_even_a_lone_surrogate(key: str, text: str) -> None:
    assert tomli.loads(render_toml(lift({"a": {key: text}}))) == {"a": {key: text}}
