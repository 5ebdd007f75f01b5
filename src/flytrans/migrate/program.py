"""How a program begins, is held and ends, as a shell knows it of any other: closed streams and pipes, Ctrl-C."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

INTERRUPTED, PIPE_CLOSED = 128 + 2, 128 + 13
"""What a shell shows of a program that SIGINT or SIGPIPE ended (POSIX, shell command language, 2.8.2)."""


def run_to_end(work: Callable[[], int]) -> NoReturn:
    """Run a program and end at once with its code: to take everything apart first takes a tenth of a short run.

    Whoever reads the output may have gone, and somebody may have pressed Ctrl-C: then the program ends by the signal
    itself, as a loop in a shell goes on after any other end.
    """
    try:
        _open_streams()
        code = work()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = PIPE_CLOSED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError:  # nobody hears of it any more
        code = 2
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    if code in (INTERRUPTED, PIPE_CLOSED):
        _end_by(code - 128)
    os._exit(code)


def put_out(data: bytes) -> None:
    """Write to standard output, all of it: where it is not buffered (PYTHONUNBUFFERED) it may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]


class Held:
    """While something is done by halves no signal ends the program; one that comes is heeded afterwards."""

    def __enter__(self) -> None:
        import signal

        self._before = None
        if hasattr(signal, "pthread_sigmask"):
            self._before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))

    def __exit__(self, *error: object) -> None:
        import signal

        if self._before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._before)


def _end_by(number: int) -> None:
    import signal

    if os.name == "posix":
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _open_streams() -> None:
    """What was closed before the start: nothing is read, what is said is lost, and what is written is a fault."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
