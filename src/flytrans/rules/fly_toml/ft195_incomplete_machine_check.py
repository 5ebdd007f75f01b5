"""A test machine that has nothing to run.

The deploy fails when it comes to the test: `missing command for test machine`.

Why: a test machine runs `command` in the app's image, or in `image`, and passes if that ends with 0.

Wrong:

    [http_service]
    internal_port = 3000

    [[http_service.machine_checks]]
    image = "curlimages/curl"

Instead: say the command, as a list of words.

    [http_service]
    internal_port = 3000

    [[http_service.machine_checks]]
    image = "curlimages/curl"
    command = ["curl", "--fail", "http://[$FLY_TEST_MACHINE_IP]:3000"]

Source: flyctl internal/command/deploy/machinebasedtest.go.
"""

from __future__ import annotations

from flytrans.rules.durations import machine_checks
from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("machine_checks",)


def find(lint: Lint) -> None:
    for test in machine_checks(lint):
        if test.get("command") is None and test.get("entrypoint") is None:
            lint.found(
                test,
                "the deploy fails at this test: it has no command to run",
                "add command, a list of words",
                at="key",
            )
