"""Containers, processes and temporary volumes of a machine.

Source: fly-go machine_types.go ContainerConfig, MachineProcess, ContainerHealthcheck, VolumeConfig, RestartPolicy,
StopConfig. Times of container health checks are whole seconds.
"""

from __future__ import annotations

from flytrans.mapping.files import FILES
from flytrans.mapping.kinds import (
    DURATION,
    HEADERS,
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
    TRUE,
    UINT64,
)
from flytrans.mapping.row import At, Each, Field, Kind, Meaning, One

SIGNALS = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGKILL", "SIGUSR1", "SIGUSR2", "SIGTERM")
SIGNAL = Meaning("FT402", "the image's STOPSIGNAL, else SIGTERM, is sent")
STOP = One(
    Field("timeout", DURATION, about="time to stop before it is killed; at most 5m", default="5s"),
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


FACTS = ("id", "version", "app_name", "private_ip", "region", "image")
_PROCESS = (
    Field("exec", TEXTS, about="words that replace ENTRYPOINT and CMD"),
    Field("entrypoint", TEXTS, about="words that replace ENTRYPOINT"),
    Field("cmd", TEXTS, about="words that replace CMD"),
    Field("user", TEXT, kubernetes=Meaning("FT416"), about="user, or user:group, that it runs as"),
    Field("env", TEXT_TABLE, about="environment"),
    Field(
        "secrets",
        Each(
            Field("env_var", TEXT_ALWAYS, about="name of the variable"),
            Field("name", TEXT_ALWAYS, about="name of the secret; default: env_var"),
            key=("env_var",),
        ),
        about="secrets of the app as variables",
    ),
    Field(
        "env_from",
        Each(
            Field("env_var", TEXT_ALWAYS, about="name of the variable"),
            Field("field_ref", TEXT_ALWAYS, about="fact about the machine", words=FACTS),
            key=("env_var",),
        ),
        about="facts about the machine as variables",
    ),
)
_HTTP = One(
    Field("port", INT32_ALWAYS, about="port that it asks"),
    Field("method", TEXT, kubernetes=Meaning("FT409"), about="HTTP method", default="GET"),
    Field("path", TEXT, about="path and query that it asks for"),
    Field("scheme", TEXT, about="protocol that it speaks", default="http", words=("http", "https")),
    Field("tls_server_name", TEXT, kubernetes=Meaning("FT409"), about="name that it asks for by SNI"),
    Field("tls_skip_verify", SWITCH, kubernetes=Meaning("FT409"), about="accept any certificate", default=False),
    Field("headers", HEADERS, about="request headers"),
)
HEALTHCHECKS = Each(
    Field("name", TEXT_ALWAYS, kubernetes=Meaning("FT408", "probes have no name"), about="name of the check"),
    Field("interval", INTEGER, about="seconds from one check to the next"),
    Field("timeout", INTEGER, about="seconds after which a check without an answer has failed"),
    Field("grace_period", INTEGER, about="seconds after the start in which failures do not count"),
    Field("success_threshold", INT32, about="good answers in a row that make it healthy"),
    Field("failure_threshold", INT32, about="bad answers in a row that make it unhealthy"),
    Field("kind", TEXT, about="what it tells", words=("readiness", "liveness")),
    Field("unhealthy", TEXT, about="what is done when it is unhealthy", words=("stop",)),
    Field("tcp", One(Field("port", INT32_ALWAYS, about="port that it connects to")), about="open a TCP connection"),
    Field(
        "exec", One(Field("command", TEXTS, about="words of the command; exit status 0 is good")), about="run a command"
    ),
    Field("http", _HTTP, about="ask by HTTP"),
    key=("name",),
)
_DEPENDS_ON = Each(
    Field("name", TEXT_ALWAYS, about="container that it waits for"),
    Field("condition", TEXT_ALWAYS, about="what that has to be", words=("started", "healthy", "exited_successfully")),
    key=("name",),
)
_MOUNTS = Each(
    Field("name", TEXT_ALWAYS, about="name of the temporary volume"),
    Field("path", TEXT_ALWAYS, about="absolute path in the container"),
    key=("path",),
)
CONTAINERS = Each(
    Field("name", TEXT_ALWAYS, about="name of the container, by which others depend on it"),
    Field("image", TEXT_ALWAYS, about='image to run; "." is the app\'s own'),
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
    Field("name", TEXT_ALWAYS, about="name, by which containers mount it"),
    Field("image", TEXT, about="image whose files it holds"),
    Field(
        "temp_dir",
        One(
            Field("storage_type", TEXT_ALWAYS, about="where it is kept", words=("disk", "memory")),
            Field("size_mb", UINT64, about="size in MiB; only on disk"),
        ),
        about="an empty folder",
    ),
    key=("name",),
)
