"""Which variables hold a secret, told from their names and values."""

from __future__ import annotations

import re

NAMES = ("KEY", "PRIVATE", "DATABASE_URL", "PASSWORD", "SECRET", "PASSWD", "TOKEN")
"""flyctl's own list (internal/command/deploy/common_secrets.go), and two that it lacks."""
NO_SECRET = ("AWS_ACCESS_KEY_ID", "TIGRIS_ACCESS_KEY_ID")
HARMLESS = ("PUBLIC", "PUBLISHABLE", "_ID", "_NAME", "_FILE", "_PATH", "_DIR", "_TTL", "_LENGTH", "_SIZE", "_COUNT")
"""Parts of names that speak of a secret, but do not hold one."""
ABOUT = ("_STORE", "_BACKEND", "_PROVIDER", "_POLICY")
"""Last words of names that say where secrets are kept or what they must be like."""
PREFIXES = (
    *("sk_live_", "sk_test_", "rk_live_", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "ASIA"),
    *("SG.", "-----BEGIN", "AIza", "ya29.", "npm_", "dop_v1_", "fo1_", "FlyV1 "),
)
"""How the secrets of well-known services begin."""
SHOWN = ("-----BEGIN CERTIFICATE", "-----BEGIN PUBLIC KEY")
"""How PEM begins that everybody may read (RFC 7468)."""
SHORTEST = 6
_WORD = "(?:[A-Z]?[a-z]{1,12}|[A-Z]{1,12})"
_WORDS = f"{_WORD}(?:[-_.]{_WORD})?"


def is_secret(name: str, value: str) -> bool:
    """Whether a value has to be kept from readers of the file."""
    if not value or "$" in value[:2] or value.startswith(("<", "{{", "/", "./")):
        return False
    if value.startswith(SHOWN) and "PRIVATE KEY" not in value:
        return False
    if value.startswith(PREFIXES) or _has_password(value):
        return True
    if "://" in value:
        return False
    upper = name.upper()
    if upper in NO_SECRET or upper.endswith(ABOUT) or any(part in upper for part in HARMLESS) or not _is_opaque(value):
        return False
    return any(_speaks_of(part, upper) for part in NAMES)


def is_sample(name: str, value: str) -> bool:
    """Whether a secret is a word or two, or says its own name: somebody is meant to replace it, or anybody guesses it.

    Secret scanners leave such values out (gitleaks: entropy and stop words, detect-secrets: word lists).
    """
    return re.fullmatch(_WORDS, value) is not None or (
        name.upper() in value.upper() and not any(map(str.isdigit, value))
    )


def _speaks_of(part: str, name: str) -> bool:
    """Whether a name has a word; KEY must stand by itself, as in API_KEY, but not in KEYCLOAK or MONKEY."""
    if part not in ("KEY", "TOKEN"):
        return part in name
    return name == part or name.endswith((f"_{part}", f"API{part}", f"{part}S")) or f"_{part}_" in f"_{name}_"


def _is_opaque(value: str) -> bool:
    """Whether a value could be one: neither a number, a switch, nor too short."""
    return len(value) >= SHORTEST and value.lower() not in ("false", "disabled", "enabled") and not _is_number(value)


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).removeprefix("-").isdigit() and len(value) < 12


def _has_password(value: str) -> bool:
    """`scheme://user:password@host`."""
    _, scheme, rest = value.partition("://")
    if not scheme:
        return False
    user, at, _ = rest.split("/", 1)[0].rpartition("@")
    _, _, password = user.partition(":")
    return bool(at and password) and password[0] not in "$<{"
