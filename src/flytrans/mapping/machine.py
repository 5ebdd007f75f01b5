"""A machine: its config, and what a request says around it.

Source: fly-go machine_types.go MachineConfig, MachineInit, RestartPolicy, StopConfig, DNSConfig, LaunchMachineInput;
Machines OpenAPI for what fly-go does not have (noted "spec only").
"""

from __future__ import annotations

from flytrans.mapping.checks import CHECKS, PROCESSES
from flytrans.mapping.containers import CONTAINERS, MACHINE_PROCESSES, STOP, VOLUMES, restart_fields
from flytrans.mapping.files import FILES
from flytrans.mapping.guest import GUEST, HOST
from flytrans.mapping.kinds import (
    INTEGER,
    INTEGER_OR_ZERO,
    NUMBER,
    SWITCH,
    TEXT,
    TEXT_OR_EMPTY,
    TEXT_TABLE,
    TEXTS,
    TRUE,
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
    Field("tty", TRUE, about="give the process a terminal"),
    Field(
        "swap_size_mb",
        INTEGER_OR_ZERO,
        kubernetes=Meaning("FT412", "a pod has no swap of its own"),
        about="MiB of swap",
    ),
    Field("kernel_args", TEXTS, kubernetes=HOST, about="kernel arguments"),
)
METRICS = (
    Field("port", INTEGER, about="port that serves metrics"),
    Field("path", TEXT, about="path of the metrics"),
    Field("https", TRUE, about="ask by https; default false"),
)
FLY_METRICS = Each(*METRICS, PROCESSES)
STATIC = (
    Field("guest_path", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="folder in the image, or to upload"),
    Field("url_prefix", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="paths that it answers"),
    Field("tigris_bucket", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="bucket that holds it"),
    Field("index_document", TEXT_OR_EMPTY, kubernetes=STATIC_FILES, about="file for folders; needs a bucket"),
)
STATICS = Each(*STATIC, key=("url_prefix", "guest_path"))
RESTART = One(*restart_fields("max_retries"))
FLY_RESTART = Each(*restart_fields("retries"), PROCESSES)
DNS = One(
    Field("skip_registration", TRUE, kubernetes=NAMES, about="keep it out of Fly's DNS"),
    Field("nameservers", TEXTS, about="name servers to ask"),
    Field("searches", TEXTS, about="search domains"),
    Field("options", Each(Field("name", TEXT), Field("value", TEXT)), about="resolver options"),
    Field(
        "dns_forward_rules",
        Each(Field("basename", TEXT), Field("addr", TEXT)),
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
    Field("image", TEXT, about="image to run"),
    Field("files", FILES, about="files put into the machine"),
    Field("schedule", TEXT, about="run hourly, daily, weekly or monthly"),
    Field("auto_destroy", TRUE, kubernetes=ONE_CALL, about="destroy it when it stops"),
    Field("restart", RESTART, about="what happens when the process ends"),
    Field("stop", STOP, machines="stop_config", about="how it is stopped"),
    Field("dns", DNS, about="names"),
    Field("processes", MACHINE_PROCESSES, about="several processes of one image in the machine"),
    Field("standbys", TEXTS, kubernetes=ONE_CALL, about="machines that this one stands by for"),
    Field("containers", CONTAINERS, about="several containers in the machine"),
    Field("volumes", VOLUMES, about="temporary volumes for containers"),
    Field(
        "rootfs",
        One(
            Field("persist", TEXT, kubernetes=HOST, about="keep the root file system"),
            Field("size_gb", INTEGER, kubernetes=HOST, about="GB of the root file system"),
        ),
        kubernetes=HOST,
        about="the root file system",
    ),
    Field(
        "cache_drive",
        One(Field("size_mb", INTEGER, kubernetes=HOST, about="MiB")),
        kubernetes=HOST,
        about="cache drive",
    ),
    Field(
        "spot",
        One(Field("max_price_fraction", NUMBER, kubernetes=HOST, about="share of the full price, above 0 up to 1")),
        kubernetes=HOST,
        about="spot price",
    ),
    Field("size", TEXT, kubernetes=HOST, about="deprecated: preset, excludes guest"),
    Field("disable_machine_autostart", SWITCH, kubernetes=ONE_CALL, about="deprecated: see autostart of services"),
)
SURVIVES = tuple(
    ["guest", "containers", "volumes", "rootfs", "cache_drive", "schedule", "auto_destroy", "dns", "processes", "standbys", "metadata", "image", "spot", "size", "disable_machine_autostart"]
)
"""What of a machine_config is not overwritten by fly.toml's own keys (flyctl internal/appconfig/machines.go)."""

REQUEST = One(
    Field("name", TEXT, kubernetes=ONE_CALL, about="name of the machine"),
    Field("skip_launch", TRUE, kubernetes=ONE_CALL, about="create, do not start"),
    Field("skip_service_registration", TRUE, kubernetes=ONE_CALL, about="create cordoned"),
)
ONE_TIME = ("skip_secrets", "min_secrets_version", "lease_ttl", "lsvd", "current_version")
"""Options of one call: they say nothing about the app and are dropped."""

STOP_KEYS = At("stop_config")
