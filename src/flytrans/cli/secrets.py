"""`flytrans secrets`: the values of an app's secrets, on standard output and nowhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from flytrans.diagnostics.finding import InputError
from flytrans.diagnostics.render import flat
from flytrans.migrate.program import put_out
from flytrans.migrate.secret_values import Secrets, Wanted
from flytrans.migrate.secrets_import import Unsayable, render
from flytrans.migrate.sources import Sources, Texts
from flytrans.migrate.terminal import DONE, FOUND, UNUSABLE, Unusable, show_findings, tell, wants_colour

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser


def add_arguments(parser: Parser) -> None:
    """The flags of `flytrans secrets`."""
    parser.epilog = "Example: flytrans secrets k8s/ --app shop | fly secrets import --stage --app shop"
    parser.add_argument("sources", metavar="MANIFEST", nargs="+", help="files or folders; - is standard input")
    parser.add_argument("--app", metavar="NAME", help="the app, where the manifests make several")
    parser.add_argument("--namespace", metavar="NAME", help="namespace of the objects that name none")
    parser.add_argument("--color", "--colour", choices=("auto", "always", "never"), default="auto", dest="colour")


def run(said: argparse.Namespace) -> int:
    """Print what `fly secrets import` takes; 1 where a value is missing or cannot be said."""
    sources = Sources(said.sources)
    try:
        secrets = Secrets(sources.source, said.namespace)
    except InputError as error:
        show_findings(error.findings, Texts(sources), wants_colour(said.colour, sys.stderr))
        return UNUSABLE
    if not secrets.apps and not secrets.secrets:
        raise Unusable(f"{', '.join(said.sources)}: there is no Secret, nor an app that asks for one")
    wanted = _chosen(secrets, said.app)
    text, left = [], []
    for secret in wanted:
        spelled = _spelled(secret)
        if isinstance(spelled, Unsayable):
            left.append(f"{secret.name} is left out: {spelled}")
        else:
            text.append(f"# {flat(secret.name)}: key {flat(secret.key)} of Secret {flat(secret.secret)}\n{spelled}")
    put_out("".join(text).encode())
    unused = sorted({one.name for one in secrets.secrets} - {one.secret for one in wanted})
    tell(f"{len(text)} {'secret' if len(text) == 1 else 'secrets'} written")
    tell("\n".join([*left, *([f"not of this app: Secret {', '.join(map(flat, unused))}"] if unused else [])]))
    return FOUND if left else DONE


def _spelled(secret: Wanted) -> str | Unsayable:
    if secret.value is None and secret.why:
        return Unsayable(flat(secret.why))
    if secret.value is None:
        held = f"key {flat(secret.key)} of Secret {flat(secret.secret)}" if secret.secret else "its Secret"
        return Unsayable(f"{held} is not in the input, or holds no base64")
    try:
        return render(secret.name, secret.value)
    except Unsayable as none:
        return none


def _chosen(secrets: Secrets, app: str | None) -> list[Wanted]:
    """The secrets of the app that was named, or of the only one that has any."""
    if app is not None:
        if app not in secrets.apps:
            raise Unusable(f"there is no app {app}; there are {', '.join(secrets.apps) or 'none'}")
        return secrets.of(app)
    if not secrets.apps:
        return secrets.all()
    having = {name: found for name in secrets.apps if (found := secrets.of(name))}
    if len(having) > 1:
        raise Unusable(f"{len(having)} apps have secrets: --app names one of {', '.join(having)}")
    return next(iter(having.values()), [])
