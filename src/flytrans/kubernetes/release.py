"""The release command as a Job that runs before the workloads.

Its environment is inline, because Helm and Argo run hooks before the ConfigMap is there; files come as a copy with the
hook's annotations and an earlier weight. A Job never changes, so its name ends in the hash of its template.
"""

from __future__ import annotations

from flytrans.kubernetes.command import scatter_words
from flytrans.kubernetes.configmap import digest
from flytrans.kubernetes.constants import tables_of, wanted
from flytrans.kubernetes.environment import is_possible, scatter_secret_ref, secret_names
from flytrans.kubernetes.files import FILES
from flytrans.kubernetes.guest import RELEASE, resources_of, scatter_guest
from flytrans.kubernetes.hardening import container_security, pod_security
from flytrans.kubernetes.image import known_image, scatter_image
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import DEFAULT_GROUP, RELEASE_GROUP, RELEASE_LIMIT
from flytrans.kubernetes.pod import Shared, pod_level, pull_secrets
from flytrans.kubernetes.runtime_variables import constant, scatter_release_runtime
from flytrans.kubernetes.times import scatter_seconds
from flytrans.kubernetes.usual import RELEASE_TIMEOUT
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, listing, made, table
from flytrans.values.duration import SECOND

HOOKS = {
    "helm.sh/hook": "pre-install,pre-upgrade",
    "helm.sh/hook-delete-policy": "before-hook-creation",
    "argocd.argoproj.io/hook": "PreSync",
    "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
}
RELEASE_SECRETS = "release-secrets"
"""The Secret of the release command alone, where an ExternalSecret makes it."""
KEEP = 3600


def hook_annotations(weight: str | None = None) -> Node:
    """What makes Helm and Argo run an object before the rest."""
    out = {key: wanted_hook(value) for key, value in HOOKS.items()}
    if weight is not None:
        out |= {"helm.sh/hook-weight": wanted_hook(weight), "argocd.argoproj.io/sync-wave": wanted_hook(weight)}
    return Node(out)


def wanted_hook(value: str) -> Node:
    """A constant of the hook."""
    return Node(value, (), (), "the release command runs before the workloads")


def default_view(app: Node) -> Node:
    """The view of the group that stands for the app: app, else the first."""
    groups = app.get("groups")
    found = dict(groups.items()) if groups is not None else {}
    return found.get(DEFAULT_GROUP) or next(iter(found.values()), Node({}))


def has_release(app: Node) -> bool:
    """Whether the app has a release command."""
    words = app.at("deploy", "release_command")
    return words is not None and bool(words.each())


def scatter_release(shared: Shared, cx: Writing) -> list[Node]:
    """The release Job, after the copy of the files that it mounts; nothing where there is no command."""
    words = shared.app.at("deploy", "release_command")
    if words is None or not words.each():
        cx.ledger.reason(shared.app.at("deploy", "release_guest"), "FT415", "there is no release command")
        return []
    out = []
    view = default_view(shared.app)
    files = shared.files.release_copy(shared.names, hook_annotations("-1")) if tables_of(view.get("files")) else None
    if files is not None:
        out.append(files)
    template = _template(shared, view, words, files, cx)
    timeout = shared.app.at("deploy", "release_command_timeout")
    limit = scatter_seconds(timeout, cx, least=1) if timeout is not None else None
    cx.ledger.usual(timeout if timeout is not None and timeout.value == RELEASE_TIMEOUT else None)
    spec = table(
        backoffLimit=Node(0, (), (), "a release command is tried once"),
        activeDeadlineSeconds=limit or Node(RELEASE_TIMEOUT // SECOND, (), (), "Fly waits five minutes"),
        ttlSecondsAfterFinished=Node(KEEP, (), (), "the finished Job is kept for an hour"),
        template=template,
    )
    names = shared.names
    stem = names.app.value[:RELEASE_LIMIT].rstrip("-")
    name = made(
        f"{stem}-release-{digest(template.plain())[:8]}", names.app, template, reason="the hash of its template"
    )
    meta = metadata(name, names, RELEASE_GROUP, hook_annotations())
    return [*out, new_object("batch/v1", "Job", meta, spec=spec)]


def _template(shared: Shared, view: Node, words: Node, files: Node | None, cx: Writing) -> Node:
    names = shared.names
    mounted = shared.files.mounted(view)
    volumes = [_from_copy(volume, files) for volume in mounted.volumes]
    security = {**container_security(cx)}
    container = table(
        name=wanted("release"),
        image=scatter_image(known_image(view, cx), names, _quiet(cx)),
        args=scatter_words(words),
        envFrom=listing([_secret_ref(shared, cx)]),
        env=listing(entry for _, entry in sorted(_env(shared, view, cx).items())),
        resources=release_resources(shared.app, view, cx),
        securityContext=Node(security) if security else None,
        volumeMounts=listing(mounted.mounts) if mounted.mounts else None,
    )
    pod = pod_security(cx)
    spec = table(
        **pod_level(wanted("Never"), view, cx),
        imagePullSecrets=pull_secrets(cx),
        securityContext=Node(pod) if pod else None,
        containers=listing([container]),
        volumes=listing(volumes) if volumes else None,
    )
    return table(metadata=table(labels=names.selector(RELEASE_GROUP)), spec=spec)


def _secret_ref(shared: Shared, cx: Writing) -> Node:
    """The reference to the secrets; to those of the command alone where it would run before the app's are made."""
    reference = scatter_secret_ref(shared.app, shared.names, cx)
    if "external-secrets" not in cx.options.extras or not secret_names(shared.app):
        return reference
    return Node({"secretRef": reference.value["secretRef"].having(name=shared.names.object(RELEASE_SECRETS))})


def _env(shared: Shared, view: Node, cx: Writing) -> dict[str, Node]:
    env = view.get("env")
    entries = {name: constant(name, value) for name, value in entries_of(env) if is_possible(name)}
    if cx.options.runtime_env:
        entries |= scatter_release_runtime(shared.names.exact, shared.app.get("region"))
    else:
        entries["RELEASE_COMMAND"] = constant("RELEASE_COMMAND", wanted("1"))
    return entries


def release_resources(app: Node, view: Node, cx: Writing) -> Node:
    """Of the release machine's own size, else the default group's, else flyctl's default for it."""
    own, usual = app.at("deploy", "release_guest"), view.get("guest")
    if own is not None and _sustained(own) == _sustained(usual):
        cx.ledger.usual(own.only("cpu_kind", "cpus", "memory_mb"))
    return scatter_guest(own if own is not None else usual, cx, RELEASE)


def _sustained(guest: Node | None) -> object:
    """What a container of this size asks for."""
    requests = resources_of(guest).get("requests")
    return requests.plain() if requests is not None else None


def _from_copy(volume: Node, files: Node | None) -> Node:
    source = volume.get("configMap")
    if source is None or files is None or volume.value["name"].value != FILES:
        return volume
    return volume.having(configMap=source.having(name=files.at("metadata", "name")))


def _quiet(cx: Writing) -> Writing:
    """The same run, without saying again what the workload has said."""
    return Writing(cx.ledger, cx.options, own=True)
