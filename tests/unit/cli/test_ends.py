"""How the programs end when nobody reads on, when Ctrl-C comes, and where streams are closed: as real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and pipes as POSIX has them")
FLYTRANS = [sys.executable, "-m", "flytrans.cli.main"]
FLY_TO_K8S = [sys.executable, "-m", "flytrans.migrate.main"]
MANY = 3000
"""Variables, so that the output fits into no pipe."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(f'A{number} = "{"x" * 50}"\n' for number in range(MANY))
    (tmp_path / "fly.toml").write_text(f'app = "shop"\nbogus = 1\n[env]\n{lines}')
    for number in range(20):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "fly.toml").write_text('app = "shop"\nbogus = 1\n')
    return tmp_path


def closed(command: list[str], folder: Path, *, errors: bool = False) -> tuple[int, str]:
    """The end of a program whose reader has gone, and what it told; `errors`: they go into the same pipe."""
    reader, writer = os.pipe()
    os.close(reader)
    told = writer if errors else subprocess.PIPE
    run = subprocess.run(command, cwd=folder, stdout=writer, stderr=told, text=True, check=False)
    os.close(writer)
    return run.returncode, run.stderr or ""


@pytest.mark.parametrize(
    "command",
    [
        [*FLYTRANS, "convert", "fly.toml", "--to", "kubernetes"],
        [*FLYTRANS, "lint", "."],
        [*FLYTRANS, "lint", ".", "--format", "json"],
        [*FLYTRANS, "check", "fly.toml"],
        [*FLYTRANS, "explain", "FT001"],
        [*FLYTRANS, "--version"],
        [*FLY_TO_K8S, "-o", "-"],
        [*FLY_TO_K8S, "--version"],
    ],
    ids=lambda command: " ".join(command[2:]),
)
def test_a_program_whose_reader_has_gone_ends_by_the_signal_without_a_word(command: list[str], folder: Path) -> None:
    code, told = closed(command, folder)
    assert "Traceback" not in told
    assert "Broken" not in told
    assert code == -signal.SIGPIPE


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whoever_reads_a_part_gets_it(unbuffered: str, folder: Path) -> None:
    command = [*FLYTRANS, "convert", "fly.toml", "--to", "kubernetes"]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() == b"apiVersion: v1\n"
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
    assert run.returncode == -signal.SIGPIPE


def test_files_are_written_whole_though_nobody_hears_of_it(folder: Path) -> None:
    code, _ = closed(FLY_TO_K8S, folder, errors=True)
    assert code == -signal.SIGPIPE
    (config,) = (folder / "k8s" / "manifests").glob("10-*.yaml")
    assert config.read_text().count("x" * 50) == MANY
    assert (folder / "k8s" / "report.json").read_text().endswith("}\n")
    assert not list(folder.glob(".flytrans-*"))


@pytest.mark.parametrize("program", [FLYTRANS, FLY_TO_K8S], ids=["flytrans", "fly-to-k8s"])
def test_streams_that_are_closed_from_the_start_are_no_crash(program: list[str], folder: Path) -> None:
    convert = ["convert", "fly.toml", "--to", "kubernetes", "-o"] if program is FLYTRANS else ["-o"]
    line = 'exec "$@" >&- 2>{told}'
    for told in ("told", "&-"):
        shell = ["sh", "-c", line.replace("{told}", told), "sh", *program, *convert]
        assert subprocess.run([*shell, f"out{len(told)}"], cwd=folder, check=False).returncode == 0
        assert (folder / f"out{len(told)}" / "report.json").exists()
        assert subprocess.run([*shell, "-"], cwd=folder, check=False).returncode == 2
    assert "Traceback" not in (folder / "told").read_text()


WAITS = """
import sys, time
from flytrans.migrate import folder
from flytrans.{module} import main
step = folder.{step}
def slow(*arguments, **named):
    open("here", "w").close()
    until = time.monotonic() + 30
    while {when} and time.monotonic() < until:
        time.sleep(0.01)
    return step(*arguments, **named)
folder.{step} = slow
sys.argv = {arguments!r}
main()
"""


def interrupted(folder: Path, step: str, number: int = signal.SIGINT, when: str = "True") -> subprocess.Popen[str]:
    """A `fly-to-k8s` that gets a signal while it is at a step of writing, which takes until `when` is false."""
    text = WAITS.format(module="migrate.main", step=step, when=when, arguments=["fly-to-k8s", "--force"])
    # a shell starts a background job with SIGINT ignored, and a test may run in one
    run = subprocess.Popen(
        [sys.executable, "-c", f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{text}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (folder / "here").exists() and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(number)
    return run


def test_ctrl_c_while_files_are_written_leaves_none_and_ends_by_the_signal(folder: Path) -> None:
    with interrupted(folder, "_write") as run:
        assert run.stderr is not None
        assert run.stderr.read() == ""
    assert run.returncode == -signal.SIGINT
    assert not (folder / "k8s").exists()
    assert not list(folder.glob(".flytrans-*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_while_files_are_moved_into_place_waits_until_all_are(folder: Path, number: int) -> None:
    (folder / "k8s" / "manifests").mkdir(parents=True)
    (folder / "k8s" / "mine").write_text("mine")
    go_on = "not __import__('os').path.exists('go')"
    with interrupted(folder, "_exchange", number, go_on) as run:
        (folder / "go").touch()
        assert run.stderr is not None
        assert "Traceback" not in run.stderr.read()
    assert run.returncode == -number
    assert (folder / "k8s" / "report.json").exists()
    assert (folder / "k8s" / "mine").exists()
    assert not list(folder.glob(".flytrans-*"))


def test_ctrl_c_while_translating_leaves_no_trace(folder: Path) -> None:
    command = [sys.executable, "-c", "import signal; signal.signal(2, signal.default_int_handler)\n" + READS]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        while not (folder / "here").exists() and run.poll() is None:
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        assert run.stderr is not None
        assert run.stderr.read() == ""
    assert run.returncode == -signal.SIGINT
    assert not (folder / "out").exists()


READS = """
import sys
from flytrans.cli.main import main
from flytrans.migrate import sources
read = sources.Sources.__init__
def waits(*arguments):
    open("here", "w").close()
    read(*arguments)
sources.Sources.__init__ = waits
sys.argv = ["flytrans", "convert", "-", "--to", "kubernetes", "-o", "out"]
main()
"""


def test_a_file_that_is_put_right_is_written_whole_and_keeps_its_mode_and_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "fly.toml"
    real.write_text('app = "x"\n[experimental]\nauto_rollback = true\n')
    real.chmod(0o640)
    link.symlink_to(real)
    before = real.stat().st_ino
    subprocess.run([*FLYTRANS, "lint", "--fix", "fly.toml"], cwd=tmp_path, capture_output=True, check=False)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "auto_rollback" not in real.read_text()
    assert real.stat().st_ino != before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fly.toml", "real.toml"]
