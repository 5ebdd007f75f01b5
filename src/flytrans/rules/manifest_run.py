"""Manifests linted: each file decoded as an API server would, then all objects looked at together.

Objects of one name in two files are not told of: they are mostly variants, of which one is applied.
"""

from __future__ import annotations

from collections.abc import Mapping

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.kubernetes.decode import decode_all
from flytrans.kubernetes.document import parse
from flytrans.kubernetes.objects import Objects, kind_of
from flytrans.rules.allow import allows_in_yaml, filtered
from flytrans.rules.kustomize import part_files
from flytrans.rules.manifest_lint import ManifestLint
from flytrans.rules.registry import rules_of
from flytrans.rules.run import Problem
from flytrans.tree.context import Reading
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

SILENT = ("FT006", "FT015", "FT016")
"""Codes that matter to a translation only: an object of another kind, or an encrypted one, is no mistake."""


def lint_manifests(texts: Mapping[str, str], profile: str = "", *, on_disk: bool = False) -> list[Problem]:
    """Everything that is wrong with manifests.

    `profile`: the cluster that they are meant for; `on_disk`: whether the texts are files, with others beside.
    """
    ledger = Ledger()
    objects: list[Node] = []
    written: list[Node] = []
    left_out: set[tuple[str, str]] = set()
    findings: list[Finding] = []
    cx = Reading(ledger)
    for name, text in texts.items():
        try:
            documents = parse(name, text, ledger)
            written += [obj for document in documents for obj in _opened(document.node)]
            decoded = decode_all(documents, cx)
            objects += decoded.objects
            left_out |= decoded.left_out
        except InputError as error:
            findings += error.findings
    lint = ManifestLint(Objects(objects, left_out=left_out), ledger, profile, written, part_files(texts, on_disk))
    findings += [finding for finding in cx.findings if finding.code not in SILENT]
    for rule in rules_of("manifests"):
        lint.rule = rule
        rule.find(lint)
    findings += lint.findings
    return [problem for name, text in texts.items() for problem in _of_file(name, text, findings)]


def _opened(node: Node) -> list[Node]:
    """A document that is an object, or the objects of a List."""
    items = node.get("items") if kind_of(node) == "List" else None
    found = items.each() if items is not None else [node]
    return [obj for obj in found if obj.value.__class__ is dict]


def _of_file(name: str, text: str, findings: list[Finding]) -> list[Problem]:
    mine = {(f.line, f.column, f.code, f.message): Problem(f) for f in findings if f.file == name}
    problems = [mine[key] for key in sorted(mine)]
    allows = allows_in_yaml(text) if "flytrans:" in text else []
    return filtered(problems, allows, name) if allows else problems
