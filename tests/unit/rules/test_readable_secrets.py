"""FT110 and FT232 tell a secret from a word that stands in for one, and from a setting about secrets."""

from __future__ import annotations

import pytest

import flytrans
from flytrans.migrate.shown import masks
from flytrans.rules.hidden import hidden_lines

OPAQUE = "wD8q-2kfLm9x-7Tzz"


def severities(name: str, value: str) -> list[str]:
    found = flytrans.lint({"fly.toml": f"[env]\n{name} = {value!r}\n"})
    return [finding.severity for finding in found if finding.code == "FT110"]


@pytest.mark.parametrize("value", ["changeme", "fake_password", "app-PASSWORD", "DB_PASSWORD", "your_DB_PASSWORD_here"])
def test_a_word_that_anybody_guesses_is_only_an_info(value: str) -> None:
    assert severities("DB_PASSWORD", value) == ["info"]


@pytest.mark.parametrize("value", [OPAQUE, "correct-horse-battery-staple", "abcdefghijklmnop", "DB_PASSWORD_8371"])
def test_what_nobody_guesses_is_a_warning(value: str) -> None:
    assert severities("DB_PASSWORD", value) == ["warning"]


@pytest.mark.parametrize("name", ["SECRET_STORE", "PASSWORD_POLICY", "SECRETS_BACKEND"])
def test_a_setting_about_secrets_is_none(name: str) -> None:
    assert severities(name, "kubernetes-2") == []


def test_a_key_store_has_a_password() -> None:
    assert severities("KEY_STORE_PASSWORD", OPAQUE) == ["warning"]


POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  containers:
  - name: web
    image: nginx
    env:
    - {{name: {name}, value: {value}}}
  volumes:
  - name: cert
    secret: {{secretName: webhook-server-cert-2}}
"""


def told(name: str, value: str) -> list[tuple[str, int]]:
    found = flytrans.lint({"pod.yaml": POD.format(name=name, value=value)})
    return [(finding.severity, finding.line) for finding in found if finding.code == "FT232"]


def test_a_manifest_is_told_where_the_variable_stands() -> None:
    assert told("DB_PASSWORD", OPAQUE) == [("warning", 9)]
    assert told("DB_PASSWORD", "changeme") == [("info", 9)]
    assert told("DB_PASSWORD", "$(OTHER)") == []


def test_the_name_of_a_secret_is_none() -> None:
    assert told("WEBHOOK_SECRET", "webhook-server-cert-2") == []
    assert told("WEBHOOK_SECRET", "webhook-server-cert-3") == [("warning", 9)]


@pytest.mark.parametrize(("kind", "found"), [("CERTIFICATE", []), ("RSA PRIVATE KEY", [("warning", 9)])])
def test_a_certificate_is_for_everybody(kind: str, found: list[tuple[str, int]]) -> None:
    assert told("TLS_KEYS", f'"-----BEGIN {kind}-----"') == found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"- name: DB_PASSWORD\n  value: {OPAQUE}\n", {2}),
        (f"- {{name: DB_PASSWORD, value: {OPAQUE}}}\n", {1}),
        (f'{{"name": "DB_PASSWORD", "value": "{OPAQUE}"}}\n', {1}),
        (f"- name: LEVEL\n  value: {OPAQUE}\n", set()),
    ],
)
def test_the_line_of_a_secret_is_not_shown(text: str, lines: set[int]) -> None:
    assert hidden_lines("pod.yaml", text) == lines


@pytest.mark.parametrize("name", ["fly.toml", "fly.json", "shop/fly.json"])
def test_a_report_hides_the_lines_of_secrets_in_every_form_of_a_fly_toml(name: str) -> None:
    form = (
        '[env]\n"API_KEY" = "wD8q-2kfLm9x"\n"A" = "1"'
        if name.endswith("toml")
        else '{"env": {\n"API_KEY": "wD8q-2kfLm9x",\n"A": "1"}}'
    )
    masked = masks({name: form})
    assert [masked(name, 0, line) for line in (1, 2, 3)] == [False, True, False]
