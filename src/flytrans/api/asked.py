"""What the caller says beside the source, put into the model before it is written: name, image, counts, sizes …"""

from __future__ import annotations

from flytrans.api.options import Options
from flytrans.mapping.app_names import name_on_fly
from flytrans.mapping.deploy_order import ORDER
from flytrans.mapping.guest import guest_of_size
from flytrans.mapping.hosts import takes_http
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, default, listing, text_at

ASKED = "the caller asked for it"
ONE_BY_ONE = "translate one app at a time"


def asked(model: Node, options: Options, cx: Writing, *, in_cluster: bool) -> Node:
    """The model with the caller's wishes; what they replace is inert. `in_cluster`: whether it will run in one."""
    apps = model.get("apps")
    if apps is None:
        return model
    found = [_app(app, options, cx, len(apps.value)) for app in apps.each()]
    if in_cluster and options.namespace is not None:
        space = default(options.namespace, ASKED)
        found = [app if app.get("namespace") is not None else app.having(namespace=space) for app in found]
    if in_cluster or model.get("objects") is not None:  # a fly.toml on Fly is what its own tool takes, too
        from flytrans.mapping.images import tell_images

        tell_images(found, cx)
    known = {group for app in found for group in (app.get("groups") or Node({})).value}
    for name in ("replicas", "guest", "exposure", "workload"):
        for group in getattr(options, name):
            if group not in known and group != "*":
                message = f"{name}: there is no process group {group}; there are {', '.join(sorted(known))}"
                cx.found("FT012", None, message)
    if options.app_prefix is not None:
        if in_cluster or model.get("objects") is None:
            message = "app_prefix: only apps that come from manifests to Fly get one"
            cx.found("FT012", None, message, "name the app: --app NAME")
        else:
            model, found = _prefixed(model, found, options)
    if options.app is not None and len(found) > 1:
        cx.found("FT012", None, f"app: the source has {len(found)} apps, and they keep their names", ONE_BY_ONE)
    public = [text_at(app, "name") for app in found if takes_http(app)]
    if options.host is not None and len(public) > 1:
        message = f"host: {' and '.join(sorted(public))} cannot both answer for {options.host}"
        cx.found("FT012", None, message, ONE_BY_ONE)
    return model.having(apps=Node(found))


def _prefixed(model: Node, apps: list[Node], options: Options) -> tuple[Node, list[Node]]:
    """The model with the prefix in the order of its apps, and the apps with the prefix in their names."""
    one = len(apps) == 1
    out = []
    for app in apps:
        name = app.get("name")
        if name is not None and not (one and options.app is not None):
            app = app.having(name=name.map(lambda text: name_on_fly(text, options, alone=one)))
        out.append(app)
    order = model.get(ORDER)
    if order is None:
        return model, out
    return model.having(**{ORDER: Node([n.map(lambda text: name_on_fly(text, options)) for n in order.each()])}), out


def _app(app: Node, options: Options, cx: Writing, count: int) -> Node:
    said: dict[str, Node | None] = {}
    if options.app is not None and count == 1:
        said["name"] = _renamed(app.get("name"), options.app, cx)
    if options.secrets:
        names = {str(n.value): n for n in (app.get("secrets") or listing([])).each()}
        names |= {name: default(name, ASKED) for name in options.secrets if name not in names}
        said["secrets"] = listing(node for _, node in sorted(names.items()))
    groups = app.get("groups")
    if groups is not None and (options.image or options.replicas or options.guest):
        said["groups"] = Node({group: _view(group, view, options, cx) for group, view in groups.items()})
    return app.having(**said) if said else app


def _view(group: str, view: Node, options: Options, cx: Writing) -> Node:
    said: dict[str, Node | None] = {}
    if options.image is not None and view.get("containers") is None:
        said["image"] = _instead(view.get("image"), options.image, cx)
    replicas = options.replicas.get(group, options.replicas.get("*"))
    if replicas is not None:
        said["count"] = _instead(view.get("count"), replicas, cx)
    size = options.guest.get(group, options.guest.get("*"))
    if size is not None:
        cx.ledger.inert(view.get("guest"), "the caller's own size takes its place")
        said["guest"] = Node({key: default(value, ASKED) for key, value in guest_of_size(size).items()})
    return view.having(**said) if said else view


def _renamed(old: Node | None, new: str, cx: Writing) -> Node:
    """The new name; the old one is kept, as texts may still call the app by it."""
    name = _instead(old, new, cx)
    cx.known["old name", id(name)] = (name, text_at(old) if old is not None else "")
    return name


def _instead(old: Node | None, new: str | int, cx: Writing) -> Node:
    cx.ledger.inert(old, "the caller's own value takes its place")
    return default(new, ASKED)
