"""A time to stop that is longer than Fly grants.

The deploy fails when the first machine is created or updated: `invalid stop_config.timeout, cannot exceed 5 minutes`.
flyctl itself does not look at the value before.

Why: the Machines API takes at most 300 seconds.

Wrong:

    kill_timeout = "10m"

Instead: give at most 300 seconds, and let work that takes longer be taken up again after a restart.

    kill_timeout = "5m"

Source: Fly's documentation, reference/configuration kill_timeout; the API's own message in tldraw/tldraw#8656.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.values.duration import SECOND, render_duration

SEVERITY = "error"
KEYS = ("kill_timeout",)
MOST = 300 * SECOND


def find(lint: Lint) -> None:
    node = lint.doc.get("kill_timeout")
    if node is None or not isinstance(node.value, int) or node.value <= MOST:
        return
    written = lint.written(node)
    seconds = isinstance(written, int)
    unit = ", as a number counts seconds" if seconds else ""
    fix = 'write "5m" at most'
    if isinstance(written, int) and written % 1000 == 0 and 0 < written // 1000 <= MOST // SECOND:
        fix = f'write {written // 1000} if milliseconds were meant, "5m" at most'
    lint.found(
        node,
        f"the deploy fails: time to stop is {render_duration(node.value)}{unit}, and Fly grants at most 300 seconds",
        fix,
    )
