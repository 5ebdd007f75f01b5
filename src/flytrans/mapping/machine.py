"""A machine: its config, and what a request says around it.

Source: fly-go machine_types.go MachineConfig, MachineInit, RestartPolicy, StopConfig, DNSConfig, LaunchMachineInput;
Machines OpenAPI for what fly-go does not have (noted "spec only").
"""

from __future__ import annotations

from flytrans.mapping.checks import CHECKS, PROCESSES, processes_of
from flytrans.mapping.containers import CONTAINERS, MACHINE_PROCESSES, STOP, VOLUMES, restart_fields
from flytrans.mapping.files import FILES
from flytrans.mapping.guest import GUEST, HOST
from flytrans.mapping.kinds import (
    INTEGER,
    INTEGER_OR_ZERO,
    NUMBER,
    PERSIST,
    SWITCH,
    TEXT,
    TEXT_OR_EMPTY,
    TEXT_TABLE,
    TEXTS,
    TRUE,
    UINT64,
)
from flytrans.mapping.mounts import MOUNTS
from flytrans.mapping.row import At, Each, Field, Meaning, One
from flytrans.mapping.services import SERVICES

STATIC_FILES = Meaning("FT413", "Fly's proxy serves it; in a cluster that takes a web server of its own")
NAMES = Meaning("FT416", "Fly's own DNS")
ONE_CALL = Meaning("FT417", "it belongs to one machine of Fly's")

INIT = One(
    Field("exec", TEXTS, kubernetes=Meaning("FT308"), about="words that replace the image's ENTRYPOINT and CMD"),
    Field("entrypoint", TEXTS, kubernetes=Meaning("FT308"), about="words that replace the image's ENTRYPOINT"),
    Field("cmd", TEXTS, about="words that replace the image's CMD"),
    Field("tty", TRUE, about="give the process a terminal", default=False),
    Field(
        "swap_size_mb",
        INTEGER_OR_ZERO,
        kubernetes=Meaning("FT412", "a pod has no swap of its own"),
        about="MiB of swap",
    ),
    Field("kernel_args", TEXTS, kubernetes=HOST, about="kernel arguments"),
)
METRICS = (
    Field("port", INTEGER, fly=At("port", INTEGER_OR_ZERO), about="port that serves metrics"),
    Field("path", TEXT, fly=At("path", TEXT_OR_EMPTY), about="path of the metrics"),
    Field("https", TRUE, fly=At("https", SWITCH), about="ask by https", default=False),
)
"""At flyctl a key that is there makes the table, whatever it says (appconfig.Metrics embeds a pointer)."""
_INCOMPLETE = Meaning("FT422", "without a port nothing is asked")
FLY_METRICS = Each(*METRICS, processes_of(_INCOMPLETE))
STATIC = (
    Field(
        "guest_path",
        TEXT_OR_EMPTY,
        kubernetes=STATIC_FILES,
        about="absolute path of the folder in the image, or a relative one to upload",
    ),
    Field("url_prefix", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="start of the paths that it answers"),
    Field("tigris_bucket", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="Tigris bucket that holds the files"),
    Field(
        "index_document", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="file that answers for a folder; needs a bucket"
    ),
)
STATIC_KEYS = tuple(field.name for field in STATIC)
STATICS = Each(*STATIC, key=("url_prefix", "guest_path"))
RESTART = One(*restart_fields("max_retries"))
FLY_RESTART = Each(*restart_fields("retries"), PROCESSES)
DNS = One(
    Field("skip_registration", TRUE, kubernetes=NAMES, about="keep it out of Fly's DNS"),
    Field("nameservers", TEXTS, about="name servers to ask"),
    Field("searches", TEXTS, about="search domains"),
    Field(
        "options",
        Each(
            Field("name", TEXT, about="name of the option"),
            Field("value", TEXT, kubernetes=Meaning("FT422", "an option has a name"), about="its value"),
        ),
        about="options of the resolver",
    ),
    Field(
        "dns_forward_rules",
        Each(
            Field("basename", TEXT, kubernetes=NAMES, about="domain whose names they are"),
            Field("addr", TEXT, kubernetes=NAMES, about="address of the name server that answers"),
        ),
        kubernetes=NAMES,
        about="names answered elsewhere",
    ),
    Field("hostname", TEXT, kubernetes=NAMES, about="host name in the machine"),
    Field("hostname_fqdn", TEXT, kubernetes=NAMES, about="full host name in the machine"),
)

MACHINE = One(
    Field("env", TEXT_TABLE, kubernetes=Meaning("FT423"), about="environment"),
    Field("init", INIT, about="what runs"),
    Field("guest", GUEST, about="the machine's size"),
    Field("metadata", TEXT_TABLE, kubernetes=ONE_CALL, about="labels of the machine; Fly's own start with fly_"),
    Field("mounts", MOUNTS, about="volumes"),
    Field("services", SERVICES, about="services that Fly's proxy routes to"),
    Field("metrics", One(*METRICS), about="where Fly collects metrics"),
    Field("checks", CHECKS, about="health checks of the machine"),
    Field("statics", STATICS, kubernetes=STATIC_FILES, about="files that Fly's proxy serves"),
    Field(
        "image",
        TEXT,
        kubernetes=Meaning("FT316", "each container has an image of its own", "none"),
        about="image to run",
    ),
    Field("files", FILES, about="files put into the machine"),
    Field(
        "schedule",
        TEXT,
        about="how often it is started, at no fixed time",
        words=("hourly", "daily", "weekly", "monthly"),
    ),
    Field("auto_destroy", TRUE, kubernetes=ONE_CALL, about="destroy the machine when its process ends", default=False),
    Field("restart", RESTART, about="what happens when the process ends"),
    Field("stop", STOP, machines="stop_config", about="how it is stopped"),
    Field("dns", DNS, about="names in and of the machine"),
    Field("processes", MACHINE_PROCESSES, about="several processes of one image in the machine"),
    Field("standbys", TEXTS, kubernetes=ONE_CALL, about="ids of the machines that this one stands by for"),
    Field("containers", CONTAINERS, about="several containers in the machine"),
    Field("volumes", VOLUMES, about="temporary volumes for containers"),
    Field(
        "rootfs",
        One(
            Field(
                "persist",
                PERSIST,
                kubernetes=HOST,
                about="when the root file system is kept",
                words=("never", "always", "restart"),
            ),
            Field("size_gb", UINT64, kubernetes=HOST, about="size of the root file system in GB"),
        ),
        kubernetes=HOST,
        about="the root file system",
    ),
    Field(
        "cache_drive",
        One(Field("size_mb", UINT64, kubernetes=HOST, about="size in MiB")),
        kubernetes=HOST,
        about="a drive for caches",
    ),
    Field(
        "spot",
        One(Field("max_price_fraction", NUMBER, kubernetes=HOST, about="share of the full price, above 0 up to 1")),
        kubernetes=HOST,
        about="take a machine that may be taken away, for less",
    ),
    Field("size", TEXT, kubernetes=HOST, about="deprecated: a preset, in place of guest"),
    Field("disable_machine_autostart", SWITCH, kubernetes=ONE_CALL, about="deprecated: see autostart of services"),
)
SURVIVES = (
    *("guest", "containers", "volumes", "rootfs", "cache_drive", "schedule", "auto_destroy", "dns", "processes"),
    *("standbys", "metadata", "image", "spot", "size", "disable_machine_autostart"),
)
"""What of a machine_config is not overwritten by fly.toml's own keys (flyctl internal/appconfig/machines.go)."""
INIT_SURVIVES = ("tty", "kernel_args")
"""What of its init is not overwritten either (ibid.)."""

REQUEST = One(
    Field("name", TEXT, fly=ONE_CALL, kubernetes=ONE_CALL, about="name of the machine"),
    Field(
        "skip_launch",
        TRUE,
        fly=Meaning("FT465", "fly deploy starts a machine when it makes it, so the steps leave it out"),
        kubernetes=Meaning("FT465", "pods of a Deployment start as soon as it is applied"),
        about="create it without starting it",
        default=False,
    ),
    Field(
        "skip_service_registration",
        TRUE,
        fly=ONE_CALL,
        kubernetes=ONE_CALL,
        about="create it without routing traffic to it",
        default=False,
    ),
)
_PLACE = Meaning("FT401", "an app has one region, and machines of this group are elsewhere")
_SECRET = Meaning("FT425", "a step sets the secrets, and nothing refers to it")
MACHINE_COUNT = Field(
    "count",
    INTEGER_OR_ZERO,
    fly=Meaning("FT435", "fly scale count sets it"),
    kubernetes=Meaning("FT351", "so many has such a group anyhow", "none"),
    about="number of machines",
)
PLACE = Field("region", TEXT, fly=_PLACE, kubernetes=_PLACE, about="code of the region that the machines are in")
APP = Field(
    "app", TEXT, kubernetes=Meaning("FT422", "an app without process groups runs nothing"), about="name of the app"
)
SECRETS = Field("secrets", TEXTS, fly=_SECRET, kubernetes=_SECRET, about="names of the app's secrets")
"""Rows of machines.json beside the bodies of its requests; structure code reads them."""
ONE_TIME = ("skip_secrets", "min_secrets_version", "lease_ttl", "lsvd", "current_version")
"""Options of one call: they say nothing about the app and are dropped."""
