"""What has to be done beside the manifests, as lines for a shell."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

import flytrans


def _commands(toml: str, **options: object) -> list[str]:
    return [step.command for step in flytrans.translate({"fly.toml": toml}, to="kubernetes", **options).steps]


def test_secrets_are_named_and_never_written() -> None:
    commands = _commands('app = "x"', secrets=["KEY"])
    assert commands[0] == 'kubectl create secret generic x-secrets --from-literal=KEY="${KEY}"'


def test_the_release_job_is_waited_for_before_the_rest() -> None:
    commands = _commands('app = "x"\n[deploy]\nrelease_command = "migrate"\nrelease_command_timeout = "90s"')
    wait = next(i for i, c in enumerate(commands) if "kubectl wait" in c)
    assert "--timeout=90s job/x-release-" in commands[wait]
    assert wait < commands.index("kubectl apply -R -f manifests/")


def test_a_changed_secret_needs_a_restart() -> None:
    assert any(c.startswith("kubectl rollout restart deployment/x") for c in _commands('app = "x"'))


def test_commands_name_the_namespace() -> None:
    commands = [c for c in _commands('app = "x"', namespace="prod") if c.startswith("kubectl")]
    assert len(commands) > 2
    assert all(" -n prod" in c for c in commands if "apply" not in c)


def test_a_name_that_no_server_takes_is_one_word_of_the_shell() -> None:
    """Manifests go out as they came in, and nothing keeps a text in them from being a command."""
    name = "web$(reboot)"
    pod = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [{"name": "a", "image": "b"}]}}
    rule = {"host": "a.example", "http": {"paths": []}}
    specs: dict[str, dict[str, Any]] = {
        "apps/v1 Deployment": {"selector": {"matchLabels": {"app": name}}, "template": pod},
        "v1 Service": {"type": "LoadBalancer", "selector": {"app": name}, "ports": [{"port": 80}]},
        "networking.k8s.io/v1 Ingress": {"rules": [rule]},
    }
    files = {}
    for kind, spec in specs.items():
        version, _, word = kind.partition(" ")
        obj = {"apiVersion": version, "kind": word, "metadata": {"name": name}, "spec": spec}
        files[f"{word}.json"] = json.dumps(obj)
    commands = [step.command for step in flytrans.translate(files, to="kubernetes").steps]
    words = {word for command in commands if "reboot" in command for word in shlex.split(command) if "$" in word}
    assert words == {f"deployment/{name}", name}
    assert all("$(reboot)" not in "".join(command.split("'")[::2]) for command in commands)


def test_a_new_volume_is_filled_by_hand() -> None:
    commands = _commands('app = "x"\n[[mounts]]\nsource = "d"\ndestination = "/data"')
    assert any("kubectl exec -i x-0" in c and "-C /data" in c for c in commands)


@pytest.mark.parametrize(
    ("source", "asked"), [('app = "shop"', "(fly secrets list -a shop)"), ("[env]\nA = '1'", "(fly secrets list)")]
)
def test_only_an_app_that_the_file_names_is_asked_for_at_fly(source: str, asked: str) -> None:
    assert asked in flytrans.translate({"fly.toml": source}, to="kubernetes").steps[0].why
