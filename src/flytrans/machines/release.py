"""The release command as the request of the machine that runs it (flyctl internal/appconfig/machines.go
ToReleaseMachineConfig): the command, env, files, stop settings and swap of the app, and nothing that serves."""

from __future__ import annotations

from flytrans.machines.requests import MACHINE_CONFIG, PLATFORM
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, default, table

GROUP = "fly_app_release_command"
WHY = "the machine of a release command"
SHARED = ("env", "files", "stop")


def release_request(app: Node, region: Node | None, cx: Writing) -> Node | None:
    """The `release_command` entry; None without a command, or with one whose quotes are open."""
    words = app.at("deploy", "release_command")
    if words is None or words.value.__class__ is not list:
        cx.ledger.reason(app.at("deploy", "release_guest"), "FT415", "there is no release command")
        return None
    view = first_view(app)
    config: dict[str, Node] = {key: view.value[key] for key in SHARED if key in view.value}
    init = {key: view.value["init"].value[key] for key in ("entrypoint", "swap_size_mb") if view.at("init", key)}
    if words.value:
        init["cmd"] = words
    config["init"] = Node(init)
    guest = app.at("deploy", "release_guest")
    if guest is not None:
        config["guest"] = guest
    out = dict(MACHINE_CONFIG.write(Node(config)).value)
    env = dict(out["env"].value) if "env" in out else {}
    env |= {"FLY_PROCESS_GROUP": default(GROUP, WHY), "RELEASE_COMMAND": default("1", WHY)}
    if region is not None:
        env["PRIMARY_REGION"] = region
    out["env"] = Node(dict(sorted(env.items())))
    out["metadata"] = table(fly_platform_version=default("v2", PLATFORM), fly_process_group=default(GROUP, WHY))
    out |= {
        "restart": table(policy=default("no", WHY)),
        "auto_destroy": default(True, WHY),
        "dns": table(skip_registration=default(True, WHY)),
    }
    ordered = Node({key: out[key] for _, key, _ in MACHINE_CONFIG.out if key in out})
    return table(body=table(region=region, config=ordered))


def first_view(app: Node) -> Node:
    """The view whose env, files and stop settings the release machine shares; they are the same for all groups."""
    groups = app.get("groups")
    views = groups.value if groups is not None else {}
    view: Node = views.get("app") or next(iter(views.values()), Node({}))
    return view


def read_release(release: Node, cx: Reading) -> dict[str, Node]:
    """`release_command` and `release_guest` of the model's deploy; the rest of the machine follows from the app."""
    body = release.get("body") or Node({})
    config = body.get("config")
    if config is None:
        return {}
    read = MACHINE_CONFIG.read(config, cx, "release_command/body/config") or Node({})
    out: dict[str, Node] = {"release_command": read.at("init", "cmd") or Node([])}
    guest = read.get("guest")
    if guest is not None:
        out["release_guest"] = guest
    cx.ledger.inert(config, "the machine of a release command has it from the app")
    cx.ledger.inert(body, "the machine of a release command is made like the app's, in its region")
    return out
