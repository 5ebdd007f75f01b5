"""Containers, processes and temporary volumes of a machine.

Source: fly-go machine_types.go ContainerConfig, MachineProcess, ContainerHealthcheck, VolumeConfig, RestartPolicy,
StopConfig. Times of container health checks are whole seconds.
"""

from __future__ import annotations

from flytrans.mapping.files import FILES
from flytrans.mapping.kinds import (
    DURATION,
    HEADERS,
    INTEGER,
    NUMBER,
    SWITCH,
    TEXT,
    TEXT_OR_EMPTY,
    TEXT_TABLE,
    TEXTS,
    TRUE,
)
from flytrans.mapping.row import At, Each, Field, Kind, Meaning, One
from flytrans.values.bad import Bad

SIGNAL = Meaning("FT402", "the image's STOPSIGNAL, else SIGTERM, is sent")
STOP = One(
    Field("timeout", DURATION, about="time to stop before it is killed; default 5s, at most 300s"),
    Field("signal", TEXT_OR_EMPTY, kubernetes=SIGNAL, about="signal that asks it to stop; default SIGINT"),
)

_POLICY = {"always": "always", "on-failure": "on-failure", "never": "no"}


def _policy(value: str) -> str:
    """flyctl internal/appconfig/machines.go: `never` in fly.toml is `no` in the API."""
    if value not in _POLICY:
        raise Bad(f"{value!r} is none of them")
    return _POLICY[value]


FLY_POLICY = Kind('"always", "on-failure" or "never"', (str,), _policy, lambda v: "never" if v == "no" else v)


def restart_fields(retries: str) -> tuple[Field, ...]:
    """The restart policy; its number of tries has its own key in fly.toml."""
    return (
        Field(
            "policy", TEXT, fly=At("policy", FLY_POLICY), about="always, on-failure (default), no (never in fly.toml)"
        ),
        Field("max_retries", INTEGER, fly=retries, kubernetes=Meaning("FT418"), about="tries; default 10 in 5 minutes"),
        Field("gpu_bid_price", NUMBER, fly=Meaning("FT460"), kubernetes=Meaning("FT417"), about="removed"),
    )


_PROCESS = (
    Field("exec", TEXTS, about="words that replace ENTRYPOINT and CMD"),
    Field("entrypoint", TEXTS, about="words that replace ENTRYPOINT"),
    Field("cmd", TEXTS, about="words that replace CMD"),
    Field("user", TEXT, kubernetes=Meaning("FT416"), about="user, or user:group"),
    Field("env", TEXT_TABLE, about="environment"),
    Field("secrets", Each(Field("env_var", TEXT), Field("name", TEXT), key=("env_var",)), about="secrets as variables"),
    Field(
        "env_from", Each(Field("env_var", TEXT), Field("field_ref", TEXT), key=("env_var",)), about="facts as variables"
    ),
)
_HTTP = One(
    Field("port", INTEGER, about="port to ask"),
    Field("method", TEXT, kubernetes=Meaning("FT409"), about="HTTP method"),
    Field("path", TEXT, about="path to ask"),
    Field("scheme", TEXT, about="http or https"),
    Field("tls_server_name", TEXT, kubernetes=Meaning("FT409"), about="server name"),
    Field("tls_skip_verify", SWITCH, kubernetes=Meaning("FT409"), about="accept any certificate"),
    Field("headers", HEADERS, about="request headers"),
)
HEALTHCHECKS = Each(
    Field("name", TEXT, kubernetes=Meaning("FT408", "probes have no name"), about="name"),
    Field("interval", INTEGER, about="seconds between two checks"),
    Field("timeout", INTEGER, about="seconds"),
    Field("grace_period", INTEGER, about="seconds after the start"),
    Field("success_threshold", INTEGER, about="good answers in a row"),
    Field("failure_threshold", INTEGER, about="bad answers in a row"),
    Field("kind", TEXT, about="readiness or liveness"),
    Field("unhealthy", TEXT, about="stop"),
    Field("tcp", One(Field("port", INTEGER, about="port")), about="open a TCP connection"),
    Field("exec", One(Field("command", TEXTS, about="words")), about="run a command"),
    Field("http", _HTTP, about="ask by HTTP"),
    key=("name",),
)
CONTAINERS = Each(
    Field("name", TEXT, about="name"),
    Field("image", TEXT, about='image; "." is the app\'s own'),
    *_PROCESS,
    Field("files", FILES, about="files"),
    Field("stop", STOP, about="how it is stopped"),
    Field("restart", One(*restart_fields("max_retries")), about="restart policy"),
    Field("depends_on", Each(Field("name", TEXT), Field("condition", TEXT), key=("name",)), about="start order"),
    Field("mounts", Each(Field("name", TEXT), Field("path", TEXT), key=("path",)), about="temporary volumes"),
    Field("healthchecks", HEALTHCHECKS, about="health checks"),
    key=("name",),
)
MACHINE_PROCESSES = Each(*_PROCESS, Field("ignore_app_secrets", TRUE, about="do not get the app's secrets"))
VOLUMES = Each(
    Field("name", TEXT, about="name"),
    Field("image", TEXT, about="image that it holds"),
    Field(
        "temp_dir",
        One(Field("storage_type", TEXT, about="disk or memory"), Field("size_mb", INTEGER, about="MiB")),
        about="empty folder",
    ),
    key=("name",),
)
