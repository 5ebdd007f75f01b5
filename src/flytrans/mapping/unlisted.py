"""Secrets whose keys stand in no file: a step takes over what they have in the cluster."""

from __future__ import annotations

import shlex

from flytrans.mapping.flyctl import Flyctl
from flytrans.tree.node import Node, items_of, text_at

UNLISTED = "unlisted"
"""Where a model has them, with the index of the app that reads them and the `prefix` of their keys."""


def write_unlisted(model: Node, index: int, flyctl: Flyctl) -> None:
    """Steps for those of one app."""
    for secret in items_of(model.get(UNLISTED)):
        if secret.value["app"].value == index:
            name, space = text_at(secret, "name"), text_at(secret, "namespace")
            entry = f"{text_at(secret, 'prefix')}{{{{$key}}}}={{{{base64decode $value}}}}"
            template = f'{{{{range $key, $value := .data}}}}{entry}{{{{"\\n"}}}}{{{{end}}}}'
            scope = f" -n {shlex.quote(space)}" if space else ""
            source = f"kubectl get secret{scope} {shlex.quote(name)} -o go-template={shlex.quote(template)}"
            why = f"set what Secret {name} has, as no file here says its keys; a value of several lines by itself"
            flyctl.take_over(why, source)
