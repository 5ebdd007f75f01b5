"""What has to be done with flyctl beside the files, as steps: commands that can be pasted into a shell as they are.

Secrets by name only, their values come from the shell's own variables. `request` is the body of the Machines API call
that does the same, where there is one (Machines OpenAPI: CreateAppRequest, CreateVolumeRequest, assignIPRequest).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping

from flytrans.mapping.mounts import OF_VOLUME
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SOME_APP = "APP"
"""The shell's variable for an app that nothing tells."""


NO_MAKERS: Mapping[str, list[str]] = {}


class Flyctl(NamedTuple):
    """The commands for one app; `flag` names it, `needs` is what that takes. `staged`: a deploy is still to come."""

    platform: str
    cx: Writing
    flag: str
    needs: tuple[str, ...] = ()
    staged: bool = True

    @classmethod
    def of(cls, name: str, platform: str, cx: Writing) -> Flyctl:
        """For an app by its name; without a name, for the one of the fly.toml that lies in the folder."""
        return cls(platform, cx, f" --app {shlex.quote(name)}" if name else "")

    @classmethod
    def for_some_app(cls, platform: str, cx: Writing) -> Flyctl:
        """For an app that a person has to choose, and has deployed by then."""
        return cls(platform, cx, f' --app "${SOME_APP}"', (SOME_APP,), staged=False)

    def say(
        self, why: str, *words: str, request: dict[str, Any] | None = None, needs: tuple[str, ...] = (), end: str = ""
    ) -> None:
        """A step; `words` are quoted for the shell, `end` is not."""
        self.cx.step(self.platform, why, f"fly {shlex.join(words)}{self.flag}{end}", request, (*needs, *self.needs))

    def comment(self, why: str, *words: str) -> None:
        """A command that a person has to choose, as a comment."""
        self.cx.step(self.platform, why, f"# fly {shlex.join(words)}{self.flag}")

    def secrets(self, names: Iterable[str], when: str = "", makers: Mapping[str, list[str]] = NO_MAKERS) -> None:
        """Set secrets; `when` begins the sentence that says why, `makers` says whence some of them come."""
        found = sorted(set(names))
        sayable = tuple(name for name in found if _VARIABLE.fullmatch(name))
        if sayable:
            pairs = "".join(f' {name}="${name}"' for name in sayable)
            why = f"{when}set the secrets, each from the shell's variable of its name"
            self._set(f"{why}{_whence(sayable, makers)}", pairs, sayable)
        for name in found:
            if name not in sayable:
                why = f"{when}set the secret {name}, with its value as standard input{_whence((name,), makers)}"
                self._set(why, f' {shlex.quote(name)}="$(cat)"', (name,))

    def secret_files(self, names: Iterable[str], makers: Mapping[str, list[str]] = NO_MAKERS) -> None:
        """Set secrets that are the content of files, which Fly decodes from base64."""
        for name in names:
            why = f"set the secret {name} to the content of the file of that name, in base64"
            why += _whence((name,), makers)
            self._set(why, f" {shlex.quote(name)}=\"$(base64 < {shlex.quote(name)} | tr -d '\\n')\"", (name,))

    def _set(self, why: str, pairs: str, needs: tuple[str, ...]) -> None:
        self.say(why, "secrets", "set", *(["--stage"] if self.staged else []), needs=needs, end=pairs)

    def take_over(self, why: str, source: str) -> None:
        """Set the secrets that a command says, one NAME=VALUE a line."""
        stage = " --stage" if self.staged else ""
        self.cx.step(self.platform, why, f"{source} | fly secrets import{stage}{self.flag}", needs=self.needs)

    def volume(self, why: str, name: str, region: str, mount: Node, count: int = 1) -> None:
        """Make volumes of one name."""
        rest = mount.only(*OF_VOLUME).plain()
        size = rest.get("initial_gb") or 1
        words = ["volumes", "create", name, *(["--region", region] if region else []), "--size", str(size)]
        words += ["--count", str(count)]
        body: dict[str, Any] = {"name": name, **({"region": region} if region else {}), "size_gb": size}
        if "snapshot_retention" in rest:
            words += ["--snapshot-retention", str(rest["snapshot_retention"])]
            body["snapshot_retention"] = rest["snapshot_retention"]
        if "scheduled_snapshots" in rest:
            words.append(f"--scheduled-snapshots={str(rest['scheduled_snapshots']).lower()}")
            body["auto_backup_enabled"] = rest["scheduled_snapshots"]
        least = "" if "initial_gb" in rest else "; of 1 GB, as nothing here says how large it is"
        where = "" if region else "; it asks for a region, to be written as primary_region before the deploy, too"
        self.say(f"{why}{least}{where}", *words, "--yes", request=body)

    def private_address(self, *, deployed: bool = True) -> None:
        """Give the app an address that only its organization reaches; a deploy gives a public one where none is."""
        first = " before it is deployed, so that it gets no public one"
        why = f"give the app a private address{first if deployed else ''}"
        self.say(why, "ips", "allocate-v6", "--private", request={"type": "private_v6"})

    def private_instead(self, *, deployed: bool = True) -> None:
        """The same as a comment, for a person to choose."""
        when = "before it is deployed, so that it gets no public one" if deployed else "in place of public ones"
        why = "if not everybody is to reach the app, as only who reached the nodes did, give it a private address"
        self.comment(f"{why} {when} (FT533)", "ips", "allocate-v6", "--private")

    def certificates(self, hosts: Iterable[str]) -> None:
        """Ask for a certificate for each host."""
        for host in dict.fromkeys(hosts):
            why = f"ask for a certificate for {host}; it says which DNS records to add"
            self.say(why, "certs", "add", host, request={"hostname": host})


def create_app(name: str, platform: str, cx: Writing, taken: str = "") -> None:
    """Create the app; Fly finds a name where none is known. `taken`: what to do where somebody else has it."""
    if name:
        why = f"create the app {name}, if it is not there yet{taken}"
        cx.step(platform, why, f"fly apps create {shlex.quote(name)}", {"name": name})
    else:
        cx.step(platform, "create the app, as no name is known", "fly apps create --generate-name")


def _whence(names: Iterable[str], makers: Mapping[str, list[str]]) -> str:
    """Which of some secrets a controller makes, of what, as the end of a sentence."""
    found = set(names)
    parts = [(maker, [name for name in made if name in found]) for maker, made in makers.items()]
    return "".join(f"; {maker}{_unless(found, made)}" for maker, made in parts if made)


def _unless(all_names: set[str], made: list[str]) -> str:
    return f": {', '.join(made)}" if all_names != set(made) else ""


def secret_names(app: Node, more: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """Names of an app's secrets: of those that are variables, and of those that are the content of a file."""
    views = [view for _, view in (app.get("groups") or Node({})).items()]
    holders = [*views, *(container for view in views for container in items_of(view.get("containers")))]
    named = [file.get("secret_name") for holder in holders for file in items_of(holder.get("files"))]
    files = {name.value for name in named if name is not None and isinstance(name.value, str) and name.value}
    known = {str(node.value) for node in items_of(app.get("secrets"))} | set(more)
    return sorted(known - files), sorted(files)
