"""Fixes, safe and unsafe, in place."""

from __future__ import annotations

import pytest

from flytrans.diagnostics.policy import Policy
from flytrans.rules.fixing import fix_fly_toml, meaning_of
from flytrans.rules.run import Problem, lint_fly_toml

OLD = """\
# the shop
app = 'shop'   # quoted so

[experimental]
  kill_timeout = 5   # seconds
  auto_rollback = true

[[services]]
  protocol = "tcp"
  internal_port = 8080
  concurrency = "20,25"
  [[services.ports]]
    port = 443
    handlers = ["tls", "http"]
  [[services.tcp_checks]]
    interval = 10000  # often
[mount]
  source="data"
  destination="/data"
"""
MACHINES = "[http_service]\ninternal_port = 3000\n"
NEW = """\
# the shop
app = 'shop'   # quoted so
kill_timeout = 5   # seconds

[experimental]

[[services]]
  protocol = "tcp"
  internal_port = 8080
  concurrency = { type = "requests", soft_limit = 20, hard_limit = 25 }
  [[services.ports]]
    port = 443
    handlers = ["tls", "http"]
  [[services.tcp_checks]]
    interval = "10s"  # often
[mounts]
  source="data"
  destination="/data"
"""


def test_old_spellings_become_new_ones_and_all_else_stays() -> None:
    fixed = fix_fly_toml("fly.toml", OLD)
    assert fixed.text == NEW
    assert fixed.counts == {"FT005": 3, "FT105": 1, "FT155": 1}
    assert lint_fly_toml("fly.toml", NEW) == []


def test_a_fixed_file_means_what_it_meant() -> None:
    assert meaning_of("fly.toml", OLD) == meaning_of("fly.toml", NEW) is not None


def test_what_changes_machines_needs_to_be_asked_for() -> None:
    text = "[http_service]\ninternal_port = 3000\nforce_http = true\n"
    assert fix_fly_toml("fly.toml", text).text == text
    assert fix_fly_toml("fly.toml", text, unsafe=True).text == text.replace("force_http ", "force_https ")


def test_a_key_in_another_case_is_not_renamed_where_it_would_mean_another_time() -> None:
    text = "Kill_Timeout = 5\n"
    assert fix_fly_toml("fly.toml", text).text == text
    assert fix_fly_toml("fly.toml", 'Kill_Signal = "SIGTERM"\n').text == 'kill_signal = "SIGTERM"\n'


def test_a_policy_keeps_fixes_away() -> None:
    text = "[experimental]\nauto_rollback = true\n"
    assert fix_fly_toml("fly.toml", text, policy=Policy(ignore=("FT105",))).text == text


def test_an_allowed_finding_is_not_fixed() -> None:
    text = "[experimental]\nauto_rollback = true  # flytrans: allow[FT105] history\n"
    assert fix_fly_toml("fly.toml", text).text == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_stay(line_end: str) -> None:
    text = OLD.replace("\n", line_end)
    assert fix_fly_toml("fly.toml", text).text == NEW.replace("\n", line_end)


def test_a_file_without_a_last_line_end_keeps_it_so() -> None:
    assert fix_fly_toml("fly.toml", "[mount]\nsource = 'a'\ndestination = '/a'").text == (
        "[mounts]\nsource = 'a'\ndestination = '/a'"
    )


def test_a_broken_file_is_left_alone() -> None:
    assert fix_fly_toml("fly.toml", "app = ").text == "app = "


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("[http_service]\ninternal_port = '3000'\n", "[http_service]\ninternal_port = 3000\n"),
        ("[http_service]\nforce_https = 'True'\n", "[http_service]\nforce_https = true\n"),
        ("app = 5\n", 'app = "5"\n'),
        ("[[http_service.checks]]\nheaders = {a = 1}\n", '[[http_service.checks]]\nheaders = {a = "1"}\n'),
        (
            "[http_service]\nprocesses = 'app'\ninternl_port = 3000\n",
            '[http_service]\nprocesses = ["app"]\ninternal_port = 3000\n',
        ),
    ],
)
def test_a_value_of_the_wrong_kind_becomes_one_of_the_right_kind(wrong: str, right: str) -> None:
    (finding,) = (problem.finding for problem in lint_fly_toml("fly.toml", wrong) if problem.finding.code == "FT004")
    assert finding.message.count("found") <= 1
    fixed = fix_fly_toml("fly.toml", wrong, unsafe=True)
    assert fixed.text == right


def test_all_that_can_be_put_right_is_put_right_at_once() -> None:
    size = "[[vm]]\nmemory = '1gb'\n"
    fixed = fix_fly_toml("fly.toml", f"computes = [{{ memory = '1gb' }}]\n{MACHINES}")
    assert fixed.text == f"vm = [{{ memory = '1gb' }}]\n{MACHINES}"
    fixed = fix_fly_toml("fly.toml", size * 4 + MACHINES, unsafe=True)
    assert fixed.text == size + MACHINES
    assert fixed.counts == {"FT174": 3}


def test_nanoseconds_that_make_sense_are_only_spelled_otherwise() -> None:
    wrong = "[deploy]\nwait_timeout = 300000000000\n"
    assert fix_fly_toml("fly.toml", wrong).text == wrong.replace("300000000000", '"5m0s"')
    wrong = "[deploy]\nwait_timeout = 300\n"
    assert fix_fly_toml("fly.toml", wrong).text == wrong
    assert fix_fly_toml("fly.toml", wrong, unsafe=True).text == wrong.replace("300", '"300s"')


@pytest.mark.parametrize(
    ("wrong", "fix"),
    [
        ('[[checks]]\ntype = "tcp"\n', "write [checks.NAME], with a name of your own"),
        ('[[vm]]\nsize = "shared-cpu-9x"\n', 'write "shared-cpu-8x"'),
        ('[[mounts]]\nsource = "a"\ndestination = "/a"\nsize = "1gb"\n', "write initial_size"),
        ('[[volumes]]\nsource = "a"\n', "write [[mounts]]"),
        ('[[vm]]\nsize = "shared-cpu-1x"\nmin_machines_running = 1\n', "write it in [http_service] or in [[services]]"),
        ("[http_service]\ninternal_port = 1\nport = 80\n", "write internal_port, the port on which the app listens"),
    ],
)
def test_a_finding_says_what_to_write_instead(wrong: str, fix: str) -> None:
    assert [problem.finding.fix for problem in lint_fly_toml("fly.toml", wrong)] == [fix]


@pytest.mark.parametrize(
    ("command", "found"),
    [("cat *.txt", True), ("cat '*.txt'", False), ("sh -c 'cat *.txt'", False), ("run --only=*.txt", False)],
)
def test_a_pattern_of_file_names_needs_a_shell(command: str, found: bool) -> None:
    problems = lint_fly_toml("fly.toml", f'[processes]\napp = "{command}"\n')
    assert [problem.finding.code for problem in problems] == (["FT120"] if found else [])


def test_what_flyctl_does_not_read_is_told() -> None:
    text = "kill_timeout = true\n[checks.up]\ntype = 'tcp'\nport = 80\ninterval = 1500.5\n"
    found = [problem.finding for problem in lint_fly_toml("fly.toml", text) if problem.finding.code == "FT157"]
    assert [(finding.line, finding.message) for finding in found] == [
        (1, "flyctl skips it: kill_timeout is neither text nor a number"),
        (5, "interval is read as 1500: the fraction is cut off"),
    ]


def test_an_edit_that_another_makes_needless_is_not_made() -> None:
    wrong = '[deploy]\nstrategy = "roling"\nmax_unavailable = 0.5\n'
    assert fix_fly_toml("fly.toml", wrong, unsafe=True).text == wrong.replace("roling", "rolling")


def test_a_thousand_findings_take_few_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def counted(file: str, text: str) -> list[Problem]:
        looks.append(text)
        return lint_fly_toml(file, text)

    monkeypatch.setattr("flytrans.rules.fixing.lint_fly_toml", counted)
    check = "[[http_service.checks]]\ninterval = 15000000000\n"
    fixed = fix_fly_toml("fly.toml", MACHINES + 1000 * check)
    assert fixed.counts == {"FT146": 1000}
    assert len(looks) < 10


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[[services]]\nscript_checks = nan\n", ["FT004"]),
        ("[build.settings]\na = [1.5, inf]\n", ["FT004"]),
        ("[env]\nA = nan\n", ["FT112"]),
        ("[[restart]]\npolicy = 1979-05-27\n", ["FT185"]),
    ],
)
def test_values_that_json_does_not_have_are_refused_or_told(text: str, codes: list[str]) -> None:
    assert [problem.finding.code for problem in lint_fly_toml("fly.toml", text)] == codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[mount]\nsource = 'a'\ndestination = '/a'\n", "[mounts]\nsource = 'a'\ndestination = '/a'\n"),
        ("mount = {source = 'a', destination = '/a'}\n", "mounts = {source = 'a', destination = '/a'}\n"),
        (
            "[[compute]]\nmemory = '1gb' # a\n[[compute]]\ncpus = 2\n",
            "[[vm]]\nmemory = '1gb' # a\n[[vm]]\ncpus = 2\n",
        ),
        ("compute = [{memory = '1gb'}, {cpus = 2}]\n", "vm = [{memory = '1gb'}, {cpus = 2}]\n"),
    ],
)
def test_an_old_name_is_renamed_where_it_stands(old: str, new: str) -> None:
    assert fix_fly_toml("fly.toml", old).text == new
