"""Large inputs: time that grows as they do, and memory."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cold import FLYTRANS
from measuring import Table, best, peak

import flytrans

TENFOLD = 13.0
"""Ten times as much may take so many times as long."""


def groups(count: int) -> str:
    """A fly.toml with so many process groups, each with a service of its own."""
    lines = ['app = "shop"', "[processes]", *(f'g{n} = "serve {n}"' for n in range(count))]
    for n in range(count):
        lines += ["[[services]]", f"internal_port = {1024 + n % 60000}", f'processes = ["g{n}"]']
        lines += ["[[services.ports]]", f"port = {1024 + n % 60000}"]
    return "\n".join(lines) + "\n"


def variables(size: int) -> str:
    """A fly.toml of so many bytes, most of them variables."""
    lines, length = ['app = "shop"', "[env]"], 0
    while length < size:
        lines.append(f'VARIABLE_{len(lines)} = "the value of variable number {len(lines)} of a very large file"')
        length += len(lines[-1]) + 1
    return "\n".join(lines) + "\n"


def objects(count: int) -> str:
    """Manifests with so many objects: Deployments and their Services."""
    parts = []
    for n in range(count // 2):
        label = f"{{app: a{n}}}"
        container = f"{{name: c, image: r/a:{n}, ports: [{{containerPort: 80}}]}}"
        pod = f"{{metadata: {{labels: {label}}}, spec: {{containers: [{container}]}}}}"
        head = f"metadata: {{name: a{n}}}\nspec:"
        spec = f"{{selector: {{matchLabels: {label}}}, template: {pod}}}"
        parts.append(f"apiVersion: apps/v1\nkind: Deployment\n{head} {spec}\n")
        parts.append(f"apiVersion: v1\nkind: Service\n{head} {{selector: {label}, ports: [{{port: 80}}]}}\n")
    return "---\n".join(parts)


def joined(count: int) -> str:
    """Manifests with so many objects: Deployments, and what has to be found for each of them."""
    parts = []
    for n in range(count // 5):
        label, scaled = f"{{app: a{n}}}", f"{{apiVersion: apps/v1, kind: Deployment, name: a{n}}}"
        backend = f"{{path: /, pathType: Prefix, backend: {{service: {{name: a{n}, port: {{number: 80}}}}}}}}"
        rules = f"{{rules: [{{host: a{n}.example.com, http: {{paths: [{backend}]}}}}]}}"
        for version, kind, spec in (
            ("networking.k8s.io/v1", "Ingress", rules),
            ("autoscaling/v2", "HorizontalPodAutoscaler", f"{{scaleTargetRef: {scaled}, maxReplicas: 5}}"),
            ("policy/v1", "PodDisruptionBudget", f"{{selector: {{matchLabels: {label}}}, minAvailable: 1}}"),
        ):
            parts.append(f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a{n}}}\nspec: {spec}\n")
    return "---\n".join([objects(count // 5 * 2), *parts])


def made(name: str, text: str, to: str) -> Callable[[], None]:
    """A translation with its report."""

    def work() -> None:
        translation = flytrans.translate({name: text}, to=to)  # type: ignore[arg-type]
        translation.report, translation.findings  # noqa: B018  # made when they are asked for

    return work


def growth(table: Table) -> None:
    """Ratios of ten times as much to as much; a large file; memory."""
    table.title("ten times as much, with its report", "x the tenth")
    for name, file, text_of, to in (
        ("10,000 process groups to machines", "fly.toml", groups, "machines"),
        ("10,000 process groups to kubernetes", "fly.toml", groups, "kubernetes"),
        ("10,000 objects to machines", "a.yaml", objects, "machines"),
        ("10,000 objects to fly", "a.yaml", objects, "fly"),
        ("10,000 objects that belong together to machines", "a.yaml", joined, "machines"),
    ):
        tenth, whole = best(made(file, text_of(1000), to), 3), best(made(file, text_of(10_000), to), 1)
        table.row(name, whole / tenth, TENFOLD, f"{whole:.1f} s")
    large = variables(5 * 2**20)
    table.title("a file of 5 MiB, with its report", "seconds")
    for to in ("machines", "kubernetes"):
        table.row(f"to {to}", best(made("fly.toml", large, to), 1), 5)
    table.title("memory of a whole command", "MiB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(objects(10_000))
        table.row(
            "10,000 objects to machines",
            peak([FLYTRANS, "convert", str(path), "--to", "machines", "-o", f"{folder}/out"]),
        )
        path = Path(folder) / "fly.toml"
        path.write_text(large)
        table.row("a file of 5 MiB to machines", peak([FLYTRANS, "convert", str(path), "--to", "machines"]))


if __name__ == "__main__":
    growth(Table())
    sys.exit()
