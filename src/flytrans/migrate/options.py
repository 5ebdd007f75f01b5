"""The options of a translation, as flags."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser

WORDS = "NAME[,NAME...]"
PAIRS = "GROUP=VALUE"


def add_options(parser: Parser) -> None:
    """One flag for each option of `flytrans.translate`."""
    flags = parser.add_argument_group("what the source does not say")
    add = flags.add_argument
    add("--app", metavar="NAME", help="name of the app")
    add("--app-prefix", metavar="WORD", help="from manifests to Fly: WORD- before the name of each app")
    add("--image", metavar="REF", help="image to run")
    add("--image-pull-secret", metavar="NAME", help="Secret with the registry's login")
    add("--secrets", metavar=WORDS, action="append", type=_words, help="names of the app's secrets, never their values")
    add(
        "--replicas",
        metavar="GROUP=N",
        action="append",
        type=_pair_of(_count),
        help="how many run of a group; * is every group",
    )
    add(
        "--guest",
        metavar="GROUP=SIZE",
        action="append",
        type=_pair_of(str),
        help="size, such as web=shared-cpu-1x; * is every group",
    )
    add(
        "--namespace",
        metavar="NAME",
        help="namespace of every object; of manifests that name none, as kubectl apply has it",
    )
    add("--host", metavar="NAME", help="host name of the Ingress")
    add(
        "--exposure",
        metavar=PAIRS,
        action="append",
        type=_pair_of(_one_of("public", "private")),
        help="public: ports other than HTTP are published, too; private: not even HTTP is; * is every group",
    )
    add("--ingress-class", metavar="NAME", help="class of the Ingress")
    add("--tls-issuer", metavar="NAME", help="cert-manager's cluster issuer")
    add("--storage-class", metavar="NAME", help="class of claims")
    add(
        "--workload",
        metavar="GROUP=KIND",
        action="append",
        type=_pair_of(str),
        help="deployment, statefulset, daemonset, job or cronjob, such as worker=job; * is every group",
    )
    add(
        "--hardened",
        action="store_true",
        help="pods by the restricted Pod Security Standard, with a read-only root",
    )
    add(
        "--extras",
        metavar=WORDS,
        action="append",
        type=_words,
        help="what is written only when asked for: hpa, keda, pdb, node-selector, external-secrets, pod-monitor, rwop, "
        "stop-signal, test-jobs; from manifests: empty-dir, image-volumes",
    )
    add("--no-runtime-env", action="store_true", help="leave out the variables that Fly sets")
    add("--no-carry", action="store_true", help="leave out what the target cannot say, rather than carry it along")
    add("--carry-in-metadata", action="store_true", help="carry in the metadata of machines, which reaches DNS")
    add("--profile", metavar="NAME", choices=["fks"], help="fks: Fly's own Kubernetes")
    add("--from", dest="source_format", choices=["fly", "machines", "kubernetes"], help="format of the source")
    add("--base-dir", metavar="DIR", help="folder of the files that the source refers to")


_PLAIN = (
    *("app", "app_prefix", "image", "image_pull_secret", "namespace", "host", "ingress_class", "tls_issuer"),
    *("storage_class", "profile", "source_format", "base_dir"),
)
_PAIRED = ("replicas", "guest", "exposure", "workload")


def options_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Keyword arguments for `flytrans.translate`: only what was said."""
    given = vars(arguments)
    options: dict[str, Any] = {key: given[key] for key in _PLAIN if given[key] is not None}
    options |= {key: dict(given[key]) for key in _PAIRED if given[key]}
    if given["secrets"]:
        options["secrets"] = [name for names in given["secrets"] for name in names]
    if given["extras"]:
        options["extras"] = {name for names in given["extras"] for name in names}
    if given["hardened"]:
        options["hardened"] = True
    if given["no_runtime_env"]:
        options["runtime_env"] = False
    if given["no_carry"]:
        options["carry"] = False
    elif given["carry_in_metadata"]:
        options["carry"] = "metadata"
    return options


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise _refused(f"{text!r} is not one of {', '.join(words)}")
        return text

    return read


def _pair_of(read: Callable[[str], Any]) -> Callable[[str], tuple[str, Any]]:
    def pair(text: str) -> tuple[str, Any]:
        group, equals, value = text.rpartition("=")
        if not equals or not group or not value:
            raise _refused(f"{text!r} is not of the form {PAIRS}")
        try:
            return group, read(value)
        except ValueError:
            raise _refused(f"{value!r} is no count") from None

    return pair


def _refused(why: str) -> Exception:
    """What argparse shows as it stands."""
    from argparse import ArgumentTypeError

    return ArgumentTypeError(why)
