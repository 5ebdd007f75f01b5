"""The one command that writes the values of secrets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flytrans
from flytrans.cli.main import main
from flytrans.migrate.secret_values import _key, _Secret
from flytrans.migrate.secrets_import import LONGEST_LINE, Unsayable, parse, render

MANIFESTS = """apiVersion: v1
kind: Secret
metadata: {name: database}
data: {url: cG9zdGdyZXM6Ly94, unused: eA==}
stringData: {cert: "line 1\\nline 2\\n"}
---
apiVersion: v1
kind: Secret
metadata: {name: all}
stringData: {A: "one\\ntwo", B: " spaced"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      volumes:
        - name: certs
          secret: {secretName: database, items: [{key: cert, path: tls.crt}]}
      containers:
        - name: shop
          image: registry.example/shop:1
          volumeMounts: [{name: certs, mountPath: /certs}]
          envFrom: [{secretRef: {name: all}, prefix: PRE_}]
          env:
            - {name: DATABASE_URL, valueFrom: {secretKeyRef: {name: database, key: url}}}
"""
VALUES = {
    "DATABASE_CERT": "bGluZSAxCmxpbmUgMgo=",
    "DATABASE_URL": "postgres://x",
    "PRE_A": "one\ntwo",
    "PRE_B": " spaced",
}


def written(folder: Path, text: str, capsys: Any, *arguments: str) -> tuple[int, str, str]:
    (folder / "app.yaml").write_text(text)
    code = main(["secrets", str(folder / "app.yaml"), *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_values_go_to_standard_output_under_the_names_of_the_translation(tmp_path: Path, capsys: Any) -> None:
    code, out, err = written(tmp_path, MANIFESTS, capsys)
    assert code == 0
    assert parse(out) == VALUES
    assert err == "4 secrets written\n"
    made = flytrans.translate({"app.yaml": MANIFESTS}, to="fly")
    named = " ".join(step.command for step in made.steps)
    assert all(name in named for name in VALUES)


def test_each_name_says_its_secret_and_key(tmp_path: Path, capsys: Any) -> None:
    _, out, _ = written(tmp_path, MANIFESTS, capsys)
    assert "# DATABASE_URL: key url of Secret database\nDATABASE_URL=postgres://x\n" in out
    assert "# PRE_A: key A of Secret all\n" in out


def test_our_own_secrets_keep_the_names_of_their_keys(tmp_path: Path, capsys: Any) -> None:
    text = 'app = "shop"\n[[files]]\nguest_path = "/key"\nsecret_name = "KEY_FILE"\n'
    made = flytrans.translate({"fly.toml": text}, to="kubernetes", secrets=["TOKEN"])
    parts = list(made.files.values())
    for name, key, value in (("shop-secrets", "TOKEN", "t"), ("shop-secret-files", "KEY_FILE", "bytes")):
        parts.append(f"apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}}}\nstringData: {{{key}: {value}}}\n")
    code, out, _ = written(tmp_path, "---\n".join(parts), capsys)
    assert code == 0
    assert parse(out) == {"KEY_FILE": "Ynl0ZXM=", "TOKEN": "t"}


def test_of_several_apps_one_is_named(tmp_path: Path, capsys: Any) -> None:
    other = MANIFESTS.replace("name: shop", "name: other").replace("app: shop", "app: other")
    both = MANIFESTS + "---\n" + other.partition("---\n")[2].partition("---\n")[2].replace(":1\n", ":2\n")
    code, out, err = written(tmp_path, both, capsys)
    assert (code, out) == (2, "")
    assert "--app names one of other, shop" in err
    assert parse(written(tmp_path, both, capsys, "--app", "other")[1]) == VALUES
    assert written(tmp_path, both, capsys, "--app", "third")[0] == 2


def test_secrets_without_a_workload_keep_their_keys_names(tmp_path: Path, capsys: Any) -> None:
    only = "---\n".join(MANIFESTS.split("---\n")[:2]).replace("unused", "A")
    code, out, _ = written(tmp_path, only, capsys)
    assert code == 0
    assert set(parse(out)) == {"url", "cert", "B", "ALL_A", "DATABASE_A"}


def test_what_is_missing_or_cannot_be_said_is_named_and_its_value_is_not(tmp_path: Path, capsys: Any) -> None:
    gone = MANIFESTS.replace("cG9zdGdyZXM6Ly94", "bm90/not base64!").replace("one\\ntwo", 'hunter2\\nx\\"\\"\\"\\ny')
    code, out, err = written(tmp_path, gone, capsys)
    assert code == 1
    assert set(parse(out)) == {"DATABASE_CERT", "PRE_B"}
    assert "DATABASE_URL is left out: key url of Secret database" in err
    assert "PRE_A is left out: a line of it ends in three double quotes" in err
    assert "hunter2" not in out + err
    assert "bm90" not in out + err


SEALED = """apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: all}
spec: {encryptedData: {A: AgBhush}}
---
apiVersion: v1
kind: Secret
metadata: {name: database}
stringData: {url: "ENC[hush]"}
sops: {version: 3.9.0}
"""


def test_what_is_encrypted_or_made_elsewhere_is_no_value(tmp_path: Path, capsys: Any) -> None:
    code, out, err = written(tmp_path, SEALED + "---" + MANIFESTS.split("---")[2], capsys)
    assert (code, out) == (1, "")
    assert "DATABASE_URL is left out: Secret database is encrypted; give what sops decrypt prints of it\n" in err
    assert "PRE_A is left out: made by SealedSecret all, so its value is in the cluster's Secret\n" in err
    assert "hush" not in err
    code, out, err = written(tmp_path, SEALED, capsys)
    assert (code, out, "hush" in err) == (1, "", False)
    assert "url is left out: Secret database is encrypted" in err


def test_the_secret_that_the_cluster_made_has_the_value(tmp_path: Path, capsys: Any) -> None:
    owner = "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, name: all, controller: true, uid: '1'}"
    live = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: all, ownerReferences: [{owner}]}}\ndata: {{A: b25l}}\n"
    text = f"{SEALED.split('---')[0]}---\n{live}---{MANIFESTS.split('---')[2]}".replace("database", "all")
    _, out, _ = written(tmp_path, text, capsys)
    assert parse(out)["PRE_A"] == "one"


def test_a_namespace_that_the_caller_says_is_that_of_objects_without_one(tmp_path: Path, capsys: Any) -> None:
    text = MANIFESTS.replace("{name: database}", "{name: database, namespace: prod}")
    assert "DATABASE_URL is left out" in written(tmp_path, text, capsys)[2]
    code, out, _ = written(tmp_path, text, capsys, "--namespace", "prod")
    assert (code, parse(out)) == (0, VALUES)


def test_manifests_that_cannot_be_read_are_told_and_nothing_is_written(tmp_path: Path, capsys: Any) -> None:
    code, out, err = written(tmp_path, "a: [", capsys)
    assert (code, out) == (2, "")
    assert "FT002" in err


@given(st.text(st.sampled_from(list('ab "\n\r#= \N{SNOWMAN}')), max_size=12) | st.text(max_size=12))
def test_flyctl_reads_what_was_written(value: str) -> None:
    try:
        data = value.encode()
    except UnicodeEncodeError:
        return
    try:
        text = render("NAME", data)
    except Unsayable:
        return
    assert parse("# a comment\n" + text + "NEXT=1\n") == {"NAME": value, "NEXT": "1"}


@pytest.mark.parametrize("value", [b"\xff", b"a" * (LONGEST_LINE + 1), b'"""a', b'"', b"a\r\nb", b'a\nb"""\nc'])
def test_values_without_a_spelling_are_refused(value: bytes) -> None:
    with pytest.raises(Unsayable):
        render("NAME", value)


def test_a_source_without_secrets_and_apps_is_no_success(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "fly.toml").write_text('app = "shop"\n', encoding="utf-8")
    assert main(["secrets", str(tmp_path / "fly.toml")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "there is no Secret, nor an app that asks for one" in shown.err


def test_a_key_is_found_by_the_name_that_it_has_beside_another_of_its_name() -> None:
    held = _Secret("default", "database", {"url": b"a", "l": b"b"})
    assert _key(held, "DATABASE_URL", "") == "url"
    assert _key(held, "url", "") == "url"
    assert _key(held, "PRE_url", "") == "url"
    assert _key(held, "DATABASE_URL", "l") == "l"
    assert _key(held, "OTHER", "") == ""
