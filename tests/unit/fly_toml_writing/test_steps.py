"""Steps: what to do on Fly outside the files."""

from __future__ import annotations

import shlex
from base64 import b64encode
from typing import Any

import flytrans
from flytrans.api.options import Options
from flytrans.diagnostics.report import Step
from flytrans.fly_toml.steps import write_steps
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import lift


def commands(*apps: dict[str, Any], **options: Any) -> list[str]:
    return [step.command for step in written(*apps, **options)]


def written(*apps: dict[str, Any], **options: Any) -> list[Step]:
    cx = Writing(Ledger(), Options.of(options))
    write_steps(lift({"apps": list(apps)}), cx)
    assert [step.order for step in cx.steps] == list(range(1, len(cx.steps) + 1))
    for step in cx.steps:
        assert shlex.split(step.command)
    return cx.steps


def test_they_stand_in_the_order_in_which_they_are_done() -> None:
    app = {
        "name": "pg",
        "region": "ord",
        "secrets": ["DATABASE_URL", "TLS_KEY"],
        "hosts": ["pg.example.com"],
        "flycast": True,
        "groups": {
            "app": {
                "count": 3,
                "services": [{"internal_port": 5432}],
                "mounts": [{"name": "pg_data", "initial_gb": 10}],
                "files": [{"guest_path": "/key", "secret_name": "TLS_KEY"}],
            }
        },
    }
    assert commands(app) == [
        "fly apps create pg",
        'fly secrets set --stage --app pg DATABASE_URL="$DATABASE_URL"',
        "fly secrets set --stage --app pg TLS_KEY=\"$(base64 < TLS_KEY | tr -d '\\n')\"",
        "fly volumes create pg_data --region ord --size 10 --count 3 --yes --app pg",
        "fly ips allocate-v6 --private --app pg",
        "fly deploy --app pg",
        "fly scale count app=3 --yes --app pg",
        "fly certs add pg.example.com --app pg",
    ]


def test_counts_of_a_first_deploy_need_no_step() -> None:
    def counted(view: dict[str, Any], **options: Any) -> list[str]:
        return [c for c in commands({"name": "x", "groups": {"web": view}}, **options) if "scale" in c]

    assert counted({"services": [{}], "count": 2}) == []
    assert counted({"services": [{}], "count": 1}) == ["fly scale count web=1 --yes --app x"]
    assert counted({"mounts": [{"name": "d"}], "services": [{}], "count": 1}) == []
    assert counted({}, replicas={"web": 4}) == ["fly scale count web=4 --yes --app x"]


def test_what_runs_nowhere_is_deployed_by_hand_only() -> None:
    def deployed(**views: dict[str, Any]) -> list[str]:
        return [c for c in commands({"name": "x", "groups": views}) if "create" not in c]

    assert deployed(web={"count": 0}) == ["# fly deploy --app x"]
    assert deployed(job={"request": {"skip_launch": True}}) == ["# fly deploy --app x"]
    assert deployed(job={"request": {"skip_launch": False}}) == ["fly deploy --app x"]
    assert deployed(a={"count": 0}, b={}, c={}, d={"request": {"skip_launch": True}}) == [
        "fly deploy --process-groups b,c --app x",
        "# fly deploy --process-groups a,d --app x",
    ]
    assert commands({"name": "x", "groups": {"web": {"count": 0}}}, replicas={"web": 1})[1:] == ["fly deploy --app x"]


def test_a_volume_is_where_its_machine_is() -> None:
    def asked(**app: Any) -> bool:
        steps = written({"name": "x", "groups": {"app": {"mounts": [{"name": "d", "path": "/d"}]}}, **app})
        (step,) = [step for step in steps if "volumes create" in step.command]
        return "primary_region" in step.why

    assert asked()
    assert not asked(region="ams")


def test_names_are_quoted_for_the_shell_and_each_app_has_its_own_file() -> None:
    found = commands({"name": "a b", "groups": {"app": {}}}, {"name": "c", "groups": {"app": {}}}, secrets=["tls.crt"])
    assert found == [
        "fly apps create 'a b'",
        "fly secrets set --stage --app 'a b' tls.crt=\"$(cat)\"",
        "fly deploy --config a-b/fly.toml --app 'a b'",
        "fly apps create c",
        'fly secrets set --stage --app c tls.crt="$(cat)"',
        "fly deploy --config c/fly.toml --app c",
    ]


def test_an_app_comes_after_those_whose_private_hosts_it_names() -> None:
    def deployed(*envs: dict[str, Any], **more: Any) -> list[str]:
        apps = [{"name": name, "groups": {"app": {"env": env}}} for name, env in zip("cab", envs, strict=True)]
        apps[0]["groups"]["app"] |= more
        return [command.rpartition(" ")[2] for command in commands(*apps) if "deploy" in command]

    assert deployed({}, {}, {}) == ["c", "a", "b"]
    assert deployed({"DB": "postgres://x@top1.nearest.of.b.internal:5432"}, {}, {}) == ["a", "b", "c"]
    assert deployed({"DB": "http://a.flycast", "X": "b.internals, x.b.internal.example"}, {}, {}) == ["a", "c", "b"]
    assert deployed({"DB": "c.internal"}, {}, {"Q": "c.internal"}) == ["c", "a", "b"]
    conf = b64encode(b"upstream b { server web.process.b.internal:80; }").decode()
    assert deployed({}, {}, {}, files=[{"guest_path": "/x", "raw_value": conf}]) == ["a", "b", "c"]
    assert deployed({}, {}, {}, files=[{"guest_path": "/x", "raw_value": "no base64"}]) == ["c", "a", "b"]


def test_a_volume_is_made_with_what_its_mount_says() -> None:
    mount = {"name": "d", "path": "/d", "initial_gb": 3, "snapshot_retention": 7, "scheduled_snapshots": False}
    cx = Writing(Ledger(), Options.of({}))
    write_steps(lift({"apps": [{"name": "x", "region": "fra", "groups": {"app": {"mounts": [mount]}}}]}), cx)
    (step,) = [step for step in cx.steps if "volumes create" in step.command]
    assert step.command == (
        "fly volumes create d --region fra --size 3 --count 1 --snapshot-retention 7 --scheduled-snapshots=false"
        " --yes --app x"
    )
    assert step.request == {
        "name": "d",
        "region": "fra",
        "size_gb": 3,
        "snapshot_retention": 7,
        "auto_backup_enabled": False,
    }


def test_an_app_without_a_name_gets_one() -> None:
    assert commands({"groups": {"app": {}}})[0] == "fly apps create --generate-name"


MADE_ELSEWHERE = """apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: "nginx:1"
    envFrom: [{secretRef: {name: a}}, {secretRef: {name: b}}]
    volumeMounts: [{name: v, mountPath: /v}]
  volumes: [{name: v, secret: {secretName: c}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: a}
spec: {secretStoreRef: {name: vault, kind: ClusterSecretStore}, data: [{secretKey: A, remoteRef: {key: a}}]}
---
apiVersion: v1
kind: Secret
metadata: {name: b}
stringData: {B: hush}
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: c}
spec: {encryptedData: {k: hush}}
"""


def test_steps_say_what_makes_a_secret_whose_value_is_in_no_file() -> None:
    for to in ("fly", "machines"):
        whys = [step.why for step in flytrans.translate({"a.yaml": MADE_ELSEWHERE}, to=to).steps]
        shell = "set the secrets, each from the shell's variable of its name"
        assert f"{shell}; made by ExternalSecret a from ClusterSecretStore vault: A" in whys
        assert any(why.endswith("in base64; made by SealedSecret c") for why in whys)


def test_a_secret_that_a_generator_makes_comes_from_no_store() -> None:
    generated = (
        "spec: {dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: a}}}], target: {template: {data: {A: x}}}}"
    )
    stored = next(line for line in MADE_ELSEWHERE.splitlines() if "secretStoreRef" in line)
    whys = [
        step.why for step in flytrans.translate({"a.yaml": MADE_ELSEWHERE.replace(stored, generated)}, to="fly").steps
    ]
    assert any(why.endswith("made by ExternalSecret a: A") for why in whys)


def _why_create(source: str, **options: Any) -> list[str]:
    made = flytrans.translate({"a.yaml": source}, to="fly", **options)
    return [step.why for step in made.steps if step.command.startswith("fly apps create")]


def test_the_first_app_of_manifests_says_what_to_do_where_its_name_is_taken() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: x}]}\n"
    two = f"{pod}---\n{pod.replace('web', 'api')}"
    assert _why_create(pod)[0].endswith("if it is taken, --app NAME chooses another")
    first, second = _why_create(two)
    assert first.endswith("if it is taken, --app-prefix WORD changes all")
    assert second == "create the app web, if it is not there yet"
    assert _why_create(two, app_prefix="acme")[0] == "create the app acme-api, if it is not there yet"
    assert _why_create(pod, app="mine") == ["create the app mine, if it is not there yet"]
    assert "taken" not in flytrans.translate({"fly.toml": 'app = "web"'}, to="machines").steps[0].why


def test_a_name_with_its_prefix_is_no_longer_than_fly_takes() -> None:
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {'a' * 60}}}\nspec: {{containers: [{{name: c, image: x}}]}}\n"
    (app,) = flytrans.translate({"a.yaml": pod}, to="fly", app_prefix="acme").model.apps
    assert app.name is not None
    assert (len(app.name), app.name.startswith("acme-aaa")) == (63, True)
