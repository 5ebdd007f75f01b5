"""An edit changes the lines that it must, whatever way the text has of saying it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flytrans.fly_toml.editing import update
from flytrans.tree.node import lift

Said = Callable[[str], dict[str, Any]]

EDITS: dict[str, tuple[str, str, str]] = {
    "another size": (
        '[[vm]]\nsize = "shared-cpu-1x" # small\n',
        '[[vm]]\nsize = "shared-cpu-2x"\n',
        '[[vm]]\nsize = "shared-cpu-2x" # small\n',
    ),
    "memory beside a size": (
        '[[vm]]\nsize = "shared-cpu-1x" # small\n\n[env]\nA = "1"\n',
        '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "512mb"\n\n[env]\nA = "1"\n',
        '[[vm]]\nsize = "shared-cpu-1x" # small\nmemory = "512mb"\n\n[env]\nA = "1"\n',
    ),
    "another part of a size": (
        '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "1gb"\n',
        '[[vm]]\nsize = "shared-cpu-4x"\nmemory = "1gb"\n',
        '[[vm]]\nsize = "shared-cpu-4x"\nmemory = "1gb"\n',
    ),
    "a size that has no name": (
        '[[vm]]\nsize = "performance-16x" # large\n\n[env]\nA = "1"\n',
        '[[vm]]\ncpu_kind = "performance"\ncpus = 32\nmemory = "64gb"\n\n[env]\nA = "1"\n',
        "[env]\nA = \"1\"\n\n[[vm]]\n  memory = '64gb'\n  cpu_kind = 'performance'\n  cpus = 32\n",
    ),
    "keys of a size": (
        '[[vm]]\nsize = "shared-cpu-1x"\nkernel_args = ["a"] # one\npersist_rootfs = "always"\n',
        '[[vm]]\nsize = "shared-cpu-1x"\nkernel_args = ["a", "b"]\nhost_dedication_id = "h"\n',
        '[[vm]]\nsize = "shared-cpu-1x"\nkernel_args = ["a", "b"] # one\nhost_dedication_id = "h"\n',
    ),
    "a value with the text's own quotes in it": (
        '[env]\nA = "x"\nB = "y"\n',
        "[env]\nA = 'say \"hi\"'\nB = 'a\\b'\n",
        "[env]\nA = 'say \"hi\"'\nB = 'a\\b'\n",
    ),
    "a key of a table on one line": (
        "http_service = { internal_port = 80 } # web\n",
        "[http_service]\ninternal_port = 80\nforce_https = true\n",
        "http_service = { internal_port = 80, force_https = true } # web\n",
    ),
    "the first key of one line": ('env = { A = "1", B = "2" }\n', 'env = { B = "2" }\n', 'env = { B = "2" }\n'),
    "the last key of one line": ('env = { A = "1", B = "2" }\n', 'env = { A = "1" }\n', 'env = { A = "1" }\n'),
    "a table of dotted keys": (
        'app = "x"\nenv.A = "1" # a\nenv.B = "2"\nkill_signal = "SIGINT"\n',
        'app = "x"\nkill_signal = "SIGINT"\n',
        'app = "x"\nkill_signal = "SIGINT"\n',
    ),
    "a key before the first table": (
        "# mine\n[env]\nA = '1'\n",
        "app = 'x'\n[env]\nA = '1'\n",
        "# mine\napp = 'x'\n\n[env]\nA = '1'\n",
    ),
    "a key after the last one of the top": (
        "app = 'x' # mine\n\n[env]\nA = '1'\n",
        "app = 'x'\nprimary_region = 'fra'\n[env]\nA = '1'\n",
        "app = 'x' # mine\nprimary_region = 'fra'\n\n[env]\nA = '1'\n",
    ),
    "a key at the end of a text without a line end": (
        "app = 'x'\n[env]\nA = '1'",
        "app = 'x'\n[env]\nA = '1'\nB = '2'\n",
        "app = 'x'\n[env]\nA = '1'\nB = '2'",
    ),
    "a table at the end": (
        "app = 'x'\r\n[env]\r\nA = '1'\r\n",
        "app = 'x'\n[env]\nA = '1'\n[http_service]\ninternal_port = 80\n",
        "app = 'x'\r\n[env]\r\nA = '1'\r\n\r\n[http_service]\r\n  internal_port = 80\r\n",
    ),
    "another item": (
        "[[mounts]]\nsource = 'a'\ndestination = '/a'\n\n[env]\nA = '1' # one\n",
        "[[mounts]]\nsource = 'a'\ndestination = '/a'\n[[mounts]]\nsource = 'b'\ndestination = '/b'\n[env]\nA = '1'\n",
        "[[mounts]]\nsource = 'a'\ndestination = '/a'\n\n[env]\nA = '1' # one\n\n"
        "[[mounts]]\n  source = 'b'\n  destination = '/b'\n",
    ),
    "another item of an inner list": (
        "# top\n[[services]]\ninternal_port = 80 # web\n[[services.ports]]\nport = 1\n\n[env]\nA = '1' # one\n",
        "[env]\nA = '1'\n[[services]]\ninternal_port = 80\nports = [{port = 1}, {port = 2}, {port = 3}]\n",
        "# top\n[[services]]\ninternal_port = 80 # web\n[[services.ports]]\nport = 1\n\n"
        "[[services.ports]]\nport = 2\n\n[[services.ports]]\nport = 3\n\n[env]\nA = '1' # one\n",
    ),
    "another item between tables, as far in as the others": (
        "[[services]]\n  internal_port = 80\n\n\t[[services.ports]]\n\t\tport = 1 # one\n\n\t[services.concurrency]\n"
        "\t\tsoft_limit = 5 # few\n",
        "[[services]]\ninternal_port = 80\nports = [{port = 1}, {port = 2, handlers = ['tls']}]\n"
        "[services.concurrency]\nsoft_limit = 5\n",
        "[[services]]\n  internal_port = 80\n\n\t[[services.ports]]\n\t\tport = 1 # one\n\n"
        "\t[[services.ports]]\n\t\tport = 2\n\t\thandlers = ['tls']\n\n\t[services.concurrency]\n"
        "\t\tsoft_limit = 5 # few\n",
    ),
    "another item behind one with tables of its own": (
        "[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 1\n[services.ports.tls_options]\n"
        "alpn = ['h2'] # two\n[[services.tcp_checks]]\ninterval = '5s'\n",
        "[[services]]\ninternal_port = 80\nports = [{port = 1, tls_options = {alpn = ['h2']}}, {port = 2}]\n"
        "[[services.tcp_checks]]\ninterval = '5s'\n",
        "[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 1\n[services.ports.tls_options]\n"
        "alpn = ['h2'] # two\n\n[[services.ports]]\nport = 2\n[[services.tcp_checks]]\ninterval = '5s'\n",
    ),
    "another item on the line of the others": (
        "[[services]]\ninternal_port = 80\nports = [{port = 1}] # public\n",
        "[[services]]\ninternal_port = 80\nports = [{port = 1}, {port = 2, handlers = ['tls']}]\n",
        "[[services]]\ninternal_port = 80\nports = [{port = 1}, {port = 2, handlers = ['tls']}] # public\n",
    ),
    "another check at the end of a text without a line end": (
        "[http_service]\r\ninternal_port = 80\r\n[[http_service.checks]]\r\npath = '/a' # first",
        "[http_service]\ninternal_port = 80\nchecks = [{path = '/a'}, {path = '/b'}]\n",
        "[http_service]\r\ninternal_port = 80\r\n[[http_service.checks]]\r\npath = '/a' # first\r\n\r\n"
        "[[http_service.checks]]\r\npath = '/b'",
    ),
    "another item in front, which has no place but in the whole": (
        "app = 'x'\n\n[[services]]\ninternal_port = 80 # web\n[[services.ports]]\nport = 2\n\n[env]\nA = '1' # one\n",
        "app = 'x'\n[env]\nA = '1'\n[[services]]\ninternal_port = 80\nports = [{port = 1}, {port = 2}]\n",
        "app = 'x'\n\n[env]\nA = '1' # one\n\n[[services]]\n  internal_port = 80\n\n"
        "  [[services.ports]]\n    port = 1\n\n  [[services.ports]]\n    port = 2\n",
    ),
    "an inner table": (
        "[http_service] # web\ninternal_port = 80\n\n[env]\nA = '1'\n",
        "[env]\nA = '1'\n[http_service]\ninternal_port = 80\nconcurrency = {type = 'requests', soft_limit = 5}\n",
        "[http_service] # web\ninternal_port = 80\nconcurrency = {type = 'requests', soft_limit = 5}\n\n"
        "[env]\nA = '1'\n",
    ),
    "a table of dotted keys that gets one more": (
        "http_service.internal_port = 80 # web\nkill_signal = 'SIGINT' # soft\n",
        "kill_signal = 'SIGINT'\nhttp_service = {internal_port = 80, force_https = true}\n",
        "kill_signal = 'SIGINT' # soft\n\n[http_service]\n  internal_port = 80\n  force_https = true\n",
    ),
}


@pytest.mark.parametrize(("text", "wanted", "edited"), EDITS.values(), ids=EDITS)
def test_an_edit_changes_the_lines_that_it_must(said: Said, text: str, wanted: str, edited: str) -> None:
    made = update(text, lift({"apps": [said(wanted)]}))
    assert said(made) == said(wanted)
    assert made == edited
