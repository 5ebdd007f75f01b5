"""fly.toml: every key (flyctl internal/appconfig/config.go Config)."""

from __future__ import annotations

from flytrans.mapping.checks import FLY_CHECKS, MACHINE_CHECKS
from flytrans.mapping.containers import SIGNAL
from flytrans.mapping.files import FILES
from flytrans.mapping.guest import HOST, RELEASE_VM, VM
from flytrans.mapping.kinds import ANY, DURATION, INTEGER_OR_ZERO, NUMBER, TEXT, TEXT_OR_EMPTY, TEXT_TABLE, TEXTS, TRUE
from flytrans.mapping.machine import FLY_METRICS, FLY_RESTART, STATICS
from flytrans.mapping.mounts import MOUNTS
from flytrans.mapping.row import Field, Mapping, Meaning, One
from flytrans.mapping.services import DEPLOY_ONLY, HTTP_SERVICE, SERVICES

BUILD_ONLY = Meaning("FT414", "images are built before they are deployed")
FLYCTL = Meaning("FT417", "only flyctl acts on it")


def _at_build(name: str, kind: object, about: str, key: str = "=") -> Field:
    return Field(name, kind, fly=key, machines=BUILD_ONLY, kubernetes=BUILD_ONLY, about=about)


BUILD = One(
    _at_build("builder", TEXT, "buildpacks builder"),
    _at_build("args", TEXT_TABLE, "build arguments"),
    _at_build("buildpacks", TEXTS, "buildpacks"),
    Field("image", TEXT, about="image to deploy"),
    _at_build("settings", Mapping(ANY), "settings of a built-in builder"),
    _at_build("builtin", TEXT, "built-in builder"),
    _at_build("dockerfile", TEXT, "path or URL of the Dockerfile"),
    _at_build("ignorefile", TEXT, "path of the .dockerignore file"),
    _at_build("build_target", TEXT, "stage of the Dockerfile", "build-target"),
    Field(
        "compose",
        One(Field("file", TEXT, about="path of the compose file")),
        about="take containers from a compose file",
    ),
    _at_build("compression", TEXT, "gzip or zstd"),
    _at_build("compression_level", INTEGER_OR_ZERO, "0 to 9"),
)
DEPLOY = One(
    Field(
        "strategy",
        TEXT,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="rolling (default), immediate, canary, bluegreen",
    ),
    Field(
        "max_unavailable",
        NUMBER,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="count, or share below 1; default 0.33",
    ),
    Field(
        "wait_timeout",
        DURATION,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="an integer is nanoseconds; default 5m",
    ),
    Field("release_command", TEXT, about="command run before each deploy"),
    Field(
        "release_command_timeout",
        DURATION,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="an integer is nanoseconds; default 5m",
    ),
    Field("release_command_vm", RELEASE_VM, about="size of the release machine"),
    Field("seed_command", TEXT, machines=DEPLOY_ONLY, kubernetes=DEPLOY_ONLY, about="run once, at fly launch"),
)
EXPERIMENTAL = One(
    Field("cmd", TEXTS, about="words that replace the image's CMD; text is one word"),
    Field("entrypoint", TEXTS, kubernetes=Meaning("FT308"), about="words that replace the image's ENTRYPOINT"),
    Field("exec", TEXTS, kubernetes=Meaning("FT308"), about="words that replace ENTRYPOINT and CMD"),
    Field("auto_rollback", TRUE, about="ignored"),
    Field("enable_consul", TRUE, machines=FLYCTL, kubernetes=FLYCTL, about="attach Consul"),
    Field("enable_etcd", TRUE, machines=FLYCTL, kubernetes=FLYCTL, about="attach etcd"),
    Field("lazy_load_images", TRUE, about="no longer supported"),
    Field(
        "attached",
        One(
            Field(
                "secrets",
                One(Field("export", TEXT_TABLE, machines=FLYCTL, kubernetes=FLYCTL, about="names")),
                about="names",
            )
        ),
        machines=FLYCTL,
        kubernetes=FLYCTL,
        about="secrets exported at launch",
    ),
    Field("machine_config", TEXT, about="machine config JSON, or the path of a .json file; wins over the top level"),
)
FLY = One(
    Field("app", TEXT, kubernetes=Meaning("FT314"), about="name of the app"),
    Field("primary_region", TEXT, kubernetes=Meaning("FT401"), about="region code"),
    Field("kill_signal", TEXT_OR_EMPTY, kubernetes=SIGNAL, about="signal that asks it to stop; default SIGINT"),
    Field("kill_timeout", DURATION, about="time to stop; an integer is seconds; default 5s, at most 300s"),
    Field("swap_size_mb", INTEGER_OR_ZERO, kubernetes=Meaning("FT412"), about="MiB of swap"),
    Field("console_command", TEXT, machines=FLYCTL, kubernetes=FLYCTL, about="command of fly console"),
    Field("host_dedication_id", TEXT, machines=HOST, kubernetes=HOST, about="dedicated host"),
    Field("machine_config", TEXT, about="machine config JSON, or the path of a .json file"),
    Field("container", TEXT, about="container that runs the app's image"),
    Field("experimental", EXPERIMENTAL, about="less common settings"),
    Field("build", BUILD, about="how the image is made"),
    Field("deploy", DEPLOY, about="how a new version is rolled out"),
    Field("env", TEXT_TABLE, kubernetes=Meaning("FT423"), about="environment of every group"),
    Field("processes", TEXT_TABLE, about="process groups and their commands"),
    Field("http_service", HTTP_SERVICE, about="a web service on ports 80 and 443"),
    Field("services", SERVICES, about="services that Fly's proxy routes to"),
    Field("checks", FLY_CHECKS, about="health checks of machines"),
    Field("mounts", MOUNTS, about="volumes"),
    Field("files", FILES, about="files put into machines"),
    Field(
        "machine_checks",
        MACHINE_CHECKS,
        machines=DEPLOY_ONLY,
        kubernetes=DEPLOY_ONLY,
        about="test machines of a deploy",
    ),
    Field("restart", FLY_RESTART, about="what happens when the process ends"),
    Field("vm", VM, about="sizes of machines"),
    Field("statics", STATICS, about="files that Fly's proxy serves"),
    Field("metrics", FLY_METRICS, about="where Fly collects metrics"),
)
"""In the order in which `fly launch` writes them: scalars first, then tables."""
