"""The kinds of workloads: where each keeps its pod template, and which one a group becomes."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.tree.context import Writing
from flytrans.tree.node import Node

API_VERSIONS = {
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "DaemonSet": "apps/v1",
    "ReplicaSet": "apps/v1",
    "ReplicationController": "v1",
    "Job": "batch/v1",
    "CronJob": "batch/v1",
    "Pod": "v1",
}
ENDING = ("Job", "CronJob")
"""Kinds whose pods run to an end."""
COUNTED = ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")
_BY_OPTION = {kind.lower(): kind for kind in ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")}


def chosen_kind(group: str, view: Node, cx: Writing) -> str:
    """The kind of a group's workload: the caller's, the one it was read from, else what its settings ask for."""
    option = cx.options.workload.get(group, cx.options.workload.get("*"))
    given = text_of(view.at("kubernetes", "kind"))
    kind = _BY_OPTION[option] if option is not None else given if given in API_VERSIONS else natural_kind(view)
    schedule = schedule_of(view)
    if view.get("schedule") is not schedule:
        cx.ledger.reason(view.get("schedule"), "FT424", "Kubernetes takes no such schedule")
    if kind == "CronJob" and schedule is None:
        cx.found("FT012", None, f"group {group!r} has no schedule for a CronJob, so it is a Job")
        kind = "Job"
    return "Job" if kind == "CronJob" and cx.options.profile == "fks" else kind


def natural_kind(view: Node) -> str:
    """The kind that a group becomes where nobody says one."""
    if schedule_of(view) is not None:
        return "CronJob"
    mounts = any(text_of(m.get("name")) and text_of(m.get("path")) for m in tables_of(view.get("mounts")))
    if mounts:
        return "StatefulSet"
    ends = text_of(view.at("restart", "policy")) == "no" and not tables_of(view.get("services"))
    return "Job" if ends else "Deployment"


def schedule_of(view: Node) -> Node | None:
    """When a group runs: one of Fly's words, what a CronJob can have, or what one had."""
    said = view.get("schedule")
    if said is not None:
        from flytrans.values.cron import WORDS, is_schedule

        if said.value in WORDS or is_schedule(said.value):
            return said
    return view.at("kubernetes", "schedule")


def template_of(workload: Node) -> Node | None:
    """The pod template of a workload of any kind: a table with metadata and spec."""
    kind = text_of(workload.get("kind"))
    if kind == "Pod":
        return workload
    if kind == "CronJob":
        return workload.at("spec", "jobTemplate", "spec", "template")
    return workload.at("spec", "template")


def rules_of(workload: Node) -> Node:
    """The table that says how many pods there are and how they are replaced or retried."""
    kind = text_of(workload.get("kind"))
    found = workload.at("spec", "jobTemplate", "spec") if kind == "CronJob" else workload.get("spec")
    return found if found is not None and found.value.__class__ is dict and kind != "Pod" else Node({})
