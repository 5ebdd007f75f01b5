"""Which leaves the names of Service ports name, and what is told where nothing is carried."""

from __future__ import annotations

import flytrans

WEB = """\
[[services]]
internal_port = 80
protocol = "tcp"
[[services.ports]]
port = 80
handlers = ["http"]
"""
PROBE = """\
restart = [{ policy = "always" }]
[http_service]
internal_port = 80
[[http_service.checks]]
method = "GET"
path = "/"
"""


def test_the_number_that_makes_a_port_the_web_port_decides_about_its_name() -> None:
    done = flytrans.translate({"fly.toml": WEB}, to="kubernetes")
    named = {o.pointer: {s.pointer for s in o.sources} for o in done.report.origins if "30-service" in o.file}
    assert "/services/0/ports/0/port" in named["/spec/ports/0/name"]


def test_what_manifests_say_whatever_the_file_says_is_told_without_a_carrier() -> None:
    done = flytrans.translate({"fly.toml": PROBE}, to="kubernetes", carry=False)
    told = {e.pointer: (e.fate, e.effect) for e in done.report.entries}
    assert told["/http_service/checks/0/method"] == ("approximated", "none")
    assert told["/restart/0/policy"] == ("approximated", "none")


def test_with_a_carrier_it_is_said() -> None:
    done = flytrans.translate({"fly.toml": PROBE}, to="kubernetes")
    told = {e.pointer: e.fate for e in done.report.entries}
    assert (told["/http_service/checks/0/method"], told["/restart/0/policy"]) == ("translated", "translated")
