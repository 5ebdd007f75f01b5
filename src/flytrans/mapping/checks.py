"""Health checks of services and of machines.

Sources: fly-go machine_types.go MachineCheck, MachineServiceCheck; flyctl internal/appconfig/service.go and
toplevelcheck.go; limits of intervals in internal/appconfig/validation.go.
"""

from __future__ import annotations

from flytrans.mapping.kinds import DURATION, INTEGER_OR_ZERO, SWITCH, TEXT, TEXT_OR_EMPTY, TEXT_TABLE, TEXTS, headers
from flytrans.mapping.row import At, Each, Field, Meaning, Named

FURTHER = Meaning("FT408", "a pod has one readiness probe, and another check is it")
DETAIL = Meaning("FT409", "a probe has no word for it")
DEPLOY_ONLY = Meaning("FT415", "it acts during fly deploy only")

CHECK = (
    Field("type", TEXT_OR_EMPTY, kubernetes=FURTHER, about="how it asks", words=("http", "tcp"), strict=True),
    Field(
        "port",
        INTEGER_OR_ZERO,
        kubernetes=FURTHER,
        about="port that it asks; default: the internal_port of the service, or of [http_service]",
    ),
    Field(
        "interval",
        DURATION,
        kubernetes=FURTHER,
        about="time from one check to the next; of a service 1s to 1m, else at least 2s",
    ),
    Field(
        "timeout",
        DURATION,
        kubernetes=FURTHER,
        about="time after which a check without an answer has failed; at most 1m",
    ),
    Field(
        "grace_period",
        DURATION,
        kubernetes=FURTHER,
        about="time after the start in which failures do not count; of a service at most 1m",
    ),
    Field("method", TEXT_OR_EMPTY, kubernetes=DETAIL, about="HTTP method", default="GET"),
    Field(
        "path",
        TEXT_OR_EMPTY,
        kubernetes=FURTHER,
        about="path and query that it asks for; 2xx is good, a redirect is not",
    ),
    Field(
        "protocol",
        TEXT_OR_EMPTY,
        kubernetes=FURTHER,
        about="protocol that it speaks",
        default="http",
        words=("http", "https"),
    ),
    Field("tls_skip_verify", SWITCH, kubernetes=DETAIL, about="accept any certificate", default=False),
    Field(
        "tls_server_name",
        TEXT_OR_EMPTY,
        kubernetes=DETAIL,
        about="name that it asks for by SNI, and that the certificate must have",
    ),
    Field(
        "headers", headers(FURTHER), fly=At("headers", TEXT_TABLE), kubernetes=FURTHER, about="request headers, by name"
    ),
)
KIND = Field(
    "kind",
    TEXT_OR_EMPTY,
    fly=Meaning("FT460"),
    kubernetes=FURTHER,
    about="whether a failure keeps traffic away (readiness) or is only shown",
    default="informational",
    words=("informational", "readiness"),
)
PROCESSES = Field("processes", TEXTS, machines=None, about="process groups that it is for; default: the default group")


def processes_of(unsaid: Meaning) -> Field:
    """`processes` of an entry; `unsaid`: why no manifest has the entry, where it has none."""
    return Field("processes", TEXTS, machines=None, kubernetes=unsaid, about=PROCESSES.about)


EVERY_GROUP = Field("processes", TEXTS, machines=None, about="process groups that it is for; default: every group")


def _but(*names: str) -> tuple[Field, ...]:
    return tuple(field for field in CHECK if field.name not in names)


HTTP_ONLY = ("method", "path", "protocol", "tls_skip_verify", "tls_server_name", "headers")
TCP_CHECKS = Each(*_but("type", "port", *HTTP_ONLY))
HTTP_CHECKS = Each(*_but("type", "port"))
SERVICE_CHECKS = Each(
    *(f if f.name != "port" else Field("port", INTEGER_OR_ZERO, kubernetes=FURTHER, about=f.about) for f in CHECK)
)
CHECK_NAME = Field("name", TEXT, kubernetes=FURTHER, about="name of the check")
"""Of an entry of `[[checks]]`, the old form; else the name is a key."""
CHECKS = Named(*CHECK, KIND)
FLY_CHECKS = Named(*CHECK, PROCESSES)

MACHINE_CHECKS = Each(
    *(
        Field(name, kind, machines=DEPLOY_ONLY, kubernetes=DEPLOY_ONLY, about=about)
        for name, kind, about in (
            ("command", TEXTS, "words of the command that tests; exit status 0 is good"),
            ("image", TEXT, "image of the test machine; default: the app's own"),
            ("entrypoint", TEXTS, "entrypoint of the test machine"),
            ("kill_signal", TEXT_OR_EMPTY, "signal that stops the test machine"),
            ("kill_timeout", DURATION, "time to stop before it is killed; a bare number is nanoseconds"),
        )
    )
)
