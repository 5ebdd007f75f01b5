"""What has to be done beside the manifests, as lines for a shell."""

from __future__ import annotations

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
    assert all(" -n prod" in c for c in _commands('app = "x"', namespace="prod") if "apply" not in c)


def test_a_new_volume_is_filled_by_hand() -> None:
    commands = _commands('app = "x"\n[[mounts]]\nsource = "d"\ndestination = "/data"')
    assert any("kubectl exec -i x-0" in c and "-C /data" in c for c in commands)


@pytest.mark.parametrize(
    ("source", "asked"), [('app = "shop"', "(fly secrets list -a shop)"), ("[env]\nA = '1'", "(fly secrets list)")]
)
def test_only_an_app_that_the_file_names_is_asked_for_at_fly(source: str, asked: str) -> None:
    assert asked in flytrans.translate({"fly.toml": source}, to="kubernetes").steps[0].why
