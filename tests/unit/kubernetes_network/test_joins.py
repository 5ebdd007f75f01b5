"""What joins objects decides about what comes of the join: each decider is named where its change shows."""

from __future__ import annotations

import pytest

import flytrans
from flytrans.diagnostics.report import Entry

POD = "{metadata: {labels: {app: shop}}, spec: {containers: [{name: c, image: x, %s}]%s}}"


def deployment(container: str = "", pod: str = "", spec: str = "", kind: str = "Deployment") -> str:
    template = POD % (container, pod)
    selector = "selector: {matchLabels: {app: shop}}"
    return (
        f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: web, namespace: north}}\n"
        f"spec: {{{selector}, template: {template}{spec}}}\n"
    )


SERVICE = (
    "apiVersion: v1\nkind: Service\nmetadata: {name: front, namespace: north}\n"
    "spec: {type: LoadBalancer, selector: {app: shop}, ports: [{port: 5432, targetPort: 5432}]}\n"
)


class Told:
    """The entries of a stream of manifests, by document and pointer."""

    def __init__(self, *objects: str, to: str = "machines", **options: object) -> None:
        self.translation = flytrans.translate({"a.yaml": "---\n".join(objects)}, to=to, **options)  # type: ignore[arg-type]
        self.entries = {(e.document, e.pointer): e for e in self.translation.report.entries}

    def __getitem__(self, key: tuple[int, str]) -> Entry:
        return self.entries[key]

    def goes_to(self, document: int, pointer: str) -> set[str]:
        return {place.pointer for place in self[document, pointer].targets}


@pytest.mark.parametrize("pointer", ["/apiVersion", "/kind", "/metadata/namespace", "/spec/selector/app"])
def test_what_finds_a_service_decides_about_the_fly_service(pointer: str) -> None:
    told = Told(deployment(), SERVICE)
    assert "/requests/0/body/config/services/0/internal_port" in told.goes_to(1, pointer)


@pytest.mark.parametrize("pointer", ["/spec/template/metadata/labels/app", "/metadata/namespace"])
def test_what_a_service_finds_pods_by_decides_about_the_fly_service(pointer: str) -> None:
    told = Told(deployment(), SERVICE)
    assert "/requests/0/body/config/services/0/internal_port" in told.goes_to(0, pointer)


@pytest.mark.parametrize("pointer", ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"])
def test_what_finds_a_config_map_decides_about_its_variables(pointer: str) -> None:
    config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: north}\ndata: {A: '1'}\n"
    told = Told(deployment("envFrom: [{configMapRef: {name: m}}]"), config)
    place = "/requests/0/body/config/env/A"
    assert place in told.goes_to(1, pointer)
    assert place in told.goes_to(0, "/spec/template/spec/containers/0/envFrom/0/configMapRef/name")


def test_the_name_of_a_volume_decides_about_the_files_in_it() -> None:
    config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: north}\ndata: {a.conf: '1'}\n"
    mounts = "volumeMounts: [{name: v, mountPath: /etc/x}]"
    told = Told(deployment(mounts, ", volumes: [{name: v, configMap: {name: m}}]"), config)
    for pointer in ("/spec/template/spec/volumes/0/name", "/spec/template/spec/containers/0/volumeMounts/0/name"):
        assert "/requests/0/body/config/files/0/raw_value" in told.goes_to(0, pointer)


def test_the_name_of_a_claim_decides_about_the_size() -> None:
    claim = (
        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: north}\n"
        "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}\n"
    )
    volumes = ", volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]"
    told = Told(deployment("volumeMounts: [{name: v, mountPath: /d}]", volumes), claim)
    claimed = "/spec/template/spec/volumes/0/persistentVolumeClaim/claimName"
    assert "/volumes/0/body/size_gb" in told.goes_to(0, claimed) & told.goes_to(1, "/metadata/name")


def test_a_headless_service_is_carried_and_not_without_effect() -> None:
    headless = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: web-headless, namespace: north}\n"
        "spec: {clusterIP: None, selector: {app: shop}}\n"
    )
    told = Told(deployment(kind="StatefulSet", spec=", serviceName: web-headless"), headless)
    assert told[1, "/spec/clusterIP"].fate == told[1, "/kind"].fate == "carried"


def test_ports_that_a_container_declares_travel_and_come_back() -> None:
    ports = "ports: [{name: db, containerPort: 5432}, {containerPort: 9}]"
    told = Told(deployment(ports), SERVICE)
    assert told[0, "/spec/template/spec/containers/0/ports/0/containerPort"].fate == "carried"
    back = flytrans.translate(dict(told.translation.files), to="kubernetes")
    assert any("containerPort: 9\n" in text and "name: db" in text for text in back.files.values())


def test_labels_of_pods_that_repeat_the_selector_are_carried_with_it() -> None:
    told = Told(deployment())
    assert told[0, "/spec/template/metadata/labels/app"].targets


def test_the_kind_of_a_workload_is_said_only_nearly_where_nothing_is_carried() -> None:
    assert Told(deployment())[0, "/kind"].fate == "translated"
    told = Told(deployment(), carry=False)[0, "/kind"]
    assert (told.fate, told.code, told.effect) == ("approximated", "FT327", "none")


def test_secrets_stand_in_the_order_in_which_variables_name_them() -> None:
    env = ", ".join(f"{{name: {name}, valueFrom: {{secretKeyRef: {{name: s, key: k}}}}}}" for name in "ZB")
    told = Told(deployment(f"env: [{env}]"))
    assert told.goes_to(0, "/spec/template/spec/containers/0/env/0/name") >= {"/secrets/0"}
    assert told.goes_to(0, "/spec/template/spec/containers/0/env/1/name") >= {"/secrets/1"}


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_the_kind_decides_about_what_happens_when_the_process_ends(kind: str) -> None:
    assert "/requests/0/body/config/restart/policy" in Told(deployment(kind=kind)).goes_to(0, "/kind")


@pytest.mark.parametrize(("version", "joined"), [("apps/v1", True), ("extensions/v1beta1", True), ("other/v1", False)])
def test_an_autoscaler_is_for_a_workload_of_its_own_api_group(version: str, joined: bool) -> None:
    scaler = (
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h, namespace: north}\n"
        "spec: {minReplicas: 2, maxReplicas: 3,\n"
        f"  scaleTargetRef: {{apiVersion: {version}, kind: Deployment, name: web}}}}\n"
    )
    told = Told(deployment(), SERVICE, scaler)
    assert bool(told[2, "/spec/minReplicas"].fate == "approximated") == joined
