"""A schedule that is none.

The API server refuses the object.

Why: a schedule has five fields (minute, hour, day, month, weekday) or is a word such as `@daily`. The time zone is a
field of its own.

Wrong:

    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: nightly}
    spec:
      schedule: "0 0 3 * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: nightly, image: busybox}]

Instead: leave out seconds and years.

    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: nightly}
    spec:
      schedule: "0 3 * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: nightly, image: busybox}]

Source: Kubernetes pkg/apis/batch/validation/validation.go validateScheduleFormat, robfig/cron v3 parser.go.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint
from flytrans.tree.node import text_at
from flytrans.values.cron import is_schedule

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for job in lint.objects.of("CronJob"):
        schedule = text_at(job, "spec", "schedule")
        node = job.at("spec", "schedule")
        zone = job.at("spec", "timeZone")
        if zone is not None and (not zone.value or str(zone.value).lower() == "local"):
            lint.refused(zone, job, "the time zone has no name of its own", "write one such as Europe/Berlin")
        if "TZ" in schedule:
            lint.refused(node, job, "the schedule names a time zone", "write it as timeZone, beside schedule")
        elif schedule and not is_schedule(schedule):
            count = len(schedule.split())
            why = f"the schedule has {count} fields" if count != 5 else "the schedule has a field that cannot be read"
            lint.refused(node, job, why, "write minute, hour, day, month and weekday")
