"""Of two that want one place, each decides which stands there, and with it which others stand where."""

from __future__ import annotations

import flytrans

GROUPS = 'app = "x"\n[processes]\na = "run"\nb = "run"\n'
MOUNT = '[[mounts]]\nsource = "{}"\ndestination = "{}"\nprocesses = [{}]\n'


def origins(text: str, end: str, file: str) -> set[str]:
    """What the place whose file and pointer end so names."""
    report = flytrans.translate({"fly.toml": text}, to="kubernetes").report
    found = [o for o in report.origins if o.pointer.endswith(end) and o.file.endswith(file)]
    assert len(found) == 1
    return {source.pointer for source in found[0].sources}


def test_the_path_of_a_mount_that_stands_elsewhere_decides_which_mount_is_where() -> None:
    text = GROUPS + MOUNT.format("one", "/d", '"a"') + MOUNT.format("two", "/d", '"a", "b"')
    text += MOUNT.format("three", "/e", '"a"')
    place = origins(text, "/volumeMounts/1/name", "statefulset-x-a.yaml")
    assert {"/mounts/0/destination", "/mounts/1/destination", "/mounts/2/source"} <= place
    assert "/mounts/1/destination" in origins(text, "/volumeClaimTemplates/1/metadata/name", "statefulset-x-a.yaml")


def test_the_path_of_a_mount_that_stands_nowhere_decides_nothing() -> None:
    text = GROUPS + MOUNT.format("one", "/d", '"a"') + MOUNT.format("two", "/d", '"a"')
    assert origins(text, "/volumeMounts/0/name", "statefulset-x-a.yaml") == {
        "/mounts/0/source",
        "/mounts/0/destination",
        "/mounts/0/processes/0",
    }


def test_mounts_that_all_stand_decide_about_themselves() -> None:
    text = GROUPS + MOUNT.format("one", "/d", '"a"') + MOUNT.format("two", "/e", '"a"')
    assert "/mounts/1/destination" not in origins(text, "/volumeMounts/0/mountPath", "statefulset-x-a.yaml")


def test_a_file_that_cannot_be_mounted_leaves_its_place_to_the_next_of_its_path() -> None:
    full = '[[files]]\nguest_path = "{}"\n{}\n'
    text = 'app = "x"\n[[files]]\nguest_path = "/empty"\n' + full.format("/a", 'raw_value = "x"')
    text += full.format("/b", 'secret_name = "S"') + full.format("/c", 'raw_value = "x"')
    for place in (0, 1):
        assert "/files/2/guest_path" in origins(text, f"/volumeMounts/{place}/subPath", "deployment-x.yaml")
    assert "/files/2/guest_path" not in origins(text, "/volumeMounts/2/subPath", "deployment-x.yaml")
    whole = text.replace('"/empty"\n', '"/empty"\nraw_value = "x"\n')
    assert "/files/2/guest_path" not in origins(whole, "/volumeMounts/0/mountPath", "deployment-x.yaml")


SERVICE = '[[services]]\nprotocol = "tcp"\ninternal_port = {}\nports = [{{port = {}}}]\nprocesses = [{}]\n'


def test_a_number_that_stands_elsewhere_decides_which_port_is_where() -> None:
    text = GROUPS + SERVICE.format(3000, 7000, '"a"') + SERVICE.format(4000, 7000, '"a", "b"')
    place = origins(text, "/spec/ports/1/port", "service-x-a.yaml")
    assert {"/services/0/ports/0/port", "/services/1/ports/0/port", "/services/1/internal_port"} <= place


def test_numbers_that_are_given_once_decide_about_themselves() -> None:
    text = GROUPS + SERVICE.format(3000, 7000, '"a"') + SERVICE.format(4000, 7001, '"a", "b"')
    assert "/services/0/ports/0/port" not in origins(text, "/spec/ports/1/port", "service-x-a.yaml")


def test_handlers_that_make_443_web_decide_that_plain_http_has_port_80() -> None:
    text = 'app = "x"\n[[services]]\nprotocol = "tcp"\ninternal_port = 3000\n'
    text += 'ports = [{port = 443, handlers = ["tls", "http"]}]\n'
    place = origins(text, "/spec/ports/0/port", "service-x.yaml")
    assert "/services/0/ports/0/handlers/0" in place
