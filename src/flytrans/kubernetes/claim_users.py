"""Which workloads use a claim: on Fly each of them has a volume of its own."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of
from flytrans.kubernetes.kinds import API_VERSIONS, template_of
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.tree.node import Node, text_at

MOST_NAMES = 4
"""As many workloads are named."""


def claim_users(objects: Objects) -> dict[tuple[str, str], list[str]]:
    """Kinds and names of the workloads that name a claim, by its namespace and name."""
    out: dict[tuple[str, str], list[str]] = {}
    for kind in API_VERSIONS:
        for obj in objects.of(kind):
            for claim in dict.fromkeys(_named_claims(obj)):
                out.setdefault((objects.space_of(obj), claim), []).append(f"{kind} {name_of(obj)}")
    return out


def sharers_of(claim: str, namespace: str, objects: Objects) -> str:
    """The workloads that share a claim, as a sentence names them; empty where one has it for itself."""
    users = sorted(objects.once(claim_users).get((namespace, claim), ()))
    if not users[1:]:
        return ""
    if users[MOST_NAMES:]:
        return f"{', '.join(users[: MOST_NAMES - 1])} and {len(users) - MOST_NAMES + 1} more"
    return f"{', '.join(users[:-1])} and {users[-1]}"


def _named_claims(workload: Node) -> list[str]:
    template = template_of(workload)
    volumes = template.at("spec", "volumes") if template is not None else None
    return [text_at(volume, "persistentVolumeClaim", "claimName") for volume in tables_of(volumes)]
