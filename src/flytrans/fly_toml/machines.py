"""One process group of fly.toml as the machine that runs it (flyctl internal/appconfig/machines.go ToMachineConfig)."""

from __future__ import annotations

from flytrans.diagnostics.finding import InputError
from flytrans.fly_toml.groups import Choice, Groups, choose, distribute
from flytrans.fly_toml.services import expand_http_service, expand_service, sorted_headers
from flytrans.mapping.containers import POLICIES
from flytrans.mapping.files import expand_files
from flytrans.mapping.guest import expand_guest
from flytrans.mapping.machine import STATIC_KEYS
from flytrans.mapping.mounts import expand_mount
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, entries_of, items_of, listing, made
from flytrans.values.bad import Bad
from flytrans.values.words import parse_words


class Shared(NamedTuple):
    """What all groups of a fly.toml draw from."""

    doc: Node
    groups: Groups
    overlay: dict[str, Node]
    http: dict[str, list[Node]]
    items: dict[str, dict[str, list[Node]]]
    chosen: dict[str, Choice]
    """What a group has one of: guest, metrics, restart."""
    same: dict[str, Node]

    @classmethod
    def of(cls, doc: Node, groups: Groups, overlay: dict[str, Node], cx: Reading) -> Shared:
        """Distribute everything that is for some groups, and make what is the same for all."""
        http = doc.get("http_service")
        items = {key: distribute(items_of(doc.get(key)), groups, cx) for key in ("services", "mounts")}
        checks = [
            Node({"name": Node(name), **check.value}, check.sources, check.because)
            for name, check in entries_of(doc.get("checks"))
        ]
        items["checks"] = distribute(checks, groups, cx)
        return cls(
            doc,
            groups,
            overlay,
            distribute([http] if http is not None else [], groups, cx),
            items,
            _chosen(doc, groups, cx),
            _same_for_all(doc, cx),
        )


def _chosen(doc: Node, groups: Groups, cx: Reading) -> dict[str, Choice]:
    restarts = [_restart(entry, groups, cx) for entry in items_of(doc.get("restart"))]
    why = "only the first [[metrics]] of a group counts"
    return {
        "metrics": _with_keys(choose(items_of(doc.get("metrics")), groups, cx, last=False, why=why), cx),
        "restart": choose(restarts, groups, cx, last=True, why="only the last [[restart]] of a group counts"),
        "guest": _guests(doc, groups, cx),
    }


def _with_keys(metrics: Choice, cx: Reading) -> Choice:
    """Without an entry that has no key of its own: flyctl's is a nil pointer then. A zero is not sent."""
    out = {}
    for name, entry in metrics.items.items():
        if entry.value.keys() <= {"processes"}:
            cx.ledger.inert(entry, "an entry without a port, path or https is none")
            continue
        said = {key: node for key, node in entry.items() if node.value}
        for node in entry.value.values():
            if not node.value:
                cx.ledger.inert(node, "an empty value is the same as none")
        out[name] = Node(said, entry.sources, entry.because)
    return Choice(out, metrics.leaves)


def _guests(doc: Node, groups: Groups, cx: Reading) -> Choice:
    """The last [[vm]] that names a group, else the first that names none (processgroups.go ComputeForGroup).

    A [[vm]] with "" among its processes is one that names none: there every group takes itself for the default.
    """
    entries = items_of(doc.get("vm"))
    named = [_without_blank(vm) for vm in entries if any(node.value != "" for node in _processes(vm))]
    generic = [vm for vm in entries if vm.get("processes") is None or any(node.value == "" for node in _processes(vm))]
    rest = generic[0].without("processes") if generic else None
    why, quiet = "a later [[vm]] names the group", cx.within()
    chosen, leaves = choose(
        named, groups, cx, last=True, why=why, otherwise=rest, meant=lambda vm: _meant_guest(vm, quiet)
    )
    left = [name for name in groups.names if name not in chosen]
    for vm in generic if not left else generic[1:]:
        cx.ledger.inert(vm, "no group is left for it")
    if rest is not None:
        blanks = [node for node in _processes(generic[0]) if node.value == ""]
        chosen |= dict.fromkeys(left, rest.why(*leaves, *blanks))
    dedicated = doc.get("host_dedication_id")
    return Choice({name: expand_guest(vm, dedicated, cx) for name, vm in chosen.items()}, leaves)


def _meant_guest(vm: Node, cx: Reading) -> Node | None:
    try:
        return expand_guest(vm, None, cx)
    except InputError:
        return None


def _processes(item: Node) -> list[Node]:
    return items_of(item.get("processes"))


def _without_blank(vm: Node) -> Node:
    return vm.having(processes=Node([node for node in _processes(vm) if node.value != ""]))


def _same_for_all(doc: Node, cx: Reading) -> dict[str, Node]:
    out: dict[str, Node] = {}
    env = _env(doc, cx)
    if env is not None:
        out["env"] = env
    statics = [
        Node(
            {key: s.get(key) or default("", "always sent", Node(None, s.sources, s.because)) for key in STATIC_KEYS},
            s.sources,
            s.because,
        )
        for s in items_of(doc.get("statics"))
    ]
    if statics:
        out["statics"] = Node(statics)
    stop = {"timeout": doc.get("kill_timeout"), "signal": doc.get("kill_signal")}
    if any(node is not None for node in stop.values()):
        out["stop"] = Node({key: node for key, node in stop.items() if node is not None})
    files = expand_files(items_of(doc.get("files")), cx)
    if files is not None:
        out["files"] = files
    return out


def _env(doc: Node, cx: Reading) -> Node | None:
    env = doc.get("env")
    if env is None:
        return None
    out = dict(env.value)
    cx.ledger.inert(out.pop("FLY_PROCESS_GROUP", None), "flyctl sets it to the process group")
    if doc.get("primary_region") is not None:
        cx.ledger.inert(out.pop("PRIMARY_REGION", None), "flyctl sets it to primary_region")
    return Node(out) if out else None


def workload(name: str, shared: Shared, cx: Reading) -> Node:
    """The machine of one group."""
    doc, items = shared.doc, shared.items
    out = {**shared.overlay, **shared.same}
    init = _init(name, shared, cx)
    if init.value:
        out["init"] = init
    http = [expand_http_service(service) for service in shared.http[name]]
    services = [expand_service(s) for s in [*http, *items["services"][name]]]
    if services:
        out["services"] = Node(services)
    if items["mounts"][name]:
        out["mounts"] = Node([expand_mount(m, cx) for m in items["mounts"][name]])
    if items["checks"][name]:
        out["checks"] = Node({c.value["name"].value: _check(c, shared.http[name], cx) for c in items["checks"][name]})
    for key, chosen in shared.chosen.items():
        if name in chosen.items:
            out[key] = chosen.items[name]
        elif key in out:
            out[key] = out[key].why(*chosen.leaves)
    image = doc.at("build", "image")
    if image is not None:
        out["image"] = image
    command = shared.groups.commands.get(name)
    if command is not None and not command.value:
        cx.ledger.inert(command, "the group runs the image's own command, as it would unsaid")
    return Node(out, (), _namer(command))


def _namer(command: Node | None) -> tuple[int, ...]:
    """The leaves that there is a group by: names of `[[processes]]`, or a command that says nothing else.

    A command of words says so much more that the group's name moves with none of its changes.
    """
    if command is None:
        return ()
    return tuple(sorted({*command.because, *(() if command.value else command.sources)}))


def _init(name: str, shared: Shared, cx: Reading) -> Node:
    experimental = shared.doc.get("experimental") or Node({})
    out = dict(shared.overlay["init"].value) if "init" in shared.overlay else {}
    command = shared.groups.commands.get(name)
    words = split(command, cx, f"processes/{name}") if command is not None and command.value else None
    if words is not None:
        if words.value:
            out["cmd"] = words
        else:
            cx.ledger.inert(command, "it splits into no words")
    elif experimental.get("cmd") is not None:
        out["cmd"] = experimental.value["cmd"].why(command)
    for key, node in (
        ("entrypoint", experimental.get("entrypoint")),
        ("exec", experimental.get("exec")),
        ("swap_size_mb", shared.doc.get("swap_size_mb")),
    ):
        if node is not None:
            out[key] = node
    if command is None or command.value:
        cx.ledger.inert(experimental.get("cmd"), "every group has a command of its own")
    return Node(out)


def split(command: Node, cx: Reading, where: str) -> Node:
    """A command as a list of words, as a shell would split it (google/shlex)."""
    try:
        return listing([made(word, command) for word in parse_words(command.value)])
    except Bad as error:
        raise cx.wrong(command, where, f"a command whose quotes are closed; {error}") from None


def _restart(entry: Node, groups: Groups, cx: Reading) -> Node:
    """`never` is `no` in the API; any other word is refused where a group has the entry (parseRestartPolicy)."""
    policy = entry.get("policy")
    word = POLICIES.get(policy.value) if policy is not None else None
    if word is None and groups.members(entry, cx):
        raise cx.wrong(policy or entry, "restart/policy", '"always", "on-failure" or "never"')
    return entry if policy is None or word is None else entry.having(policy=policy.map(lambda _: word))


def _check(check: Node, http: list[Node], cx: Reading) -> Node:
    """A check of the machine; its port may come from the group's [http_service]."""
    name = check.value["name"].value
    kind = check.get("type")
    if kind is None or kind.value not in ("http", "tcp"):
        raise cx.wrong(kind or check, f"checks/{name}/type", '"http" or "tcp"')
    out = dict(sorted_headers(check.without("name")).value)
    if "method" in out:
        out["method"] = out["method"].map(str.upper)
    if "port" not in out:
        if not http:
            raise cx.wrong(check, f"checks/{name}", "a port, as the group has no [http_service] to take it from")
        port = http[0].get("internal_port")
        out["port"] = made(port.value, port) if port is not None else default(0, "[http_service] has no internal_port")
    return Node(out, check.sources, check.because)
