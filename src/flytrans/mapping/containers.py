"""Containers, processes and temporary volumes of a machine.

Source: fly-go machine_types.go ContainerConfig, MachineProcess, ContainerHealthcheck, VolumeConfig, RestartPolicy,
StopConfig. Times of container health checks are whole seconds.
"""

from __future__ import annotations

from flytrans.mapping.files import FILES
from flytrans.mapping.kinds import (
    DURATION,
    INT32,
    INT32_ALWAYS,
    INTEGER,
    NUMBER_OR_ZERO,
    SWITCH,
    TEXT,
    TEXT_ALWAYS,
    TEXT_OR_EMPTY,
    TEXT_TABLE,
    TEXTS,
    TEXTS_OR_NULL,
    TRUE,
    UINT64,
    headers,
)
from flytrans.mapping.row import At, Each, Field, Kind, Meaning, One

SIGNALS = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGKILL", "SIGUSR1", "SIGUSR2", "SIGTERM")
SIGNAL = Meaning("FT402", "the image's STOPSIGNAL, else SIGTERM, is sent")
STOP = One(
    Field(
        "timeout",
        DURATION,
        kubernetes=Meaning("FT316", "the containers of a pod share one time to stop"),
        about="time to stop before it is killed; at most 5m",
        default="5s",
    ),
    Field(
        "signal", TEXT_OR_EMPTY, kubernetes=SIGNAL, about="signal that asks it to stop", default="SIGINT", words=SIGNALS
    ),
)

POLICIES = {"always": "always", "on-failure": "on-failure", "never": "no"}
"""Words of fly.toml and what they are in the API (flyctl internal/appconfig/machines.go parseRestartPolicy)."""
FLY_POLICY = Kind('"always", "on-failure" or "never"', (str,), None, lambda v: "never" if v == "no" else v)
"""Reading leaves the word: flyctl looks at it only where a group has the entry."""


def restart_fields(retries: str) -> tuple[Field, ...]:
    """The restart policy; its number of tries has its own key in fly.toml."""
    return (
        Field(
            "policy",
            TEXT,
            fly=At("policy", FLY_POLICY),
            kubernetes=Meaning("FT307", "the pod says when its containers are started again"),
            about="when it is started again after it ended",
            default="on-failure",
            words=("no", "always", "on-failure", "spot-price"),
        ),
        Field("max_retries", INTEGER, fly=retries, kubernetes=Meaning("FT418"), about="tries in 5 minutes", default=10),
        Field(
            "gpu_bid_price",
            NUMBER_OR_ZERO,
            fly=Meaning("FT460"),
            kubernetes=Meaning("FT417"),
            about="no longer known to Fly",
        ),
    )


NAMED = Meaning("FT316", "containers of a pod have an order and names of their own", "none")
VARIABLE = Meaning("FT316", "a pod has no such field, or no variable of that name")
ORDER = Meaning("FT316", "what others wait for becomes an init container, and not every order can be said so")
SCRATCH = Meaning("FT316", "a mount needs the volume that it names")
FACTS = ("id", "version", "app_name", "private_ip", "region", "image")
_PROCESS = (
    Field("exec", TEXTS, kubernetes=NAMED, about="words that replace ENTRYPOINT and CMD"),
    Field("entrypoint", TEXTS, kubernetes=NAMED, about="words that replace ENTRYPOINT"),
    Field("cmd", TEXTS, kubernetes=NAMED, about="words that replace CMD"),
    Field("user", TEXT, kubernetes=Meaning("FT416"), about="user, or user:group, that it runs as"),
    Field("env", TEXT_TABLE, kubernetes=NAMED, about="environment"),
    Field(
        "secrets",
        Each(
            Field("env_var", TEXT_ALWAYS, kubernetes=VARIABLE, about="name of the variable"),
            Field("name", TEXT_ALWAYS, kubernetes=VARIABLE, about="name of the secret; default: env_var"),
            key=("env_var",),
        ),
        about="secrets of the app as variables",
    ),
    Field(
        "env_from",
        Each(
            Field("env_var", TEXT_ALWAYS, kubernetes=VARIABLE, about="name of the variable"),
            Field("field_ref", TEXT_ALWAYS, kubernetes=VARIABLE, about="fact about the machine", words=FACTS),
            key=("env_var",),
        ),
        about="facts about the machine as variables",
    ),
)
FURTHER = Meaning("FT408", "a container has one probe of each kind, and none has a name")
_HTTP = One(
    Field("port", INT32_ALWAYS, kubernetes=FURTHER, about="port that it asks"),
    Field("method", TEXT, kubernetes=Meaning("FT409"), about="HTTP method", default="GET"),
    Field("path", TEXT, kubernetes=FURTHER, about="path and query that it asks for"),
    Field(
        "scheme",
        TEXT,
        kubernetes=FURTHER,
        about="protocol that it speaks",
        default="http",
        words=("http", "https"),
    ),
    Field("tls_server_name", TEXT, kubernetes=Meaning("FT409"), about="name that it asks for by SNI"),
    Field("tls_skip_verify", SWITCH, kubernetes=Meaning("FT409"), about="accept any certificate", default=False),
    Field("headers", headers(FURTHER), kubernetes=FURTHER, about="request headers"),
)
HEALTHCHECKS = Each(
    Field("name", TEXT_ALWAYS, kubernetes=Meaning("FT408", "probes have no name"), about="name of the check"),
    Field("interval", INTEGER, kubernetes=FURTHER, about="seconds from one check to the next"),
    Field("timeout", INTEGER, kubernetes=FURTHER, about="seconds after which a check without an answer has failed"),
    Field("grace_period", INTEGER, kubernetes=FURTHER, about="seconds after the start in which failures do not count"),
    Field("success_threshold", INT32, kubernetes=FURTHER, about="good answers in a row that make it healthy"),
    Field("failure_threshold", INT32, kubernetes=FURTHER, about="bad answers in a row that make it unhealthy"),
    Field("kind", TEXT, kubernetes=FURTHER, about="what it tells", words=("readiness", "liveness")),
    Field("unhealthy", TEXT, kubernetes=FURTHER, about="what is done when it is unhealthy", words=("stop",)),
    Field(
        "tcp",
        One(Field("port", INT32_ALWAYS, kubernetes=FURTHER, about="port that it connects to")),
        kubernetes=FURTHER,
        about="open a TCP connection",
    ),
    Field(
        "exec",
        One(Field("command", TEXTS_OR_NULL, kubernetes=FURTHER, about="words of the command; exit status 0 is good")),
        kubernetes=FURTHER,
        about="run a command",
    ),
    Field("http", _HTTP, about="ask by HTTP"),
    key=("name",),
)
_DEPENDS_ON = Each(
    Field("name", TEXT_ALWAYS, kubernetes=ORDER, about="container that it waits for"),
    Field(
        "condition",
        TEXT_ALWAYS,
        kubernetes=ORDER,
        about="what that has to be",
        words=("started", "healthy", "exited_successfully"),
    ),
    key=("name",),
)
_MOUNTS = Each(
    Field("name", TEXT_ALWAYS, kubernetes=SCRATCH, about="name of the temporary volume"),
    Field("path", TEXT_ALWAYS, kubernetes=SCRATCH, about="absolute path in the container"),
    key=("path",),
)
CONTAINERS = Each(
    Field("name", TEXT_ALWAYS, kubernetes=NAMED, about="name of the container, by which others depend on it"),
    Field(
        "image",
        TEXT_ALWAYS,
        kubernetes=Meaning("FT316", '"." is the app\'s own image, and a container has to have one'),
        about='image to run; "." is the app\'s own',
    ),
    *_PROCESS,
    Field("files", FILES, about="files put into the container"),
    Field("stop", STOP, about="how it is stopped"),
    Field("restart", One(*restart_fields("max_retries")), about="what happens when its process ends"),
    Field("depends_on", _DEPENDS_ON, about="what it waits for before it starts"),
    Field("mounts", _MOUNTS, about="temporary volumes of the machine that it sees"),
    Field("healthchecks", HEALTHCHECKS, about="health checks"),
    key=("name",),
)
MACHINE_PROCESSES = Each(
    *_PROCESS, Field("ignore_app_secrets", TRUE, about="do not get the app's secrets", default=False)
)
VOLUMES = Each(
    Field("name", TEXT_ALWAYS, kubernetes=SCRATCH, about="name, by which containers mount it"),
    Field("image", TEXT, kubernetes=SCRATCH, about="image whose files it holds"),
    Field(
        "temp_dir",
        One(
            Field("storage_type", TEXT_ALWAYS, kubernetes=SCRATCH, about="where it is kept", words=("disk", "memory")),
            Field("size_mb", UINT64, kubernetes=SCRATCH, about="size in MiB; only on disk"),
        ),
        about="an empty folder",
    ),
    key=("name",),
)
