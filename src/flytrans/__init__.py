"""Translate between fly.toml, Fly Machines API requests and Kubernetes manifests, with the fate of every field.

    import flytrans

    t = flytrans.translate("fly.toml", to="kubernetes")
    t.files, t.report, t.findings, t.steps

Nothing is loaded before it is used: importing this package costs next to nothing.
"""

from __future__ import annotations

from flytrans.version import VERSION

__version__ = VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:  # a name that type checkers know; importing it from typing would load more than all of this
    from flytrans.api.arguments import OptionArguments
    from flytrans.api.lint import lint
    from flytrans.api.model import read, update, write
    from flytrans.api.sources import Format
    from flytrans.api.translate import Translation, translate
    from flytrans.diagnostics.finding import Finding, InputError, Location
    from flytrans.diagnostics.policy import Policy, PolicyError
    from flytrans.diagnostics.report import Entry, Origin, Place, Report, Step
    from flytrans.model import Model

_HOMES = {
    "api.arguments": ("OptionArguments",),
    "api.lint": ("lint",),
    "api.model": ("read", "update", "write"),
    "api.sources": ("Format",),
    "api.translate": ("Translation", "translate"),
    "diagnostics.finding": ("Finding", "InputError", "Location"),
    "diagnostics.policy": ("Policy", "PolicyError"),
    "diagnostics.report": ("Entry", "Origin", "Place", "Report", "Step"),
    "model": ("Model",),
}

__all__ = [
    "Entry",
    "Finding",
    "Format",
    "InputError",
    "Location",
    "Model",
    "OptionArguments",
    "Origin",
    "Place",
    "Policy",
    "PolicyError",
    "Report",
    "Step",
    "Translation",
    "__version__",
    "lint",
    "read",
    "translate",
    "update",
    "write",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value: object = getattr(import_module(f"flytrans.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'flytrans' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
