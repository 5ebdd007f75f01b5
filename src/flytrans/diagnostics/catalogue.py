"""Every code: a number that is never used again, a name for the reason, how much it matters, and a title.

A code names a reason, not a field and not a fate: many rows share one. What a person should know about each stands
in `pages`, which is read only when asked for. Codes of lint rules (1xx, 2xx) come from `rules`, through `enter`.
"""

from __future__ import annotations

from flytrans.diagnostics.finding import Effect, Severity
from flytrans.named_tuple import NamedTuple


class Code(NamedTuple):
    """A reason.

    `severity`: None where it follows the effect. `effect`: what it usually means for the app; a row may say another.
    """

    code: str
    name: str
    severity: Severity | None
    effect: Effect
    title: str


SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
"""From least to most."""

_BY_EFFECT: dict[str, Severity] = {"none": "info", "behaviour": "warning", "security": "error", "data": "error"}

_UNREADABLE = (
    Code("FT001", "toml-syntax", "error", "none", "The file is not valid TOML"),
    Code("FT002", "yaml-syntax", "error", "none", "The file is not valid YAML"),
    Code("FT003", "unknown-key", "warning", "none", "The platform does not know this key"),
    Code("FT004", "wrong-value", "error", "none", "The value has a type or form that does not fit"),
    Code("FT005", "old-spelling", "warning", "none", "An old spelling that is still read"),
    Code("FT006", "kind-not-handled", "error", "none", "An object of a kind that is not translated"),
    Code("FT007", "unreadable-file", "error", "none", "A file cannot be read"),
    Code("FT008", "refused-by-flyctl", "error", "none", "flyctl loads the file but refuses to deploy it"),
    Code("FT009", "json-syntax", "error", "none", "The file is not valid JSON"),
    Code("FT010", "unknown-format", "error", "none", "The input is none of the three formats"),
    Code("FT011", "too-large", "error", "none", "The input is larger or deeper than anything that can be deployed"),
    Code(
        "FT012", "option-without-effect", "warning", "none", "An option names something that the source does not have"
    ),
    Code("FT013", "duplicate-object", "error", "none", "The same object is there twice"),
    Code("FT014", "missing-reference", "error", "behaviour", "An object that is referred to is not in the input"),
    Code("FT015", "kind-left-out", "error", "behaviour", "An object that may act on the app is of no kind known here"),
    Code("FT016", "encrypted-object", "error", "behaviour", "An object is encrypted, so its values are not known"),
)

_APPROXIMATED = (
    Code("FT301", "whole-seconds", None, "behaviour", "A duration is rounded to whole seconds"),
    Code("FT302", "clamped", None, "none", "A value is cut to the range that the platform allows"),
    Code("FT303", "cpu-share", None, "none", "A share of a CPU becomes a request and a limit"),
    Code("FT304", "raised-to-legal-size", None, "behaviour", "The machine is larger than what was asked for"),
    Code("FT305", "fraction-fixed", None, "none", "A fraction becomes the whole number that it is today"),
    Code("FT306", "nearest-rollout", None, "behaviour", "The rollout strategy is the nearest one, not the same"),
    Code("FT307", "restart-differs", None, "behaviour", "The process is restarted in other cases"),
    Code("FT308", "image-command-differs", None, "behaviour", "The image's own ENTRYPOINT or CMD may act otherwise"),
    Code("FT309", "unverified-probe", None, "behaviour", "The probe does not verify the certificate"),
    Code("FT310", "check-gates-traffic", None, "behaviour", "A check that only informed now decides about traffic"),
    Code("FT311", "http-handler-bypassed", None, "behaviour", "The port is reached without Fly's HTTP handler"),
    Code("FT312", "any-gpu", None, "behaviour", "Any GPU is taken, not the kind that was asked for"),
    Code("FT313", "volume-size", None, "none", "The volume has another size"),
    Code("FT314", "name-changed", None, "none", "A name is spelled otherwise, as the platform demands"),
    Code("FT315", "recent-server-needed", None, "behaviour", "Only a recent API server takes this variable's name"),
    Code("FT316", "config-in-part", None, "behaviour", "A whole machine config or compose file fits only in part"),
    Code("FT317", "redirect-status", None, "none", "The redirect to HTTPS has status 308, not 301"),
    Code("FT318", "shared-public-port", None, "behaviour", "Process groups share a public port, which one now has"),
    Code("FT319", "raw-port-not-published", None, "behaviour", "A raw port is reachable inside the cluster only"),
    Code("FT320", "variable-put-in-place", None, "none", "$(NAME) is replaced by the value it has"),
    Code("FT321", "variable-left-as-text", None, "behaviour", "$(NAME) stays as text and is not expanded"),
    Code("FT322", "live-field-fixed", None, "behaviour", "A live field of the pod becomes a constant"),
    Code("FT323", "probes-merged", None, "behaviour", "Several probes became one check"),
    Code("FT324", "weaker-check", None, "behaviour", "The check asks less than the probe did"),
    Code("FT325", "delay-as-grace", None, "none", "A delay before the first probe becomes a grace period"),
    Code("FT326", "path-to-whole-host", None, "behaviour", "The backend of one path gets every path of the host"),
    Code("FT327", "nearest-kind", None, "behaviour", "The workload becomes machines of the nearest kind"),
    Code("FT328", "fuzzy-schedule", None, "behaviour", "The job runs as often, but not at the same time"),
    Code("FT329", "hook-as-release-command", None, "none", "A hook Job becomes the release command"),
    Code("FT330", "internal-port-only", None, "behaviour", "The port is reached at machines' own names, not balanced"),
    Code("FT331", "balancer-as-http", None, "behaviour", "A load balancer's port becomes HTTP and HTTPS of the proxy"),
    Code("FT332", "backend-protocol", None, "behaviour", "The protocol to the app is said in Fly's nearest words"),
    Code("FT333", "proxy-timeout", None, "behaviour", "The proxy's timeouts become one idle timeout"),
    Code("FT334", "autoscaler-as-autostop", None, "behaviour", "Autoscaling becomes starting and stopping of machines"),
    Code("FT335", "budget-as-rollout", None, "behaviour", "A disruption budget becomes a limit of the rollout"),
    Code("FT336", "job-retries", None, "behaviour", "Retries are counted for each machine, not for the Job"),
    Code("FT337", "job-count", None, "behaviour", "All runs of the Job start at once"),
    Code("FT338", "removed-at-once", None, "none", "A finished machine is removed at once"),
    Code("FT339", "resolver-replaced", None, "behaviour", "Name servers replace Fly's own"),
    Code("FT340", "host-name-differs", None, "behaviour", "The machine answers to another name"),
    Code("FT341", "scratch-on-root-disk", None, "behaviour", "A scratch volume becomes a folder on the root disk"),
    Code("FT342", "user-by-number", None, "behaviour", "User and group are set by number in one word"),
    Code("FT343", "files-added-to-folder", None, "behaviour", "Files join the image's folder and hide nothing in it"),
    Code("FT344", "apps-apart", None, "behaviour", "Workloads that cannot share a fly.toml become apps of their own"),
    Code("FT345", "volume-per-machine", None, "data", "A shared claim becomes one volume for each machine"),
    Code("FT346", "placeholder-host", "warning", "behaviour", "The host name is a placeholder"),
    Code("FT347", "placeholder-image", "warning", "behaviour", "The image is a placeholder that cannot be pulled"),
    Code("FT348", "assumed-port", "warning", "behaviour", "The port is not said; 8080 is assumed"),
    Code("FT349", "assumed-size", "warning", "behaviour", "The machine's size is not in the file"),
    Code("FT350", "platform-variable", "warning", "behaviour", "The platform sets this variable to its own value"),
    Code("FT351", "said-otherwise", None, "behaviour", "The target says it in other words"),
    Code("FT352", "machines-differ", "warning", "behaviour", "Machines of one group are not alike"),
    Code("FT353", "only-port", None, "behaviour", "No port has this name; the container's only one is asked"),
    Code("FT354", "value-as-secret", None, "behaviour", "What is not in the input comes from a secret"),
    Code("FT355", "udp-port-moved", "warning", "behaviour", "UDP is reached at the port that the app listens on"),
    Code("FT356", "cluster-name", "warning", "behaviour", "A host name is one that only the cluster knows"),
    Code("FT357", "fly-name", "warning", "behaviour", "A name or address that only Fly has"),
    Code("FT358", "placeholder-name", "warning", "behaviour", "The app's name is a placeholder"),
    Code("FT359", "assumed-volume-size", "warning", "data", "The volume's size is not in the file"),
    Code("FT360", "one-claim-for-all", None, "data", "All pods of a workload share one volume"),
    Code("FT361", "udp-address", "warning", "behaviour", "UDP arrives at one address of the machine only"),
)

_CARRIED = (
    Code("FT401", "region", None, "behaviour", "Nothing places the app in its region"),
    Code("FT402", "stop-signal", None, "behaviour", "The image's own stop signal is sent"),
    Code("FT403", "start-and-stop", None, "behaviour", "Traffic does not start or stop replicas"),
    Code("FT404", "concurrency", None, "behaviour", "Nothing limits the load of one replica"),
    Code("FT405", "tls-options", None, "behaviour", "TLS is as the Ingress controller has it"),
    Code("FT406", "http-options", None, "behaviour", "Fly's proxy would change requests or responses"),
    Code("FT407", "port-handlers", None, "behaviour", "Fly's proxy would end this connection"),
    Code("FT408", "further-checks", None, "behaviour", "A pod has one readiness probe, and another check is it"),
    Code("FT409", "check-details", None, "behaviour", "A check has a detail that the other side cannot say"),
    Code("FT410", "snapshots", None, "data", "Nobody takes snapshots of the volume"),
    Code("FT411", "volume-growth", None, "behaviour", "The volume does not grow by itself"),
    Code("FT412", "swap", None, "behaviour", "There is no swap"),
    Code("FT413", "static-files", None, "behaviour", "No proxy serves the static files"),
    Code("FT414", "build", None, "none", "Images are built before they are deployed"),
    Code("FT415", "deploy-time", None, "none", "It acts during a deploy with flyctl only"),
    Code("FT416", "host-and-kernel", None, "behaviour", "It asks something of Fly's hosts, kernel or network"),
    Code("FT417", "flyctl-setting", None, "none", "Only flyctl or one of Fly's own calls looks at it"),
    Code("FT418", "restart-retries", None, "behaviour", "Restarts are not counted"),
    Code("FT419", "wide-port-range", None, "behaviour", "The range has too many ports to list"),
    Code("FT420", "gpu-kind", None, "behaviour", "The kind of GPU is not asked for"),
    Code("FT421", "no-redirect", None, "security", "Plain HTTP may be answered without a redirect to HTTPS"),
    Code("FT422", "incomplete-entry", None, "behaviour", "The entry lacks what it takes to act"),
    Code("FT423", "impossible-variable", None, "behaviour", "No variable can have this name"),
    Code("FT424", "unsayable-schedule", "error", "behaviour", "Fly has no word for this schedule"),
    Code("FT425", "secret-origin", None, "none", "Which object a secret came from"),
    Code("FT426", "scheduling", None, "none", "Where pods are placed among nodes"),
    Code("FT427", "join-only", None, "none", "A name that only joins parts of the manifests"),
    Code("FT428", "image-pull", None, "none", "How and with which login the image is pulled"),
    Code("FT429", "controller-upkeep", None, "none", "Upkeep of a cluster controller"),
    Code("FT430", "moot-in-own-machine", None, "none", "Moot where each app has a machine of its own"),
    Code("FT431", "labels-and-notes", None, "none", "Labels, annotations and namespaces that say nothing to Fly"),
    Code("FT432", "optional-reference", None, "none", "What is referred to may be missing"),
    Code("FT433", "second-figure", None, "none", "A machine has one figure where a pod has two"),
    Code("FT434", "disk-share", None, "none", "A share of the root disk or of memory for scratch files"),
    Code("FT435", "count-as-step", None, "none", "Counts are not in a fly.toml; a step sets them"),
    Code("FT436", "ordered-identity", None, "behaviour", "Machines have no ordinals, order or stable names"),
    Code("FT437", "rollout-detail", None, "none", "A detail of the rollout that Fly has no word for"),
    Code("FT438", "service-detail", None, "none", "How a Service reaches its pods"),
    Code("FT439", "certificate", None, "none", "Fly issues its own certificates"),
    Code("FT440", "controller-choice", None, "none", "Which controller or class does the work"),
    Code("FT441", "host-as-step", None, "none", "Host names are not in a fly.toml; a step adds them"),
    Code("FT442", "volume-detail", None, "none", "Class, access mode or identity of a volume"),
    Code("FT443", "autoscaling-metric", None, "behaviour", "Fly's proxy does not scale by this metric"),
    Code("FT444", "disruption-detail", None, "none", "A detail of evictions, which Fly does not have"),
    Code("FT445", "job-detail", None, "none", "A detail of the Job that nobody on Fly enforces"),
    Code("FT446", "cron-detail", None, "none", "A detail of the CronJob that a scheduled machine lacks"),
    Code("FT447", "container-terminal", None, "none", "Nobody attaches to the container"),
    Code("FT448", "host-and-domain", None, "none", "Names inside the cluster"),
    Code("FT449", "probe-of-many", None, "behaviour", "A probe that became no check"),
    Code("FT450", "api-version", None, "none", "The API version says nothing about the app"),
    Code("FT451", "status", None, "none", "What the cluster last saw of the object"),
    Code("FT453", "service-type", None, "none", "How far the Service reaches; a step says the same"),
    Code("FT454", "no-word", None, "behaviour", "The target has no word for it"),
    Code("FT460", "no-fly-toml-key", None, "none", "A machine can have it, but fly.toml has no key for it"),
    Code("FT461", "one-per-file", None, "behaviour", "A fly.toml has one of it, for every process group"),
    Code("FT462", "file-name", None, "none", "The content of a file travels, the file's name does not"),
    Code("FT463", "port-given-twice", "error", "behaviour", "Two ports of a group have the same number"),
    Code("FT464", "unused-config", None, "behaviour", "No workload here uses the ConfigMap"),
    Code("FT465", "held-back", None, "behaviour", "What must not run yet would be started"),
)

_DROPPED = (
    Code("FT502", "secret-build-argument", "warning", "none", "A build argument that looks like a secret"),
    Code("FT503", "security-context", None, "security", "A limit on what the process may do is not enforced"),
    Code("FT504", "user-and-group", None, "security", "The process runs as the image's user"),
    Code("FT505", "cluster-identity", "error", "behaviour", "There is no cluster identity or token"),
    Code("FT506", "network-policy", None, "security", "Traffic that was refused is allowed"),
    Code("FT507", "access-control", None, "security", "Nobody checks who may reach the app"),
    Code("FT508", "lifecycle-hook", None, "behaviour", "No hook runs after the start or before the stop"),
    Code("FT509", "liveness-probe", None, "behaviour", "No check restarts a machine"),
    Code("FT510", "secret-value", None, "behaviour", "A secret's value does not travel"),
    Code("FT511", "last-applied", None, "none", "kubectl's own copy of the object"),
    Code("FT512", "command-probe", None, "behaviour", "A machine check cannot run a command"),
    Code("FT513", "run-time-limit", None, "behaviour", "Nothing ends the run after a time"),
    Code("FT514", "working-folder", None, "behaviour", "The process starts in the image's working folder"),
    Code("FT515", "node-access", "error", "behaviour", "There is no node to reach into"),
    Code("FT516", "foreign-storage", None, "data", "Storage that only another platform serves"),
    Code("FT517", "read-only-mount", None, "security", "The mount is writable"),
    Code("FT518", "further-backend", "error", "behaviour", "Another backend of the same host gets no traffic"),
    Code("FT519", "further-volume", None, "data", "A machine has one volume, and another one is it"),
    Code("FT520", "proxy-behaviour", None, "behaviour", "The Ingress controller changed requests or responses"),
    Code("FT521", "host-aliases", None, "behaviour", "Entries of /etc/hosts are not written"),
    Code("FT522", "device", "error", "behaviour", "Fly has no such device"),
    Code("FT523", "exit-code-rules", None, "behaviour", "Fly looks only at whether the exit code is zero"),
    Code("FT524", "live-value", None, "behaviour", "A value that only the cluster can fill in"),
    Code("FT525", "cluster-certificate", "error", "behaviour", "Certificates that the cluster issues"),
    Code("FT526", "kernel-setting", None, "behaviour", "Kernel settings and shared process trees"),
    Code("FT527", "windows", "error", "behaviour", "Fly runs Linux only"),
    Code("FT528", "part-of-volume", None, "data", "Only a part of the volume was mounted"),
    Code("FT529", "sticky-sessions", None, "behaviour", "A client does not stay with one machine"),
    Code("FT530", "file-owner", None, "behaviour", "Owner and mode of files are not set"),
    Code("FT531", "left-out", None, "behaviour", "The target has no word for it, and nothing is carried"),
    Code("FT532", "hook-of-another-time", None, "behaviour", "A hook is for a time that Fly does not have"),
    Code("FT533", "inside-entrance", None, "security", "What was reachable from inside only may become public"),
    Code("FT534", "hook-left-out", "warning", "behaviour", "A hook Job does not run before a deploy"),
)

_CARRIER = (
    Code("FT601", "stale-carried-value", "warning", "none", "A carried value is out of date: the file was edited"),
    Code("FT602", "unreadable-carrier", "error", "behaviour", "What was carried cannot be read"),
    Code("FT603", "oversize-carrier", "error", "behaviour", "There is more to carry than the carrier can hold"),
    Code("FT604", "newer-carrier", "warning", "behaviour", "A newer flytrans wrote what is carried"),
    Code("FT605", "orphaned-carrier", "warning", "behaviour", "What was carried belongs to something that is gone"),
)

CODES: dict[str, Code] = {}
"""Every code that has been entered, by its number."""


def enter(*codes: Code) -> None:
    """Add codes; one whose number or name is taken is refused."""
    names = {known.name for known in CODES.values()}
    for code in codes:
        if code.code in CODES or code.name in names:
            raise ValueError(f"{code.code} {code.name}: the number or the name is taken")
        CODES[code.code] = code
        names.add(code.name)


def severity_of(code: str, effect: str = "") -> Severity:
    """How much a code matters by default; `effect` where a row says another than the code's own."""
    known = CODES[code]
    return known.severity or _BY_EFFECT[effect or known.effect]


enter(*_UNREADABLE, *_APPROXIMATED, *_CARRIED, *_DROPPED, *_CARRIER)
