"""Names that the cluster's own DNS answers, found in texts.

A Service is `name`, `name.namespace` or `name.namespace.svc` with or without a domain, and a pod of a StatefulSet
`pod-0.` before that (kubernetes.io/docs, dns-pod-service). The short forms are ordinary words as well, so they count
only where a host stands: in a URL, behind an `@`, before a port of the Service, where a key asks for a host, or where a
command that waits for a server or asks it has the host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flytrans.named_tuple import NamedTuple

_KEY = r"(?:host|host_?name|server|addr|address|endpoint|url|uri)"
_ASKED = re.compile(rf"{_KEY}$", re.IGNORECASE)
_ASKED_BEFORE = re.compile(rf"{_KEY}[\"']?\s*[=:]\s*[\"']?$", re.IGNORECASE)
_BEFORE = 40
_SCHEME = (
    r"(?:https?|wss?|tcp|udp|rediss?|postgres(?:ql)?|mysql|mariadb|mongodb|amqps?|nats|grpcs?|ldaps?|smtps?|mqtts?|bolt"
    r"|clickhouse)(?:\+\w+)?"
)
"""Schemes whose next word is a host, and no bucket, folder or image."""
_BARE = re.compile(rf"(?<![\w+.-]){_SCHEME}://(?:[^\s/@]*@|(?![^\s/@]*@))([a-z][a-z0-9-]*)(?=[:/?,;\s\"']|$)")
_LONG = re.compile(r"(?:(?<![\w.$){}/-])|(?<=://))(?:[a-z0-9-]+\.){2,3}svc(?:\.[a-z][a-z0-9-]*)*(?![\w-])")

_HOST = r"[\"']?(?P<{0}>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)"
_CLIENT = r"(?:psql|pg_\w+|createdb|(?:mysql|mariadb)(?:-?admin|-?dump)?|redis-cli)"
_COMMANDS = ("nc ", " -h", "nslookup", "getent", "wait-for")
_COMMAND = (
    r"(?<![\w./-])(?:"
    rf"nc(?: +-[a-zA-Z]+(?: *\d+)?)* +{_HOST.format('nc')}[\"']? +\d+"
    rf"|{_CLIENT}(?: +(?!-h)[^\s;|&]+){{0,8}}? +-h *{_HOST.format('client')}"
    rf"|(?:nslookup|getent +hosts) +{_HOST.format('lookup')}(?= *(?:[;|&>\n)\"']|$))"
    rf"|(?:\./)?wait-for(?:-it)?(?:\.sh)? +{_HOST.format('wait')}:\d+"
    r")(?![\w.$-])"
)
"""Commands of containers that wait for others, with the host that each asks; every one has a word of `_COMMANDS`."""

_ADDRESS = r"(?<![\w.-])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}(?![\w.-])"
"""An address of a private network (RFC 1918)."""
_NEAR = ("10.", "192.168.", "172.")

_USER = re.compile(r"[^\s/@]*@")
"""What follows the name of a user in a URL (RFC 3986, userinfo)."""
_WORD = re.compile(r"[\w-]+")
"""What the name of a Service is; a longer word has none in it."""


class Mention(NamedTuple):
    """A host in a text: the Service that it names, if it is known, and the port that is asked there.

    `written`: the host with the port, where the text has one.
    """

    host: str
    written: str
    service: tuple[str, str] | None = None
    port: int | None = None


class ClusterNames:
    """The Services of an input by namespace and name, each with its ports."""

    __slots__ = ("_names", "_pattern", "_ports")

    def __init__(self, ports: dict[tuple[str, str], frozenset[int]]) -> None:
        self._ports = ports
        self._names = {name for _, name in ports if _WORD.fullmatch(name)}
        self._pattern: re.Pattern[str] | None = None

    def mentioned(self, text: str, key: str, namespace: str, *, in_file: bool = False) -> list[Mention]:
        """The hosts in a text that only a cluster knows; `key` is what the text is called, if it has a name.

        A host without a dot in a URL is one even where no Service is called that, but for files, which have names of
        their own (nginx: upstream).
        """
        out = {mention.host: mention for mention in self._known(text, key, namespace)}
        if "://" in text and not in_file:
            for found in _BARE.finditer(text):
                if found[1] != "localhost":
                    out.setdefault(found[1], Mention(found[1], found[1]))
        if any(word in text for word in _COMMANDS):
            for mention in self._asked_by_commands(text, namespace):
                out.setdefault(mention.host, mention)
        if ".svc" in text:
            for found in _LONG.finditer(text):
                if not any(found[0] in host for host in out):
                    out[found[0]] = Mention(found[0], found[0])
        if any(beginning in text for beginning in _NEAR):
            for host in _private_hosts(text, key):
                out.setdefault(host, Mention(host, host))
        return list(out.values())

    def _known(self, text: str, key: str, namespace: str) -> Iterator[Mention]:
        if self._names.isdisjoint(_WORD.findall(text)):  # so no text is looked through for each of the names
            return
        if self._pattern is None:
            self._pattern = _pattern_of(self._names)
        for found in self._pattern.finditer(text):
            service = (found["space"] or namespace, found["name"])
            if service in self._ports and self._is_host(found, text, key, service):
                port = int(found["port"]) if found["port"] else _usual_port(text[: found.start()])
                yield Mention(found["host"], found[0], service, port)

    def _asked_by_commands(self, text: str, namespace: str) -> Iterator[Mention]:
        """Hosts that commands ask: Services, and names without a dot, which no other network knows."""
        for found in re.finditer(_COMMAND, text):  # compiled by the first text that has such a word
            host = next(host for host in found.groups() if host)
            name, _, rest = host.partition(".")
            space = rest.partition(".")[0]
            known = ((space or namespace, name), (namespace, space))
            service = next((one for one in known if one in self._ports), None)
            if service is not None:
                yield Mention(host, host, service)
            elif not rest and host != "localhost":
                yield Mention(host, host)

    def _is_host(self, found: re.Match[str], text: str, key: str, service: tuple[str, str]) -> bool:
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if before.endswith("://") and _USER.match(text, found.end()):
            return False
        if found["svc"] or before.endswith(("://", "@")) or _ASKED_BEFORE.search(before):
            return True
        if found["port"] and int(found["port"]) in self._ports[service]:
            return True
        return found[0] == text and bool(_ASKED.search(key))


def _private_hosts(text: str, key: str) -> Iterator[str]:
    """Addresses of a private network, of which Fly knows no host: in a URL, before a port, where a key asks for one."""
    for found in re.finditer(_ADDRESS, text):
        before, after = text[: found.start()], text[found.end() : found.end() + 2]
        in_url = before.endswith("://") or (before.endswith("@") and "://" in before)
        with_port = after[:1] == ":" and after[1:].isdigit()
        if in_url or with_port or (found[0] == text and _ASKED.search(key)):
            yield found[0]


def is_address(host: str) -> bool:
    """Whether a host is an address, and no name."""
    return host[:1].isdigit()


def _usual_port(before: str) -> int | None:
    return 80 if before.endswith("http://") else 443 if before.endswith("https://") else None


def _pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(
        rf"(?<![\w.-])(?<![^/]/)(?P<host>(?:[a-z0-9-]+-\d+\.)?(?P<name>{known})"
        r"(?:\.(?P<space>[a-z0-9-]+)(?P<svc>\.svc(?:\.[a-z][a-z0-9-]*)*)?)?)\.?(?::(?P<port>\d{1,5}))?(?!\.?[-\w])"
    )
