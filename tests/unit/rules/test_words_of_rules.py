"""What rules for fly.toml say where a page has no example: the place, the fault, and how to mend it."""

from __future__ import annotations

import pytest

import flytrans

LONG = "a" * 70
SERVICE = "[[services]]\ninternal_port = 80\n"
PORT = f"{SERVICE}[[services.ports]]\n"
CACHE = "[[http_service.http_options.replay_cache]]\npath_prefix = '/'\nname = 'a'\n"
TIMES = "[http_service]\ninternal_port = 80\n[[http_service.checks]]\n"
CHECK = "[checks.up]\nport = 80\n"
MOUNT = "[mounts]\nsource = 'a'\ndestination = '/a'\n"
ALL = "auto_extend_size_threshold = 80\nauto_extend_size_increment = '{}'\nauto_extend_size_limit = '{}'\n"
VM = "[[vm]]\n"

TOLD: list[tuple[str, str, int, str, str]] = [
    ("FT101", f"app = '{LONG}'", 1, "the name has 70 characters", "use at most 63 characters"),
    ("FT101", "app = 'My_Shop'", 1, "letters, digits and dashes only", 'create and name it "my-shop"'),
    ("FT102", "primary_region = 'FRA'", 1, "no such region", 'write "fra"'),
    ("FT102", "primary_region = 'frq'", 1, "no such region", 'write "fra"'),
    ("FT102", "primary_region = 'waw'", 1, "Fly closed the region waw", 'write "fra", the nearest region that is left'),
    ("FT103", "kill_timeout = 301", 1, "5m1s, as a number counts seconds", 'write "5m" at most'),
    ("FT103", "kill_timeout = 30000", 1, "a number counts", 'write 30 if milliseconds were meant, "5m" at most'),
    ("FT103", "kill_timeout = '6m'", 1, "time to stop is 6m0s, and Fly", 'write "5m" at most'),
    ("FT109", "[build]\ncompression = 'zip'", 2, "gzip or zstd", 'write "zstd" or "gzip"'),
    ("FT109", "[build]\ncompression_level = 10", 2, "the level of compression is 0 to 9", "write 0 to 9"),
    ("FT109", "[build]\ncompression_level = -1", 2, "the level of compression is 0 to 9", "write 0 to 9"),
    ("FT120", "[processes]\napp = 'cd /app; run'", 2, "so cd is handed", ""),
    ("FT120", "[processes]\napp = 'run all; run it'", 2, "so ; is handed to run", ""),
    ("FT126", "[processes]\napp = '# run it'", 2, "all of it is a comment: the machine starts", "in quotes"),
    ("FT126", "[processes]\napp = 'run # it'", 2, "from # on is a comment: only the words before", "in quotes"),
    ("FT127", "[experimental]\nexec = 'run \"it'", 2, "one program of this whole name", "write a list of words"),
    ("FT134", f"{PORT}start_port = 1", 4, "the range has no end_port", "add end_port"),
    ("FT134", f"{PORT}end_port = 1", 4, "the range has no start_port", "add start_port"),
    (
        "FT134",
        f"{PORT}start_port = 2\nend_port = 1",
        4,
        "from 2 to 1 holds no port",
        "exchange start_port and end_port",
    ),
    ("FT134", f"{PORT}port = 1\nend_port = 1", 4, "a single port and a range at once", "delete one of the two"),
    ("FT134", f"{PORT}handlers = ['tls']", 3, "no port is said", "add port, or start_port and end_port"),
    ("FT146", f"{TIMES}interval = 5000000000", 4, "interval is 5s: a number without a unit", 'write "5s"'),
    ("FT146", f"{TIMES}interval = 5", 4, "interval is 5ns: a number without a unit", 'write "5s" if that was meant'),
    (
        "FT192",
        "[deploy]\nmax_unavailable = 0",
        2,
        "the deploy never replaces a machine",
        "write 1, or a share such as 0.33",
    ),
    ("FT149", f"{CACHE}ttl_seconds = 9\ntype = 'cookie'", 4, "at least 10 seconds, not 9", "write 10 or more"),
    ("FT149", f"{CACHE}ttl_seconds = 10\ntype = 'ip'", 5, "a cookie or a header only", 'write "cookie" or "header"'),
    ("FT150", f"{CHECK}type = 'htttp'", 3, "a check is of type http or tcp", 'write "http"'),
    ("FT150", f"{CHECK}path = '/up'\ntype = 'https-get'", 4, "a check is of type http or tcp", 'write "http"'),
    ("FT150", f"{CHECK}type = 'ping'", 3, "a check is of type http or tcp", 'write "tcp"'),
    ("FT150", f"{CHECK}type = 'script'", 3, "no check runs a script", "let the app answer by HTTP"),
    ("FT150", f"{CHECK}path = '/up'", 1, "the check up has no type", 'add type = "http"'),
    (
        "FT163",
        f"{MOUNT}{ALL.format('101gb', '200gb')}",
        5,
        "auto_extend_size_increment is 1 to 100 GB",
        "write 1 to 100",
    ),
    ("FT163", f"{MOUNT}{ALL.format('1gb', '501gb')}", 6, "auto_extend_size_limit is 1 to 500 GB", "write 1 to 500"),
    ("FT163", f"{MOUNT}auto_extend_size_threshold = 80", 4, "go together", "add auto_extend_size_increment and"),
    ("FT170", f"{VM}cpu_kind = 'fast'", 2, "a CPU is shared or performance", 'write "shared" or "performance"'),
    ("FT170", f"{VM}cpus = 3", 2, "a shared machine cannot have 3 CPUs", "there are 1, 2, 4, 6 and 8"),
    ("FT170", f"{VM}memory = 1000", 2, "memory goes in steps of 256 MB", 'write memory = "1024mb"'),
    ("FT170", f"{VM}size = 'performance-1x'\nmemory = 3000", 3, "steps of 1024 MB", 'write memory = "3072mb"'),
    ("FT170", f"{VM}size = 'shared-cpu-2x'\nmemory = 256", 3, "2 shared CPUs has at least 512 MB", '"512mb"'),
    ("FT170", f"{VM}memory = '4gb'", 2, "1 shared CPU has at most 2048 MB", 'write memory = "2048mb", or more CPUs'),
    ("FT181", "[[files]]\nlocal_path = 'a'", 1, "the file has no path in the machine", "add guest_path"),
    (
        "FT181",
        "[[files]]\nguest_path = '/a'",
        1,
        "the entry has no content",
        "add local_path, secret_name or raw_value",
    ),
    ("FT185", "[[restart]]\nretries = 1", 1, "the entry has no policy", "add policy: always, on-failure or never"),
    ("FT185", "[[restart]]\npolicy = ''", 1, "the entry has no policy", "add policy: always, on-failure or never"),
    ("FT185", "[[restart]]\npolicy = 'none'", 2, "there is no such restart policy", 'write "never"'),
    ("FT185", "[[restart]]\npolicy = 'on_failure'", 2, "there is no such restart policy", 'write "on-failure"'),
]


@pytest.mark.parametrize(("code", "text", "line", "message", "fix"), TOLD, ids=lambda part: str(part)[:40])
def test_a_fault_is_told_at_its_place_with_a_way_out(code: str, text: str, line: int, message: str, fix: str) -> None:
    (found,) = [finding for finding in flytrans.lint({"fly.toml": text + "\n"}) if finding.code == code]
    assert found.line == line
    assert message in found.message
    assert fix in (found.fix or "")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("FT101", f"app = '{'a' * 63}'"),
        ("FT103", "kill_timeout = 300"),
        ("FT109", "[build]\ncompression = 'gzip'\ncompression_level = 9"),
        ("FT126", "[processes]\napp = 'run \"#\" it'"),
        ("FT127", "[experimental]\nexec = 'run'"),
        ("FT134", f"{PORT}start_port = 1\nend_port = 1"),
        ("FT163", f"{MOUNT}{ALL.format('100gb', '500gb')}"),
        ("FT163", f"{MOUNT}auto_extend_size_threshold = 80\nauto_extend_size_increment = '1gb'"),
        ("FT170", f"{VM}size = 'performance-1x'\nmemory = '3gb'"),
        ("FT170", f"{VM}memory = '2gb'"),
    ],
)
def test_what_is_just_right_has_no_finding(code: str, text: str) -> None:
    assert code not in {finding.code for finding in flytrans.lint({"fly.toml": text + "\n"})}
