"""A signal that Fly does not send.

The Machines API takes only some signals, so the deploy fails when a machine is created or updated. Documentation
lists SIGSTOP, too; it is not among them, and would not end a process either.

Why: the API's own list has SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGUSR1, SIGUSR2 and SIGTERM.

Wrong:

    kill_signal = "SIGSTOP"

Instead: name the signal on which the process ends in good order, mostly SIGTERM or SIGINT.

    kill_signal = "SIGTERM"

Source: Machines API, StopConfig.signal.
"""

from __future__ import annotations

from flytrans.mapping.containers import SIGNALS
from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean, is_placeholder, joined

SEVERITY = "error"
KEYS = ("kill_signal",)


def find(lint: Lint) -> None:
    node = lint.doc.get("kill_signal")
    if node is None or not node.value or node.value in SIGNALS or is_placeholder(node.value):
        return
    word = node.value.upper()
    near = next((signal for signal in SIGNALS if signal in (word, f"SIG{word}")), did_you_mean(word, SIGNALS))
    lint.found(
        node,
        "the deploy fails: Fly sends no such signal",
        f'write "{near}"' if near else f"write one of {joined(SIGNALS, 'or')}",
    )
