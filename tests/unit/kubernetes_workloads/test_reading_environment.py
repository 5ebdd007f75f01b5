"""The environment as the kubelet makes it (kubernetes-rules, section 1)."""

from __future__ import annotations

from workloads_given import apps, config, config_map, deployment, findings


def test_env_beats_env_from_and_the_later_one_wins() -> None:
    maps = (config_map("one", "A: '1', B: '1', C: '1'"), config_map("two", "B: '2', C: '2'"))
    refs = "envFrom: [{configMapRef: {name: one}}, {configMapRef: {name: two}}], env: [{name: C, value: '3'}]"
    assert config(*maps, deployment(refs))["env"] == {"A": "1", "B": "2", "C": "3"}


def test_a_prefix_is_put_before_each_key() -> None:
    found = config(config_map("c", "A: x"), deployment("envFrom: [{prefix: P_, configMapRef: {name: c}}]"))
    assert found["env"] == {"P_A": "x"}


def test_a_reference_sees_what_stands_above_it_only() -> None:
    env = "env: [{name: B, value: '$(A)'}, {name: A, value: x}, {name: C, value: '$(A)'}]"
    assert config(deployment(env))["env"] == {"A": "x", "B": "$(A)", "C": "x"}


def test_a_doubled_dollar_is_one() -> None:
    assert config(deployment("env: [{name: A, value: '$$(B) $$ $'}]"))["env"] == {"A": "$(B) $ $"}


def test_values_of_a_configmap_are_not_expanded() -> None:
    found = config(config_map("c", "A: '$$(B)'"), deployment("envFrom: [{configMapRef: {name: c}}]"))
    assert found["env"] == {"A": "$$(B)"}


def test_a_variable_without_a_value_is_empty() -> None:
    assert config(deployment("env: [{name: A}]"))["env"] == {"A": ""}


def test_commands_expand_with_the_final_environment() -> None:
    found = config(deployment("args: ['$(A)', '$(NONE)'], env: [{name: A, value: '1'}, {name: A, value: '2'}]"))
    assert found["init"]["cmd"] == ["2", "$(NONE)"]


def test_a_command_alone_replaces_entrypoint_and_cmd() -> None:
    assert config(deployment("command: [run]"))["init"] == {"exec": ["run"]}
    both = config(deployment("command: [run], args: [it]"))["init"]
    assert both == {"entrypoint": ["run"], "cmd": ["it"]}


def test_a_secret_is_called_like_the_variable_and_has_no_value() -> None:
    secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {key: hunter2, OTHER: x}\n"
    one = "env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: key}}}]"
    (app,) = apps(secret, deployment(f"{one}, envFrom: [{{secretRef: {{name: s}}}}]"))
    assert app["secrets"] == ["OTHER", "key", "PASSWORD"]
    assert "hunter2" not in str(app)


def test_a_missing_configmap_is_told_unless_optional() -> None:
    assert "FT014" in findings(deployment("envFrom: [{configMapRef: {name: gone}}]"))
    assert "FT014" not in findings(deployment("envFrom: [{configMapRef: {name: gone, optional: true}}]"))


def test_fields_that_the_manifest_says_become_constants() -> None:
    field = "env: [{name: L, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}]"
    assert config(deployment(field))["env"] == {"L": "web"}


def test_a_limit_is_counted_in_its_divisor_and_rounded_up() -> None:
    field = "env: [{name: M, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}]"
    found = config(deployment(f"{field}, resources: {{limits: {{memory: 100M}}}}"))
    assert found["env"] == {"M": "96"}


def test_a_users_own_fly_variable_is_kept_and_told() -> None:
    found = deployment("env: [{name: FLY_APP_NAME, value: mine}]")
    assert config(found)["env"] == {"FLY_APP_NAME": "mine"}
    assert "FT350" in findings(found)


def test_a_missing_secret_is_told_where_all_its_keys_are_variables() -> None:
    assert "FT014" in findings(deployment("envFrom: [{secretRef: {name: gone}}]"))
    assert "FT014" not in findings(deployment("envFrom: [{secretRef: {name: gone, optional: true}}]"))
    one = "env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: a}}}]"
    assert "FT014" not in findings(deployment(one))
