"""The steps for a cluster, run by the real kubectl before a real API server; what is there then is the app again."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flytrans

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("ORACLE_DIR") or Path.home() / ".cache" / "flytrans-oracle")

pytestmark = pytest.mark.oracle

APPS = sorted(path.parent.name for path in (ROOT / "fixtures").glob("*/fly.toml"))
TAKES_NODES = re.compile(r" && kubectl wait.*|kubectl (?:rollout|exec) .*|fly .*")
"""What has to wait for pods: the server has no nodes that would run any."""
KINDS = "deployments,statefulsets,daemonsets,jobs,cronjobs,services,ingresses,configmaps"


def run(command: str, folder: Path) -> str:
    environment = {**os.environ, "KUBECONFIG": str(FOLDER / "kubeconfig"), "SESSION_KEY": "a", "DATABASE_URL": "b"}
    shell = ["sh", "-ec", command]
    done = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


@pytest.fixture
def namespace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A namespace of its own, gone afterwards; skipped, and said, without kubectl or server."""
    if shutil.which("kubectl") is None or not (FOLDER / "kubeconfig").is_file():
        pytest.skip(f"no kubectl, or no API server in {FOLDER}")
    name = f"flytrans-{os.getpid()}-{request.node.callspec.params['app']}"
    yield name
    run(f"kubectl delete all,ingress,configmap,secret --all -n {name}", tmp_path)
    run(f"kubectl delete namespace {name} --wait=false", tmp_path)


DEFAULTED = (
    ("restart", {"policy": "always"}),
    ("protocol", "http"),
    ("scheme", "http"),
    ("success_threshold", 1),
    ("failure_threshold", 3),
)
"""What the server adds where nothing is said (kubernetes, pkg/apis/core/v1/defaults.go), as a machine config has it."""


def machines(made: flytrans.Translation) -> object:
    """What machines.json says, less those values, and less what it carries: of other defaults nothing was there."""
    said = json.loads(made.files["machines.json"])
    return undefaulted({key: value for key, value in said.items() if key != "carried"})


def undefaulted(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: undefaulted(value) for key, value in tree.items() if (key, value) not in DEFAULTED}
    return [undefaulted(item) for item in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize("app", APPS)
def test_the_steps_run_twice_and_what_kubectl_gets_then_is_the_app(app: str, namespace: str, tmp_path: Path) -> None:
    source = ROOT / "fixtures" / app
    options = {"image": "registry.example/app:1", "namespace": namespace, "tls_issuer": "letsencrypt"}
    made = flytrans.translate(source / "fly.toml", to="kubernetes", **options)  # type: ignore[arg-type]
    for name, text in made.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "secrets.env").write_text("SESSION_KEY=a\n")
    commands = [left for step in made.steps if (left := TAKES_NODES.sub("", step.command))]
    for command in commands:
        run(command, tmp_path)
    assert "unchanged" in run(next(c for c in commands if c == "kubectl apply -R -f manifests/"), tmp_path)
    found = run(f"kubectl get {KINDS} -n {namespace} -o yaml", tmp_path)
    given = flytrans.translate(source / "fly.toml", to="machines", image="registry.example/app:1")
    back = flytrans.translate({"cluster.yaml": found}, to="machines", image="registry.example/app:1")
    assert machines(back) == machines(given)
