"""A value of another type: what was found without the value, and what was likely meant."""

from __future__ import annotations

import pytest

import flytrans
from flytrans.rules.fixing import fix_fly_toml

VM = "[[vm]]\n"
CHECK = "[[http_service.checks]]\n"
WEB = "[http_service]\ninternal_port = 80\n"


@pytest.mark.parametrize(
    ("text", "found", "fix", "fixed"),
    [
        (f"{VM}cpus = '2'", "found text", "write 2, without quotes", f"{VM}cpus = 2"),
        (f"{WEB}force_https = 'True'", "found text", "write true, without quotes", f"{WEB}force_https = true"),
        ("app = 5", "found a number", "write it in quotes", "app = '5'"),
        ("app = true", "found true", "write it in quotes", "app = 'true'"),
        (f"{VM}kernel_args = 'a'", "found text", "write ['a']", f"{VM}kernel_args = ['a']"),
        ("[restart]\npolicy = 'always'", "found a table", "write [[restart]], with two brackets", ""),
        ("[[http_service]]\ninternal_port = 80", "found a list", "write [http_service], with one bracket", ""),
        (f"{WEB}{CHECK}interval = '5'", "", 'write a unit: "5s"', ""),
        (f"{VM}memory = '512Mi'", "", 'write "512mb"', f'{VM}memory = "512mb"'),
        (f"{VM}memory = '2Gi'", "", 'write "2gb"', f'{VM}memory = "2gb"'),
        (f"{VM}size = 'shared-cpu-1'", "", 'write "shared-cpu-1x"', f'{VM}size = "shared-cpu-1x"'),
        (f"{WEB}auto_stop_machines = 'stopp'", "", 'write "stop"', f'{WEB}auto_stop_machines = "stop"'),
        (f"{WEB}auto_stop_machines = 'xyz'", "", "", ""),
        ("[build]\ncompose = 'a.yml'", "", 'write [build.compose], and file = "a.yml" in it', ""),
    ],
)
def test_what_was_meant_is_offered(text: str, found: str, fix: str, fixed: str) -> None:
    (finding,) = [f for f in flytrans.lint({"fly.toml": text + "\n"}) if f.severity == "error"]
    assert found in finding.message
    assert finding.fix.replace('"', "'").startswith(fix.replace('"', "'"))
    if fixed:
        made = fix_fly_toml("fly.toml", text + "\n", unsafe=True).text
        assert made.replace('"', "'") == fixed.replace('"', "'") + "\n"
