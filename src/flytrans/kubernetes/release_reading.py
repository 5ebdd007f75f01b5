"""The release command from a hook Job: ours, or one of Helm or Argo that runs before the workloads."""

from __future__ import annotations

from flytrans.kubernetes.arrangement import hooks_of, is_before
from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.guest import RELEASE, resources_of
from flytrans.kubernetes.guest_reading import gather_guest
from flytrans.kubernetes.names import COMPONENT, RELEASE_GROUP
from flytrans.kubernetes.objects import Objects, identity_of
from flytrans.kubernetes.pod_reading import Gathered, Workload, env_reader
from flytrans.kubernetes.runtime_variables import scatter_release_runtime
from flytrans.kubernetes.usual import RELEASE_TIMEOUT, unless_usual
from flytrans.kubernetes.variables import Variables
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, listing, text_at
from flytrans.values.duration import SECOND


def is_release(obj: Node) -> bool:
    """Whether a Job runs a release command."""
    return text_of(obj.get("kind")) == "Job" and is_before(obj)


def is_own_release(obj: Node) -> bool:
    """Whether we wrote it."""
    return text_of(obj.at("metadata", "labels", COMPONENT)) == RELEASE_GROUP


def has_words(job: Workload) -> bool:
    """Whether a Job says what it runs."""
    return any(_words(job.face.container.get(key)) for key in ("command", "args"))


def leave_out(job: Workload, why: str, cx: Reading) -> None:
    """Tell that a hook Job of an app is not run by Fly, for a reason."""
    cx.found("FT534", job.name, f"{why}; this Job does not run before a deploy", "run its command in the one that does")
    for node in (*identity_of(job.object), job.object.at("spec")):
        cx.ledger.reason(node, "FT534", f"{why}, so it does not run before a deploy")
    for hook in hooks_of(job.object):
        cx.ledger.keeps_out(hook, "a hook that has no place in the app is no process group either")


def gather_release(
    job: Workload, app: Node, main: Gathered, region: Node | None, objects: Objects, cx: Reading
) -> dict[str, Node]:
    """release_command, its timeout and its guest."""
    container, own = job.face.container, is_own_release(job.object)
    variables = _variables(job, app, main, objects, cx)
    found = [_words(container.get(key)) for key in ("command", "args")]
    words = [variables.expanded(word, cx) for part in found for word in part]
    deciders = _deciders(job, own)
    if own:
        _tell_own(job, cx)
    else:
        for node in (container.get("args"), container.get("command"), *deciders[1:]):
            cx.ledger.reason(node, "FT329", "a hook Job becomes the release command", always=True)
        deciders = [*deciders, container.get("image"), job.object.at("metadata", "namespace")]
        limit = job.object.at("spec", "backoffLimit")
        effect = "none" if whole_of(limit) == 0 else ""
        for node in (limit, job.pod.get("restartPolicy")):
            cx.ledger.reason(node, "FT336", "a release command is tried once", effect=effect)
    out = {"release_command": listing(words)}
    deadline = job.object.at("spec", "activeDeadlineSeconds")
    seconds = whole_of(deadline)
    if deadline is not None and seconds is not None and seconds > 0:
        said = unless_usual(deadline.map(lambda value: value * SECOND), RELEASE_TIMEOUT, own, cx)
        if said is not None:
            out["release_command_timeout"] = said
    guest = _guest(job, main, cx)
    if guest is not None:
        out["release_guest"] = guest
    _tell_derived(job, app, main, region, own, cx)
    return {key: node.why(*deciders) for key, node in out.items()}


def _tell_own(job: Workload, cx: Reading) -> None:
    """What of a Job of ours is how every release command runs: before the rest, once, for five minutes."""
    for path in (("metadata", "annotations"), ("spec", "backoffLimit"), ("spec", "template", "spec", "restartPolicy")):
        cx.ledger.reason(job.object.at(*path), "FT351", "a release command runs so", effect="none")
    deadline = job.object.at("spec", "activeDeadlineSeconds")
    if whole_of(deadline) == RELEASE_TIMEOUT // SECOND:
        cx.ledger.reason(deadline, "FT351", "a release command has five minutes", effect="none")


def _deciders(job: Workload, own: bool) -> list[Node | None]:
    """What says that a Job is a release command: the version, the kind, our label or another tool's hook."""
    version, kind, *_ = identity_of(job.object)
    if own:
        return [version, kind, job.object.at("metadata", "labels", COMPONENT)]
    return [version, kind, *hooks_of(job.object)]


def _words(node: Node | None) -> list[Node]:
    return [word for word in node.each() if isinstance(word.value, str)] if node is not None else []


def _variables(job: Workload, app: Node, main: Gathered, objects: Objects, cx: Reading) -> Variables:
    """What the words of the command may refer to: the app's environment, and the Job's own wherever it is from."""
    container, variables = job.face.container, Variables()
    own, _ = env_reader(job, app, main.group, None, None, None, objects, cx.within()).read(container)
    for known, constant in [*main.env.values.items(), *own.values.items()]:
        variables.put(known, constant)
    for entry in tables_of(container.get("env")):
        name, value = text_of(entry.get("name")), entry.get("value")
        if name and value is not None and isinstance(value.value, str):
            variables.put(name, variables.expanded(value, cx))
    return variables


def _guest(job: Workload, main: Gathered, cx: Reading) -> Node | None:
    """The size of the release machine; what follows from the app's own size says nothing."""
    resources = job.face.container.get("resources")
    own = resources_of(main.view.get("guest"), RELEASE)
    ours = main.workload.face.container.get("resources")
    usual = {f"{RELEASE[0]} {RELEASE[1]}"}
    if resources is None:
        return None
    said = resources.plain()
    if said in (own.plain(), ours.plain() if ours is not None else None) or _requests(resources) in usual:
        cx.ledger.inert(resources, "as large as the app's own machines")
        return None
    return gather_guest(job.pod, job.ours, cx)


def _requests(resources: Node) -> str:
    if resources.get("limits") is not None:
        return ""
    return " ".join(text_at(resources, "requests", key) for key in ("cpu", "memory"))


def _tell_derived(job: Workload, app: Node, main: Gathered, region: Node | None, own: bool, cx: Reading) -> None:
    """What of the Job only repeats what the workload says."""
    cx.ledger.inert(job.name if own else None, "the suffix is made from the template")
    expected = {name: entry.plain() for name, entry in scatter_release_runtime(app, region).items()}
    for entry in tables_of(job.face.container.get("env")):
        name, value = text_at(entry, "name"), text_of(entry.get("value"))
        known = main.env.values.get(name)
        if expected.get(name) == entry.plain() or (known is not None and _meant(value) == known.value):
            cx.ledger.inert(entry, "the release machine has the app's environment")
        else:
            cx.ledger.reason(entry, "FT329", "a release command has the app's environment and no other")


def _meant(value: str | None) -> str | None:
    return value.replace("$$", "$") if value is not None else None
