"""Names that every API server takes, and labels that hold the exact values (mapping decisions, section 2)."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from workloads_given import apps, manifests, only

from flytrans.kubernetes.names import LIMIT, is_label, safe_groups, safe_name, shortened

DNS_1035 = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")


@given(st.text(max_size=80))
def test_a_safe_name_is_a_dns_label_with_a_letter_first(text: str) -> None:
    assert DNS_1035.fullmatch(safe_name(text))


@given(st.text(max_size=80))
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@given(st.text("ab-", min_size=1, max_size=120))
def test_a_shortened_name_keeps_the_limit_and_its_form(text: str) -> None:
    name = shortened(safe_name(text))
    assert len(name) <= LIMIT
    assert DNS_1035.fullmatch(name)


def test_a_digit_first_gets_a_prefix() -> None:
    assert safe_name("2048-shop") == "app-2048-shop"


def test_nothing_left_is_called_app() -> None:
    assert safe_name("___") == "app"


def test_of_two_groups_made_alike_only_the_changed_one_gets_a_hash() -> None:
    names = safe_groups(["a-b", "a_b"])
    assert names["a-b"] == "a-b"
    assert re.fullmatch(r"a-b-[0-9a-f]{8}", names["a_b"])


def test_a_group_called_like_our_public_service_is_told_apart() -> None:
    assert safe_groups(["public"])["public"] != "public"


@given(st.lists(st.text(max_size=8), max_size=6, unique=True))
def test_groups_never_share_a_name(groups: list[str]) -> None:
    names = safe_groups(groups)
    assert len(set(names.values())) == len(names)


def test_processes_do_not_rename_the_default_workload() -> None:
    one = manifests('app = "shop"')
    two = manifests('app = "shop"\n[processes]\napp = "a"\nworker = "b"')
    assert only(one, "Deployment")["metadata"]["name"] == "shop"
    assert {o["metadata"]["name"] for o in two.values()} == {"shop", "shop-worker"}


def test_a_label_holds_the_exact_app_and_group() -> None:
    labels = only(manifests('app = "2048-shop"\n[processes]\nside_kiq = "x"'), "Deployment")["metadata"]["labels"]
    assert labels["app.kubernetes.io/name"] == "2048-shop"
    assert labels["app.kubernetes.io/component"] == "side_kiq"


def test_a_selector_is_name_and_component_and_nothing_else() -> None:
    found = only(manifests('app = "shop"'), "Deployment")
    assert set(found["spec"]["selector"]["matchLabels"]) == {"app.kubernetes.io/name", "app.kubernetes.io/component"}


def test_a_name_no_label_can_hold_is_told_by_the_platforms_own_variable() -> None:
    assert not is_label("$APP_NAME")
    found = manifests('app = "$APP_NAME"', carry=False)
    import json

    (app,) = apps(*(json.dumps(obj) + "\n" for obj in found.values()))
    assert app["app"] == "$APP_NAME"
    assert "FLY_APP_NAME" not in app["requests"][0]["body"]["config"].get("env", {})
