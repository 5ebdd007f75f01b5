"""An item that is for one process group, where it looks as if it were for all.

It reaches the default group alone: `app`, or the first name in the alphabet. The machines of the other groups have no
such check, volume, restart policy or metrics. Documentation says otherwise for restart policies.

Why: flyctl gives an item without `processes` to the default group; only `[[vm]]` without it is for all.

Wrong:

    [processes]
    web = "bin/serve"
    worker = "bin/work"

    [[restart]]
    policy = "always"

Instead: name the groups.

    [processes]
    web = "bin/serve"
    worker = "bin/work"

    [[restart]]
    policy = "always"
    processes = ["web", "worker"]

Source: flyctl internal/appconfig/processgroups.go Flatten.
"""

from __future__ import annotations

from flytrans.rules.items import grouped_items
from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("^processes",)
NEEDS = ("processes",)
ELSEWHERE = ("[http_service]", "[[services]]", "[[vm]]", "[[files]]")


def find(lint: Lint) -> None:
    groups = lint.groups
    if len(groups.names) < 2:
        return
    for section, item in grouped_items(lint):
        named = item.get("processes")
        if section in ELSEWHERE or (named is not None and named.value):
            continue
        others = joined([name for name in groups.names if name != groups.default])
        lint.found(
            item,
            f"only machines of {groups.default} get this {section}; those of {others} go without",
            f'add processes = ["{groups.default}"] if that is meant, else name the groups',
            at="key",
        )
