"""Objects that are written only when asked for: an ExternalSecret, and Jobs for machine_checks."""

from __future__ import annotations

from flytrans.kubernetes.command import scatter_words
from flytrans.kubernetes.configmap import digest
from flytrans.kubernetes.constants import asked, decided, tables_of, wanted
from flytrans.kubernetes.environment import scatter_env_from, secret_names
from flytrans.kubernetes.image import known_image, scatter_image
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import COMPONENT, NAME, Names
from flytrans.kubernetes.pod import Shared, pod_level, pull_secrets
from flytrans.kubernetes.release import RELEASE_SECRETS, default_view, has_release, hook_annotations
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, listing, made, table

TEST_GROUP = "fly_app_test_machine_command"
STORE = "fly"


def scatter_extras(shared: Shared, cx: Writing) -> list[Node]:
    """Those of an app that the option `extras` names."""
    out = []
    if "external-secrets" in cx.options.extras:
        out += _external_secrets(shared, cx)
    if "test-jobs" in cx.options.extras:
        out += _test_jobs(shared, cx)
    return out


def _external_secrets(shared: Shared, cx: Writing) -> list[Node]:
    """ExternalSecrets that fill A-secrets from a store; they name keys and hold no value.

    Helm and Argo run the release command before A-secrets is there, and make what is a hook anew for each release; so
    the command has a Secret of its own.
    """
    found = secret_names(shared.app)
    if not found:
        cx.found("FT012", None, "external-secrets needs the names of the secrets", "name them: --secrets NAME,NAME")
        return []
    names = shared.names
    out = [_external_secret(names.object("secrets"), found, names, None)]
    if has_release(shared.app):
        out.append(_external_secret(names.object(RELEASE_SECRETS), found, names, hook_annotations("-1")))
    return out


def _external_secret(name: Node, found: list[Node], names: Names, notes: Node | None) -> Node:
    option = "extras: external-secrets"
    data = [table(secretKey=key, remoteRef=table(key=names.exact, property=key)) for key in found]
    spec = table(
        refreshInterval=asked("1h", option),
        secretStoreRef=table(kind=asked("ClusterSecretStore", option), name=asked(STORE, option)),
        target=table(name=name, creationPolicy=asked("Owner", option)),
        data=listing(data),
    )
    return new_object("external-secrets.io/v1", "ExternalSecret", metadata(name, names, None, notes), spec=spec)


def _test_jobs(shared: Shared, cx: Writing) -> list[Node]:
    groups = shared.app.get("groups")
    checks = tables_of(shared.app.get("machine_checks"))
    for _, view in entries_of(groups):
        for service in tables_of(view.get("services")):
            checks += tables_of(service.get("machine_checks"))
    return [job for check in checks if (job := _test_job(shared, check, cx)) is not None]


def _test_job(shared: Shared, check: Node, cx: Writing) -> Node | None:
    """A Job that Helm runs as a test, and that fails where the check's command fails."""
    command, entrypoint = check.get("command"), check.get("entrypoint")
    if command is None and entrypoint is None:
        return None
    names, view = shared.names, default_view(shared.app)
    image = check.get("image") or known_image(view, cx)
    container = table(
        name=wanted("test"),
        image=scatter_image(image, names, Writing(cx.ledger, cx.options, own=True)),
        command=scatter_words(entrypoint) if entrypoint is not None else None,
        args=scatter_words(command) if command is not None else None,
        envFrom=scatter_env_from(shared.environment, shared.app, names, cx),
    )
    spec = table(
        **pod_level(wanted("Never"), view, cx), imagePullSecrets=pull_secrets(cx), containers=listing([container])
    )
    labels = names.labels().having(**{COMPONENT: wanted(TEST_GROUP)}).only(NAME, COMPONENT)
    template = table(metadata=table(labels=labels), spec=spec)
    stem = names.app.value[:46].rstrip("-")
    name = made(f"{stem}-test-{digest(template.plain())[:8]}", names.app, template)
    notes = Node({"helm.sh/hook": asked("test", "extras: test-jobs")})
    meta = metadata(name, names, None, notes)
    meta = meta.having(labels=names.labels().having(**{COMPONENT: wanted(TEST_GROUP)}))
    tried = decided(0, "a test is tried once", check)
    return new_object("batch/v1", "Job", meta, spec=table(backoffLimit=tried, template=template))
