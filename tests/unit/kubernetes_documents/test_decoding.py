"""Documents to objects, as an API server's decoder takes them."""

from __future__ import annotations

from typing import Any

import pytest
from documents_given import Read
from hypothesis import given
from hypothesis import strategies as st

from flytrans.kubernetes.own import own_objects
from flytrans.kubernetes.yaml_text import render_document
from flytrans.tree.document import Document
from flytrans.tree.node import lift

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx
"""


def test_an_object_comes_through_as_it_is() -> None:
    read = Read(POD)
    assert read.objects[0]["spec"] == {"containers": [{"name": "web", "image": "nginx"}]}
    assert not read.findings


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    env: [{name: A, value: 8080}]", "spec.containers[0].env[0].value: expected text, found a number"),
        ("    tty: 'yes'", "spec.containers[0].tty: expected true or false, found text"),
        ("    args: x", "spec.containers[0].args: expected a list, found text"),
        ("    resources: []", "spec.containers[0].resources: expected a table, found a list"),
        ("    ports: [{containerPort: '80'}]", "spec.containers[0].ports[0].containerPort: expected a whole number"),
        ("    ports: [{containerPort: 1.5}]", "spec.containers[0].ports[0].containerPort: expected a whole number"),
        ("    ports: [{containerPort: 3000000000}]", "spec.containers[0].ports[0].containerPort: expected a whole"),
        ("    resources: {limits: {memory: 1 gb}}", "spec.containers[0].resources.limits.memory: expected a quantity"),
        ("    command: [{a: 1}]", "spec.containers[0].command[0]: expected text, found a table"),
        ("    name: again", "the key 'name' is given twice"),
    ],
)
def test_what_does_not_decode_is_found_at_the_value_and_leaves_the_object_out(line: str, message: str) -> None:
    read = Read(f"{POD}{line}\n---\n{POD}")
    (finding,) = read.findings
    assert finding.code == "FT004"
    assert finding.message.startswith(message)
    assert (finding.document, finding.line) == (0, 9)
    assert len(read.objects) == 1
    assert read.fate("/metadata/name") == "unknown"


@pytest.mark.parametrize(("kind", "key"), [("ConfigMap", "binaryData"), ("Secret", "data")])
def test_bytes_are_base64_and_what_is_none_is_not_shown(kind: str, key: str) -> None:
    text = f"apiVersion: v1\nkind: {kind}\nmetadata: {{name: a}}\n{key}: {{a: hunter2!}}\n"
    (finding,) = Read(text).findings
    assert (finding.code, finding.line) == ("FT004", 4)
    assert finding.message.startswith(f"{key}.a: expected base64")
    assert "hunter2" not in finding.message
    assert not Read(text.replace("hunter2!", "aHVudGVyMg==")).findings


def test_a_number_where_text_belongs_wants_quotes() -> None:
    (finding,) = Read(f"{POD}    env: [{{name: A, value: 1}}]\n").findings
    assert finding.fix == "put it in quotes"


@pytest.mark.parametrize("value", ["0.5", "1", "500m", "'0.5'", "1e3"])
def test_quantities_may_be_numbers(value: str) -> None:
    assert not Read(f"{POD}    resources: {{limits: {{cpu: {value}}}}}\n").findings


def test_an_unknown_field_goes_and_the_rest_stays() -> None:
    read = Read(f"{POD}    imagePullPolcy: Always\n")
    (finding,) = read.findings
    assert (finding.code, finding.fix) == ("FT003", "did you mean imagePullPolicy?")
    assert "imagePullPolcy" not in read.objects[0]["spec"]["containers"][0]
    assert read.fate("/spec/containers/0/imagePullPolcy") == "unknown"


def test_keys_have_one_case() -> None:
    assert Read(f"{POD}    IMAGE: x\n").codes == ["FT003"]


def test_null_is_absent_but_empty_in_tables_and_lists_of_text() -> None:
    text = f"{POD}    args: [~, a]\n    env: ~\n".replace("name: web\nspec", "name: web\n  labels: {a: ~}\nspec")
    read = Read(text)
    assert not read.findings
    assert read.objects[0]["metadata"]["labels"] == {"a": ""}
    assert read.objects[0]["spec"]["containers"][0] == {"name": "web", "image": "nginx", "args": ["", "a"]}
    assert read.fate("/spec/containers/0/env") == "inert"


def test_null_among_quantities_numbers_and_tables_is_their_zero_value() -> None:
    read = Read(
        f"{POD}    resources: {{limits: {{cpu: ~, memory: 1Gi}}}}\n  securityContext: {{supplementalGroups: [~]}}\n"
    )
    assert not read.findings
    spec = read.objects[0]["spec"]
    assert spec["containers"][0]["resources"] == {"limits": {"cpu": "0", "memory": "1Gi"}}
    assert spec["securityContext"] == {"supplementalGroups": [0]}


def test_a_table_that_only_had_nulls_is_still_there() -> None:
    read = Read(f"{POD}  volumes: [{{name: x, emptyDir: {{sizeLimit: null}}}}]\n")
    assert read.objects[0]["spec"]["volumes"] == [{"name": "x", "emptyDir": {}}]
    assert read.fate("/spec/volumes/0/emptyDir/sizeLimit") == "inert"
    assert not read.node("spec", "volumes", 0, "emptyDir").leaves()


def test_lists_are_opened() -> None:
    item = "  - " + POD.replace("\n", "\n    ").rstrip()
    read = Read(f"apiVersion: v1\nkind: List\nmetadata: {{resourceVersion: ''}}\nitems:\n{item}\n")
    assert [obj["metadata"]["name"] for obj in read.objects] == ["web"]
    assert read.fate("/kind") == "inert"
    assert read.fate("/metadata/resourceVersion") == "inert"


def test_items_of_a_typed_list_have_its_kind() -> None:
    read = Read("apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n  data: {x: z}\n")
    assert read.objects == [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"x": "z"}}]


def test_objects_that_the_server_names_are_not_the_same() -> None:
    made = POD.replace("name: web\nspec", "generateName: web-\nspec")
    read = Read(f"{made}---\n{made}")
    assert (len(read.objects), read.codes) == (2, [])
    assert Read(f"{POD}---\n{POD}").codes == ["FT013"]


@pytest.mark.parametrize("items", ["{a: b}", "text", "3"])
def test_items_that_are_no_list_are_found_at_their_place(items: str) -> None:
    read = Read(f"apiVersion: v1\nkind: List\nitems: {items}\n---\n{POD}")
    (finding,) = read.findings
    assert (finding.code, finding.line, finding.message) == ("FT004", 3, "items: expected a list")
    assert [one["kind"] for one in read.objects] == ["Pod"]


def test_the_kind_of_a_typed_list_is_that_of_its_items_unless_they_say_one() -> None:
    items = "[{metadata: {name: a}}, {apiVersion: v1, kind: Secret, metadata: {name: b}}]"
    read = Read(f"apiVersion: v1\nkind: ConfigMapList\nitems: {items}\n")
    assert [(one["kind"], one["metadata"]["name"]) for one in read.objects] == [("ConfigMap", "a"), ("Secret", "b")]
    assert not read.findings


def test_an_empty_list_has_nothing() -> None:
    read = Read("apiVersion: v1\nkind: List\nitems: []\n")
    assert (read.objects, read.fate("/items")) == ([], "inert")


def test_a_kind_that_is_not_translated_is_one_finding_and_passes() -> None:
    text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{verbs: [get]}]\n"
    read = Read(text + "---\n" + POD)
    assert read.codes == ["FT006"]
    assert [obj["kind"] for obj in read.passing] == ["Role"]
    assert [obj["kind"] for obj in read.objects] == ["Pod"]
    assert read.fate("/rules/0/verbs/0") == "dropped"


def test_a_kind_of_the_same_name_in_another_group_is_another_kind() -> None:
    read = Read("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: s}\n")
    assert (read.codes, read.objects) == (["FT015"], [])
    assert [finding.fix for finding in read.findings] == [""]


def test_a_group_that_no_api_has_is_a_mistake_and_says_which_one_is_meant() -> None:
    read = Read("apiVersion: apps/v1\nkind: Service\nmetadata: {name: s}\n")
    assert [(finding.code, finding.fix) for finding in read.findings] == [("FT015", "write v1")]


def test_a_version_that_no_server_knows_is_told() -> None:
    (finding,) = Read(POD.replace("v1", "apps/v9").replace("Pod", "Deployment")).findings
    assert (finding.code, finding.fix) == ("FT015", "write apps/v1")


def test_an_object_without_a_name_is_refused_and_a_generated_one_is_not() -> None:
    assert Read(POD.replace("name: web\nspec", "labels: {}\nspec")).codes == ["FT004"]
    assert Read(POD.replace("name: web\nspec", "generateName: web-\nspec")).codes == []


def test_of_two_objects_of_one_name_one_is_read_in_any_order() -> None:
    other = POD.replace("nginx", "apache")
    one, two = Read(f"{POD}---\n{other}"), Read(f"{other}---\n{POD}")
    assert one.objects == two.objects
    assert one.codes == two.codes == ["FT013"]


def test_so_it_is_with_kinds_that_are_not_translated_and_only_the_one_that_stays_is_told() -> None:
    one = "apiVersion: example.com/v1\nkind: App\nmetadata: {name: a}\nspec: {x: 1}\n"
    read = Read(f"{one}---\n{one.replace('x: 1', 'x: 2')}")
    assert sorted(read.codes) == ["FT013", "FT015"]
    assert read.fate("/spec/x") == "inert"
    assert read.fate("/metadata/name") == "translated"


def test_an_object_is_not_read_beside_its_owner() -> None:
    owner = POD.replace("Pod", "ReplicationController").replace("name: web", "name: rc", 1)
    owner = owner[: owner.index("spec:")]
    child = POD.replace(
        "  name: web\nspec",
        "  name: web\n  ownerReferences: [{kind: ReplicationController, name: rc, controller: true}]\nspec",
    )
    assert [obj["kind"] for obj in Read(f"{child}---\n{owner}").objects] == ["ReplicationController"]
    assert [obj["kind"] for obj in Read(child).objects] == ["Pod"]


def test_what_an_owner_of_an_unknown_kind_made_is_read() -> None:
    owner = "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: s}\n"
    owned = SECRET.replace(
        "{name: s}", "{name: s, ownerReferences: [{kind: ExternalSecret, name: s, controller: true}]}"
    )
    assert [obj["kind"] for obj in Read(f"{owner}---\n{owned}").objects] == ["Secret"]


SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: aHVudGVyMg==}\nstringData: {b: hunter2}\n"


def test_values_of_a_secret_are_gone_and_its_keys_are_not() -> None:
    read = Read(SECRET)
    assert (read.objects[0]["data"], read.objects[0]["stringData"]) == ({"a": ""}, {"b": ""})
    assert read.fate("/data/a") == read.fate("/stringData/b") == "dropped"
    assert read.passing[0]["stringData"] == {"b": "hunter2"}
    assert "hunter2" not in repr((read.objects, read.ledger.values, read.ledger.notes))


@pytest.mark.parametrize("line", ["stringData: {a: {hunter2: 1}}", "type: [hunter2]"])
def test_a_broken_secret_is_refused_without_a_word_of_it(line: str) -> None:
    read = Read(f"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\n{line}\n")
    assert read.codes == ["FT004"]
    assert "hunter2" not in repr(read.findings)
    assert read.objects == []


def test_a_value_that_is_no_base64_is_found_and_its_key_stays_a_name() -> None:
    read = Read("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: hunter2, self: ''}\n")
    assert read.codes == ["FT004"]
    assert "hunter2" not in repr((read.findings, read.objects))
    assert read.objects[0]["data"] == {"a": "", "self": ""}
    assert read.passing[0]["data"] == {"a": "hunter2", "self": ""}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("resources: [a.yaml]\n", "kustomization"),
        ("apiVersion: v2\nname: chart\nversion: 1.0.0\n", "Helm chart"),
        ("image: {tag: x}\nreplicaCount: 1\n", "values of a Helm chart"),
        ("services: {web: {image: x}}\n", "Compose"),
        ("just text\n", "no Kubernetes object"),
        ("kind: Pod\n", "no apiVersion"),
        ("apiVersion: v1\nkind: 3\n", "no kind"),
    ],
)
def test_what_is_no_object_is_told_apart(text: str, word: str) -> None:
    read = Read(text)
    (finding,) = read.findings
    assert finding.code == "FT010"
    assert word in finding.message
    assert read.objects == read.passing == []
    assert {note.fate for note in read.ledger.notes.values()} == {"unknown"}


def test_what_this_run_wrote_is_not_checked_again() -> None:
    obj = lift({"apiVersion": "v1", "kind": "ConfigMap", "nonsense": 1})
    other = lift({"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject"})
    assert own_objects([Document("a.yaml", 0, obj), Document("b.yaml", 0, other)]) == [obj]


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.floats(allow_nan=False))
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["metadata", "spec", "items", "data", "template", "labels", "name", "containers", "kind", "x"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(["Deployment", "Job", "CronJob", "Pod", "Service", "Secret", "List", "PodList", "Ingress", 3])
VERSIONS = st.sampled_from(["v1", "apps/v1", "batch/v1", "extensions/v1beta1", "apps/v1beta1", "autoscaling/v1"])


@given(st.lists(st.tuples(VERSIONS, KINDS, JUNK), min_size=1, max_size=3))
def test_whatever_is_given_every_leaf_is_in_an_object_or_has_a_note(items: list[tuple[str, Any, Any]]) -> None:
    trees = [{"apiVersion": v, "kind": k, **(j if isinstance(j, dict) else {"spec": j})} for v, k, j in items]
    read = Read("".join(f"---\n{render_document(lift(tree))}" for tree in trees))
    there: set[int] = set()
    for obj in [*read.decoded.objects, *read.decoded.passing]:
        there |= obj.leaves()
    assert set(range(len(read.ledger.leaves))) <= there | set(read.ledger.notes)


CLUSTERS_OWN = {
    "rbac.authorization.k8s.io/v1": ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"),
    "storage.k8s.io/v1": ("StorageClass", "CSIDriver"),
    "scheduling.k8s.io/v1": ("PriorityClass",),
    "networking.k8s.io/v1": ("IngressClass",),
    "cert-manager.io/v1": ("Certificate", "Issuer", "ClusterIssuer"),
    "v1": ("PersistentVolume", "ResourceQuota", "Endpoints", "Node"),
}
"""Without these an app on Fly, which has no cluster, is no other."""
OF_APPS = {
    "external-secrets.io/v1": ("ExternalSecret",),
    "gateway.networking.k8s.io/v1": ("HTTPRoute",),
    "keda.sh/v1alpha1": ("ScaledObject",),
    "example.org/v1": ("Database",),
}
"""These may make something of the app that is missing then."""


@pytest.mark.parametrize(
    ("version", "kind", "code"),
    [
        (version, kind, code)
        for kinds, code in ((CLUSTERS_OWN, "FT006"), (OF_APPS, "FT015"))
        for version, names in kinds.items()
        for kind in names
    ],
)
def test_what_only_a_cluster_needs_is_told_apart_from_what_acts_on_an_app(version: str, kind: str, code: str) -> None:
    assert Read(f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n").codes == [code]


@pytest.mark.parametrize(
    ("labels", "end"),
    [
        ("labels: [{pairs: {app: web}}]", "no manifest"),
        ("labels: [{pairs: {app: web}, includeSelectors: true}]", "not applied: labels"),
        ("commonLabels: {app: web}", "not applied: commonLabels"),
    ],
)
def test_a_kustomization_that_completes_selectors_is_told_to_change_something(labels: str, end: str) -> None:
    read = Read(f"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n{labels}\n")
    (finding,) = read.findings
    assert finding.message.endswith(end)
