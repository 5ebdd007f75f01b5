"""What has to be kept from readers of a file: told from names and from values."""

from __future__ import annotations

import pytest

from flytrans.values.sensitive import PREFIXES, is_secret

OPAQUE = "x7Kq2mPz"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "KEY",
            "API_KEY",
            "APIKEY",
            "OPENAIAPIKEY",
            "ENCRYPTION_KEYS",
            "KEY_BASE",
            "SECRET_KEY_BASE",
            "TOKEN",
            "GH_TOKEN",
        ),
        *("PASSWORD", "db_password", "PGPASSWORD", "MYSQL_PASSWD", "CLIENT_SECRET", "PRIVATE", "DATABASE_URL"),
    ],
)
def test_a_name_that_speaks_of_a_secret_makes_a_value_one(name: str) -> None:
    assert is_secret(name, OPAQUE)


@pytest.mark.parametrize(
    "name",
    [
        *("NAME", "MONKEY", "KEYCLOAK_REALM", "TOKENIZER", "KEYBOARD"),
        *("PUBLIC_KEY", "STRIPE_PUBLISHABLE_KEY", "SECRET_NAME", "PASSWORD_FILE", "KEY_PATH", "TOKEN_TTL", "KEY_ID"),
        *("AWS_ACCESS_KEY_ID", "TIGRIS_ACCESS_KEY_ID", "SECRET_STORE", "PASSWORD_POLICY", "SECRETS_BACKEND"),
    ],
)
def test_a_name_that_speaks_of_none_or_only_about_one_does_not(name: str) -> None:
    assert not is_secret(name, OPAQUE)


@pytest.mark.parametrize(
    ("value", "can_be_one"),
    [
        ("", False),
        ("short", False),
        ("longer", True),
        ("12345678", False),
        ("-1.5", False),
        ("123456789012", True),
        ("False", False),
        ("disabled", False),
        ("enabled", False),
        ("$SECRET_KEY", False),
        ("a$SECRET_KEY", False),
        ("ab$SECRET_KEY", True),
        ("<your password>", False),
        ("{{ .Values.password }}", False),
        ("/run/secrets/password", False),
        ("./password.txt", False),
        ("https://example.com/password", False),
    ],
)
def test_a_switch_a_number_a_path_and_a_reference_are_none(value: str, can_be_one: bool) -> None:
    assert is_secret("PASSWORD", value) is can_be_one


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_beginning_of_a_services_secrets_tells_them_whatever_the_name(prefix: str) -> None:
    assert is_secret("NAME", f"{prefix}1")
    assert not is_secret("NAME", f"1{prefix}")


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIB", True),
        ("-----BEGIN CERTIFICATE-----\nMIIB", False),
        ("-----BEGIN PUBLIC KEY-----\nMIIB", False),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----BEGIN PRIVATE KEY-----\nMIIB", True),
    ],
)
def test_of_pem_everybody_may_read_what_is_public(value: str, is_one: bool) -> None:
    assert is_secret("TLS_KEY", value) is is_one


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("postgres://user:pass@db:5432/shop", True),
        ("postgres://user:p@ss@db/shop", True),
        ("amqp://:pass@mq", True),
        ("postgres://user@db/shop", False),
        ("postgres://user:@db/shop", False),
        ("postgres://user:$PASS@db/shop", False),
        ("postgres://user:<pass>@db/shop", False),
        ("postgres://user:{pass}@db/shop", False),
        ("https://example.com/a:b@c", False),
        ("user:pass@db", False),
    ],
)
def test_a_url_is_one_by_its_password(value: str, is_one: bool) -> None:
    assert is_secret("SOME_URL", value) is is_one
