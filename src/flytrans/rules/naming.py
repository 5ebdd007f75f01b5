"""What Kubernetes takes for the several kinds of names.

Source: Kubernetes apimachinery pkg/util/validation/validation.go and pkg/api/validation/path.
"""

from __future__ import annotations

import re

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_PORT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_QUALIFIED = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")
_KEY = re.compile(r"[-._a-zA-Z0-9]+")
_PLACEHOLDER = re.compile(r"\$|[{}<>%]|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$")
LONGEST_LABEL = 63
LONGEST_SUBDOMAIN = 253
LONGEST_PORT = 15
ADDRESS_DOTS = 3
LONGEST_OF_CRON_JOB = 52
"""The Jobs that it makes get eleven characters more (pkg/apis/batch/validation)."""


def is_label(text: str) -> bool:
    """A name without dots: of a container, a namespace, a volume (IsDNS1123Label)."""
    return len(text) <= LONGEST_LABEL and _LABEL.fullmatch(text) is not None


def is_subdomain(text: str) -> bool:
    """A name with dots: of most objects (IsDNS1123Subdomain)."""
    return len(text) <= LONGEST_SUBDOMAIN and _SUBDOMAIN.fullmatch(text) is not None


def is_short_subdomain(text: str) -> bool:
    """A CronJob's name."""
    return len(text) <= LONGEST_OF_CRON_JOB and is_subdomain(text)


def is_beginning(text: str) -> bool:
    """What a server makes a name of: `generateName`."""
    return is_subdomain(text.rstrip("-.") or "a")


def is_variable(text: str) -> bool:
    """The name of an environment variable: printable, without an equals sign (IsRelaxedEnvVarName)."""
    return text.isascii() and text.isprintable() and "=" not in text


def is_host(text: str) -> bool:
    """A host of an Ingress; its first part may be a star (ValidateIngressSpec, IsWildcardDNS1123Subdomain)."""
    return is_subdomain(text.removeprefix("*."))


def is_rule_host(text: str) -> bool:
    """The same where rules are for it: no address."""
    return is_host(text) and not (text.count(".") == ADDRESS_DOTS and text.replace(".", "").isdigit())


def is_port_name(text: str) -> bool:
    """A container port's: short, with a letter in it (IsValidPortName)."""
    return len(text) <= LONGEST_PORT and _PORT.fullmatch(text) is not None and not text.replace("-", "").isdigit()


def is_label_value(text: str) -> bool:
    """The value of a label (IsValidLabelValue)."""
    return not text or (len(text) <= LONGEST_LABEL and _QUALIFIED.fullmatch(text) is not None)


def is_label_key(text: str) -> bool:
    """The key of a label or annotation: a name, with a domain before it or not (IsQualifiedName)."""
    domain, slash, name = text.rpartition("/")
    return is_label_value(name) and bool(name) and (not slash or is_subdomain(domain))


def is_data_key(text: str) -> bool:
    """The key of an entry in a ConfigMap or Secret (IsConfigMapKey)."""
    return (
        len(text) <= LONGEST_SUBDOMAIN
        and _KEY.fullmatch(text) is not None
        and not text.startswith("..")
        and text != "."
    )


def is_placeholder(text: str) -> bool:
    """Whether something else is to be put here before use: `$NAME`, `{{ name }}`, `<name>`, `YOUR_NAME`."""
    return _PLACEHOLDER.search(text) is not None


def nearest(text: str) -> str:
    """A name made of what is usable in a text."""
    return re.sub(r"[^a-z0-9-]+", "-", text.lower()).strip("-")
