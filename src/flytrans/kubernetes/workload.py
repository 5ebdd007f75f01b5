"""A process group as a workload: Deployment, StatefulSet, Job or CronJob."""

from __future__ import annotations

from flytrans.kubernetes.bounds import at_most
from flytrans.kubernetes.constants import decided, tables_of, text_of
from flytrans.kubernetes.kinds import API_VERSIONS, COUNTED, ENDING, chosen_kind, schedule_of
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.pod import Pod, Shared, scatter_pod
from flytrans.kubernetes.rollout import scatter_deadline, scatter_strategy, scatter_update_strategy
from flytrans.kubernetes.services import headless_name
from flytrans.kubernetes.stopping import POLICIES
from flytrans.kubernetes.usual import USUAL_RETRIES, left_to_kubernetes
from flytrans.mapping.first_deploy import machines_at_first
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of, listing, made, table

_POLICIES = {ours: theirs for theirs, ours in POLICIES.items()}
_ON_FAILURE = "Fly restarts a machine that failed"


def scatter_workload(shared: Shared, group: str, view: Node, cx: Writing) -> list[Node]:
    """The workload of a group, and the claims that it needs beside it where it is no StatefulSet."""
    names, kind = shared.names, chosen_kind(group, view, cx)
    restart = scatter_restart(kind, view, cx)
    if restart is not None and restart.value == "Always" and names.is_foreign(group):
        policy, restart = view.at("restart", "policy"), None
        left_to_kubernetes(policy if text_of(policy) == "always" else None, cx)
    pod = scatter_pod(shared, group, view, restart, cx)
    count = scatter_count(view, cx)
    meta = _called(metadata(names.workload(group), names, group), view)
    claims: list[Node] = []
    if kind != "StatefulSet" and pod.claims:
        claims = [_claim(claim, names, group) for claim in pod.claims]
        pod = _with_volumes(pod, names, group)
        if not names.is_foreign(group) and (kind == "DaemonSet" or count.value > 1):
            _tell_shared(kind, view, cx)
    if kind == "Pod":
        pod_meta = meta.having(annotations=pod.template.at("metadata", "annotations"))
        return [*claims, new_object("v1", "Pod", pod_meta, spec=pod.template.get("spec"))]
    spec = _spec(shared, kind, group, view, pod, count, cx)
    return [*claims, new_object(API_VERSIONS[kind], kind, meta, spec=spec)]


def _tell_shared(kind: str, view: Node, cx: Writing) -> None:
    """Say that pods see each other's data, as only a StatefulSet makes a claim for each."""
    message = f"every pod of the {kind} mounts the same claim; on Fly each machine has a volume of its own"
    for mount in tables_of(view.get("mounts")):
        name = mount.get("name")
        cx.ledger.reason(name, "FT360", message, always=True)
        cx.found("FT360", name, message, "leave --workload out, so that it becomes a StatefulSet, or run one pod")


def _spec(shared: Shared, kind: str, group: str, view: Node, pod: Pod, count: Node, cx: Writing) -> Node:
    names, deploy = shared.names, shared.app.get("deploy")
    selector = table(matchLabels=names.selector(group))
    if kind == "Deployment":
        deadline = scatter_deadline(deploy, cx)
        told = deploy is not None and (deploy.get("strategy") or deploy.get("max_unavailable")) is not None
        strategy = scatter_strategy(deploy, count, cx) if told or not names.is_foreign(group) else None
        return table(
            replicas=count,
            selector=selector,
            strategy=strategy,
            progressDeadlineSeconds=deadline,
            template=pod.template,
        )
    if kind == "StatefulSet":
        return table(
            replicas=count,
            serviceName=headless_name(names, group, view),
            podManagementPolicy=_unordered() if not names.is_foreign(group) else None,
            selector=selector,
            updateStrategy=scatter_update_strategy(deploy, count, cx),
            template=pod.template,
            volumeClaimTemplates=listing(pod.claims) if pod.claims else None,
        )
    if kind == "DaemonSet":
        return table(
            selector=selector, updateStrategy=scatter_update_strategy(deploy, count, cx), template=pod.template
        )
    if kind == "ReplicationController":
        return table(replicas=count, selector=names.selector(group), template=pod.template)
    if kind in COUNTED:
        return table(replicas=count, selector=selector, template=pod.template)
    job = _job(view, pod, names.is_foreign(group), cx)
    return job.having(suspend=view.at("request", "skip_launch")) if kind == "Job" else _cron(view, job, cx)


def _called(meta: Node, view: Node) -> Node:
    """The metadata with a name that the server completes, where it was read so."""
    stem = view.at("kubernetes", "generate_name")
    return meta if stem is None else table(generateName=stem, **meta.without("name").value)


def _unordered() -> Node:
    """Fly's machines know no order."""
    return Node("Parallel", (), (), "Fly's machines start in no order")


def scatter_count(view: Node, cx: Writing) -> Node:
    """How many pods: the model's number, else what a first deploy makes."""
    count = view.get("count")
    mounts, services = tables_of(view.get("mounts")), tables_of(view.get("services"))
    if count is not None:
        usual = machines_at_first(services=bool(services), mounts=bool(mounts))
        cx.ledger.usual(count if count.value == usual else None)
        return count
    if mounts:
        return decided(1, "a first deploy makes one machine for a group with a volume", mounts[0])
    if services:
        return decided(2, "a first deploy makes two machines for a group with services", services[0])
    return decided(1, "a first deploy makes one machine for a group without services")


def scatter_restart(kind: str, view: Node, cx: Writing) -> Node | None:
    """`restartPolicy` of the pod; None where Fly's setting is not given and Kubernetes' default has to do."""
    policy = view.at("restart", "policy")
    word = text_of(policy)
    if word is not None and word not in _POLICIES:
        cx.ledger.reason(policy, "FT307", "Kubernetes has no such policy")
        word = None
    if kind == "Pod" and word is not None:
        return made(_POLICIES[word], policy)
    if kind not in ENDING:
        if word is None:
            return None
        _tell_restarted(kind, word, policy, cx)
        return made("Always", policy)
    if word == "always":
        cx.ledger.reason(policy, "FT307", "a Job's pods are restarted only when they failed", always=True)
    cx.ledger.reason(policy, "FT336", "a Job follows a failed pod by another, whatever its policy", effect="none")
    if word is None:
        return Node("OnFailure", (), (), _ON_FAILURE)
    return made("Never" if word == "no" else "OnFailure", policy)


def _tell_restarted(kind: str, word: str, policy: Node | None, cx: Writing) -> None:
    """The pods of a workload that runs on are restarted whatever is said, and for whichever group it is said."""
    if word != "always":
        cx.ledger.reason(policy, "FT307", f"a {kind}'s pods are restarted whenever they end", always=True)
    if cx.options.carry is not False or policy is None:
        return
    code, effect = ("FT307", "") if word != "always" else ("FT351", "none")
    said = Node(None, (*policy.data(), *policy.because))
    message = f"a {kind}'s pods are restarted whatever is said"
    cx.ledger.reason(said, code, message, effect=effect, always=True)


def _job(view: Node, pod: Pod, foreign: bool, cx: Writing) -> Node:
    policy, retries = view.at("restart", "policy"), view.at("restart", "max_retries")
    limit = at_most(retries, cx) if retries is not None and retries.value >= 0 else None
    if foreign and limit is not None and limit.value == USUAL_RETRIES:
        left_to_kubernetes(retries, cx)
        limit = None
    elif limit is None and text_of(policy) == "no":
        limit = decided(0, "a machine that is never restarted is tried once", policy)
    count = view.get("count")
    return table(backoffLimit=limit, completions=count, parallelism=count, template=pod.template)


def _cron(view: Node, job: Node, cx: Writing) -> Node:
    from flytrans.kubernetes.schedules import suspension_of
    from flytrans.values.cron import WORDS

    schedule = schedule_of(view)
    assert schedule is not None
    if schedule.value in WORDS:
        cx.ledger.reason(schedule, "FT328", "Fly counts from the machine's creation, not from the clock", always=True)
        schedule = schedule.map(lambda word: f"@{word}")
    elif view.get("schedule") is schedule:
        cx.ledger.reason(schedule, "FT424", "it is none of Fly's words for a schedule")
    alone = Node("Forbid", (), (), "one machine cannot overlap itself")
    return table(schedule=schedule, concurrencyPolicy=alone, suspend=suspension_of(view), jobTemplate=table(spec=job))


def _claim(claim: Node, names: Names, group: str) -> Node:
    name = names.claim(group, claim.value["metadata"].value["name"])
    return new_object("v1", "PersistentVolumeClaim", metadata(name, names, group), spec=claim.get("spec"))


def _with_volumes(pod: Pod, names: Names, group: str) -> Pod:
    """The pod with its claims as volumes, as only a StatefulSet makes claims by itself."""
    spec = pod.template.value["spec"]
    volumes = [
        table(name=name, persistentVolumeClaim=table(claimName=names.claim(group, name)))
        for claim in pod.claims
        if (name := claim.at("metadata", "name")) is not None
    ]
    every = [*volumes, *items_of(spec.get("volumes"))]
    return Pod(pod.template.having(spec=spec.having(volumes=listing(every))), [])
