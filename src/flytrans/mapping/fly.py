"""fly.toml: every key (flyctl internal/appconfig/config.go Config)."""

from __future__ import annotations

from flytrans.mapping.checks import DEPLOY_ONLY, FLY_CHECKS, MACHINE_CHECKS
from flytrans.mapping.containers import SIGNAL, SIGNALS
from flytrans.mapping.files import FILES
from flytrans.mapping.guest import HOST, RELEASE_VM, VM
from flytrans.mapping.kinds import (
    ANY,
    DURATION,
    INTEGER_OR_ZERO,
    NUMBER_OR_ZERO,
    TEXT,
    TEXT_OR_EMPTY,
    TEXT_TABLE,
    TEXTS,
    TRUE,
)
from flytrans.mapping.machine import FLY_METRICS, FLY_RESTART, STATICS
from flytrans.mapping.mounts import MOUNTS
from flytrans.mapping.row import Field, Mapping, Meaning, One
from flytrans.mapping.services import HTTP_SERVICE, SERVICES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BUILD_ONLY = Meaning("FT414", "images are built before they are deployed")
FLYCTL = Meaning("FT417", "only flyctl acts on it")
INCOMPLETE = Meaning("FT422", "the entry lacks what an object needs")
IN_PART = Meaning("FT316")


def _at_build(name: str, kind: object, about: str, key: str = "=", **told: Any) -> Field:
    return Field(name, kind, fly=key, machines=BUILD_ONLY, kubernetes=BUILD_ONLY, about=about, **told)


BUILD = One(
    _at_build("builder", TEXT, "image of the buildpacks builder"),
    _at_build("args", TEXT_TABLE, "build arguments; they are no place for secrets"),
    _at_build("buildpacks", TEXTS, "buildpacks to use, in order"),
    Field("image", TEXT, about="image to deploy; nothing is built"),
    _at_build("settings", Mapping(ANY), "settings of a built-in builder"),
    _at_build("builtin", TEXT, "name of a built-in builder"),
    _at_build("dockerfile", TEXT, "path or URL of the Dockerfile"),
    _at_build("ignorefile", TEXT, "path of the .dockerignore file"),
    _at_build("build_target", TEXT, "stage of the Dockerfile to build", "build-target"),
    Field(
        "compose",
        One(
            Field(
                "file",
                TEXT,
                machines=IN_PART,
                kubernetes=IN_PART,
                about="path of the compose file; default: compose.yaml or .yml, docker-compose.yaml or .yml",
            )
        ),
        about="take containers from a compose file, even if this table is empty",
    ),
    _at_build("compression", TEXT, "compression of the image's layers", words=("gzip", "zstd"), strict=True),
    _at_build("compression_level", INTEGER_OR_ZERO, "how hard layers are compressed", within=(0, 9)),
)
DEPLOY = One(
    Field(
        "strategy",
        TEXT,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="how machines are replaced",
        default="rolling",
        words=("rolling", "immediate", "canary", "bluegreen"),
        strict=True,
    ),
    Field(
        "max_unavailable",
        NUMBER_OR_ZERO,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="machines that may be down at once: a count, or below 1 a share of them, rounded up; rolling only",
        default=0.33,
    ),
    Field(
        "wait_timeout",
        DURATION,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="time to wait for each machine; a bare number is nanoseconds",
        default="5m",
    ),
    Field("release_command", TEXT, about="command that is run in a machine of its own before each deploy"),
    Field(
        "release_command_timeout",
        DURATION,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="time that release_command may take; a bare number is nanoseconds",
        default="5m",
    ),
    Field(
        "release_command_vm",
        RELEASE_VM,
        kubernetes=Meaning("FT303"),
        about="size of the machine that runs release_command",
    ),
    Field(
        "seed_command",
        TEXT,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="command that fly launch runs once, after the first deploy",
    ),
)
EXPERIMENTAL = One(
    Field("cmd", TEXTS, about="words that replace the image's CMD, where a group has no command; text is one word"),
    Field(
        "entrypoint",
        TEXTS,
        kubernetes=Meaning("FT308"),
        about="words that replace the image's ENTRYPOINT; text is one word",
    ),
    Field("exec", TEXTS, kubernetes=Meaning("FT308"), about="words that replace ENTRYPOINT and CMD; text is one word"),
    Field("auto_rollback", TRUE, about="without effect: flyctl never looks at it"),
    Field(
        "enable_consul",
        TRUE,
        machines=FLYCTL,
        kubernetes=Meaning("FT417", "FLY_CONSUL_URL names Fly's own Consul, which no cluster reaches", "behaviour"),
        about="attach a Consul cluster",
        default=False,
    ),
    Field("enable_etcd", TRUE, machines=FLYCTL, kubernetes=FLYCTL, about="attach an etcd cluster", default=False),
    Field("lazy_load_images", TRUE, about="without effect: no longer supported"),
    Field(
        "attached",
        One(
            Field(
                "secrets",
                One(
                    Field(
                        "export",
                        TEXT_TABLE,
                        machines=FLYCTL,
                        kubernetes=FLYCTL,
                        about="names that they are exported under",
                    )
                ),
                about="secrets that are exported",
            )
        ),
        machines=FLYCTL,
        kubernetes=FLYCTL,
        about="secrets that are exported at launch",
    ),
    Field(
        "machine_config",
        TEXT,
        machines=IN_PART,
        kubernetes=IN_PART,
        about="machine config JSON, or the path of a .json file; wins over the top level",
    ),
)
FLY = One(
    Field("app", TEXT, kubernetes=Meaning("FT314"), about="name of the app: a-z, 0-9, -"),
    Field(
        "primary_region",
        TEXT,
        kubernetes=Meaning("FT401"),
        about="code of the region where machines and volumes are made, like fra",
    ),
    Field(
        "kill_signal",
        TEXT_OR_EMPTY,
        kubernetes=SIGNAL,
        about="signal that asks it to stop",
        default="SIGINT",
        words=SIGNALS,
    ),
    Field(
        "kill_timeout",
        DURATION,
        about="time to stop before it is killed; a bare number is seconds; at most 5m",
        default="5s",
    ),
    Field("swap_size_mb", INTEGER_OR_ZERO, kubernetes=Meaning("FT412"), about="swap in MiB"),
    Field("console_command", TEXT, machines=FLYCTL, kubernetes=FLYCTL, about="command that fly console runs"),
    Field("host_dedication_id", TEXT, machines=HOST, kubernetes=HOST, about="id of a dedicated host for every machine"),
    Field(
        "machine_config",
        TEXT,
        machines=IN_PART,
        kubernetes=IN_PART,
        about="machine config to start from: JSON, or the path of a .json file",
    ),
    Field("container", TEXT, about="name of the container that runs the app's image; default: app, else the first"),
    Field("experimental", EXPERIMENTAL, about="less common settings"),
    Field("build", BUILD, about="how the image is made"),
    Field("deploy", DEPLOY, about="how a new version is rolled out"),
    Field(
        "env",
        TEXT_TABLE,
        kubernetes=Meaning("FT423"),
        about="environment variables of every group, visible to everybody who sees the app",
    ),
    Field(
        "processes",
        TEXT_TABLE,
        about="process groups and the commands that they run; an empty one runs the image's own",
    ),
    Field("mounts", MOUNTS, about="volumes"),
    Field("http_service", HTTP_SERVICE, about="a web service on ports 80 (http) and 443 (https)"),
    Field("services", SERVICES, about="services that Fly's proxy routes to"),
    Field("checks", FLY_CHECKS, about="health checks of machines, by name"),
    Field("files", FILES, kubernetes=INCOMPLETE, about="files put into machines"),
    Field(
        "machine_checks",
        MACHINE_CHECKS,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="tests that a deploy runs in machines of their own before it goes on",
    ),
    Field("restart", FLY_RESTART, about="what happens when the process ends"),
    Field(
        "vm", VM, about="sizes of machines; the last one that names a group is its size, else the first that names none"
    ),
    Field("statics", STATICS, about="files that Fly's proxy serves"),
    Field("metrics", FLY_METRICS, kubernetes=INCOMPLETE, about="where Fly collects metrics"),
)
"""In the order in which `fly launch` writes them: scalars first, then tables."""
