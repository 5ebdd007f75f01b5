"""What has to be done beside the manifests, in order, as lines for a shell; never with a secret's value."""

from __future__ import annotations

import shlex

from flytrans.kubernetes.arrangement import is_before
from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.environment import secret_names
from flytrans.kubernetes.kinds import API_VERSIONS, template_of
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.shape import write
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.document import Document
from flytrans.tree.node import Node, items_of, text_at

PLATFORM = "kubernetes"
_IDENTITY = (("kind",), ("metadata", "name"), ("metadata", "namespace"))
_EARLY = ("Namespace", "ConfigMap", "Secret", "ExternalSecret")
"""What a pod cannot start without."""
_ROLLED = ("Deployment", "StatefulSet", "DaemonSet")


class _Object(NamedTuple):
    file: str
    kind: str
    name: str
    space: str
    node: Node

    @property
    def scope(self) -> str:
        """The flag that names the namespace."""
        return f" -n {shlex.quote(self.space)}" if self.space else ""

    @property
    def word(self) -> str:
        """Kind and name as kubectl takes them."""
        return shlex.quote(f"{self.kind.lower()}/{self.name}")


def write_steps(model: Node, cx: Writing) -> None:
    """The steps for the objects of a model, in order."""
    found = [_object(document) for document in write(model, Writing(cx.ledger, cx.options, own=True))]
    for space in sorted({one.space for one in found} - {"", "default"}):
        own = next((one.file for one in found if one.kind == "Namespace" and one.name == space), "")
        line = f"kubectl apply -f {shlex.quote(own)}" if own else f"kubectl create namespace {shlex.quote(space)}"
        cx.step(PLATFORM, f"the namespace {space} has to be there", line)
    for app in items_of(model.get("apps")):
        _secrets(app, Names.of(app, cx), found, cx)
    _login(found, cx)
    _certificates(found, cx)
    _release(found, cx)
    claims = [f"-f {shlex.quote(one.file)}" for one in found if one.kind == "PersistentVolumeClaim"]
    for index in range(len(items_of(model.get("apps")))) if claims else ():
        cx.move_data(cx, index, f"kubectl apply {' '.join(claims)}")
    if found:
        cx.step(PLATFORM, "apply everything", "kubectl apply -R -f manifests/")
    _rollouts(found, cx)
    for index in range(len(items_of(model.get("apps")))):
        cx.move_data(cx, index)
    _addresses(found, cx)


def _object(document: Document) -> _Object:
    node = document.node
    kind, name, space = (text_at(node, *path) for path in _IDENTITY)
    return _Object(document.file, kind, name, space, node)


def _secrets(app: Node, names: Names, found: list[_Object], cx: Writing) -> None:
    space = text_of(names.namespace)
    scope = f" -n {shlex.quote(space)}" if space else ""
    held = {key for one in found if one.kind in ("Secret", "ExternalSecret") for key in (one.name,)}
    given = text_of(app.at("kubernetes", "secrets")) or names.object("secrets").value
    keys = [str(node.value) for node in secret_names(app)]
    if given not in held and found:
        line = f"kubectl create secret generic {shlex.quote(given)}{scope}"
        if keys:
            literals = " ".join(f'--from-literal={shlex.quote(key)}="${_variable(key)}"' for key in keys)
            cx.step(PLATFORM, "the secrets are referred to, never written", f"{line} {literals}", needs=tuple(keys))
        elif any(_refers(one.node, given) for one in found):
            known = text_of(app.get("name"))
            asked = f"fly secrets list -a {shlex.quote(known)}" if known else "fly secrets list"
            why = f"secrets, if the app has any ({asked}), one NAME=VALUE a line, as fly ssh console -C env shows them"
            cx.step(PLATFORM, why, f"{line} --from-env-file=secrets.env", needs=("secrets.env",))
    name = names.object("secret-files").value
    files = sorted({key for one in found for key in _secret_files(one, name)})
    if files:
        line = f"kubectl create secret generic {shlex.quote(name)}{scope}"
        parts = " ".join(f"--from-file={shlex.quote(f'{key}={key}')}" for key in files)
        why = "files from secrets: each file holds the decoded bytes, where Fly's secret holds base64"
        cx.step(PLATFORM, why, f"{line} {parts}", needs=tuple(files))


def _refers(node: Node, secret: str) -> bool:
    """Whether variables of a container below come from a Secret."""
    for key, child in node.items():
        if key in ("secretRef", "secretKeyRef") and text_of(child.get("name")) == secret:
            return True
        if _refers(child, secret):
            return True
    return any(_refers(item, secret) for item in node.each())


def _secret_files(one: _Object, name: str) -> list[str]:
    out = []
    template = template_of(one.node) if one.kind in API_VERSIONS else None
    for volume in tables_of(template.at("spec", "volumes")) if template is not None else []:
        if text_of(volume.at("secret", "secretName")) == name:
            out += [text_at(item, "key") for item in tables_of(volume.at("secret", "items"))]
    return out


def _variable(key: str) -> str:
    """A shell variable for a key; letters, digits and _ only."""
    name = "".join(c if c.isalnum() and c.isascii() else "_" for c in key)
    return f"{{{name if not name[:1].isdigit() else '_' + name}}}"


def _login(found: list[_Object], cx: Writing) -> None:
    name = cx.options.image_pull_secret
    if name is None or not found:
        return
    held = next((one for one in found if one.kind in _ROLLED), found[0])
    line = f'kubectl create secret docker-registry {shlex.quote(name)}{held.scope} --docker-server="$REGISTRY"'
    login = '--docker-username="$REGISTRY_USER" --docker-password="$REGISTRY_PASSWORD"'
    needs = ("REGISTRY", "REGISTRY_USER", "REGISTRY_PASSWORD")
    cx.step(PLATFORM, "the login for the registry of the image", f"{line} {login}", needs=needs)


def _certificates(found: list[_Object], cx: Writing) -> None:
    if cx.options.tls_issuer is not None:
        return
    for one in found:
        for entry in tables_of(one.node.at("spec", "tls")) if one.kind == "Ingress" else []:
            name = text_of(entry.get("secretName"))
            if name:
                hosts = ", ".join(text_of(host) or "" for host in items_of(entry.get("hosts")))
                line = f"kubectl create secret tls {shlex.quote(name)}{one.scope} --cert=tls.crt --key=tls.key"
                why = f"the certificate for {hosts}, unless an issuer makes it (--tls-issuer NAME)"
                cx.step(PLATFORM, why, line, needs=("tls.crt", "tls.key"))


def _release(found: list[_Object], cx: Writing) -> None:
    """kubectl knows no order between a Job and a rollout, so the Job is applied and waited for first."""
    for one in found:
        if one.kind != "Job" or not is_before(one.node):
            continue
        early = [o.file for o in found if o.kind in _EARLY and o.space in ("", one.space)]
        flags = " ".join(f"-f {shlex.quote(file)}" for file in [*early, one.file])
        seconds = whole_of(one.node.at("spec", "activeDeadlineSeconds")) or 300
        wait = f"kubectl wait{one.scope} --for=condition=complete --timeout={seconds}s {one.word}"
        cx.step(PLATFORM, "the release command runs to its end before the rest", f"kubectl apply {flags} && {wait}")


def _rollouts(found: list[_Object], cx: Writing) -> None:
    rolled = [one for one in found if one.kind in _ROLLED]
    for one in rolled:
        line = f"kubectl rollout status{one.scope} {one.word}"
        cx.step(PLATFORM, f"wait until {one.name} runs", line)
    for scope in sorted({one.scope for one in rolled}):
        names = " ".join(one.word for one in rolled if one.scope == scope)
        why = "after a change of a secret, and only then: pods do not notice it by themselves"
        cx.step(PLATFORM, why, f"kubectl rollout restart{scope} {names}")


def _addresses(found: list[_Object], cx: Writing) -> None:
    told = {""}
    for one in found:
        if one.kind == "Ingress":
            hosts = sorted({text_at(rule, "host") for rule in tables_of(one.node.at("spec", "rules"))} - told)
            if hosts:
                told.update(hosts)
                line = f"kubectl get ingress{one.scope} {shlex.quote(one.name)}"
                cx.step(PLATFORM, f"point the DNS of {', '.join(hosts)} to the address of the Ingress", line)
        elif one.kind == "Service" and text_of(one.node.at("spec", "type")) == "LoadBalancer":
            line = f"kubectl get service{one.scope} {shlex.quote(one.name)}"
            cx.step(PLATFORM, f"the public address of {one.name}", line)
