"""Why Fly does not say a leaf of a pod: its containers, volumes, security context, placement."""

from __future__ import annotations

from flytrans.kubernetes.leaf_codes import JOIN, Row, below

_SCHEDULING = Row("FT426", "Fly has no nodes to choose from")
_LIMIT = Row("FT503", "nothing limits the process but its user and the machine", (True, "RuntimeDefault", "Unconfined"))
_USER = Row("FT504", "the process runs as the image's user")
_IDENTITY = Row("FT505", "there is no cluster whose API or cloud would know the identity")
_NODE = Row("FT515", "there is no node to reach into", (False,))
_FOREIGN = Row("FT516", "only another platform serves this storage")
_DEVICE = Row("FT522", "Fly has no such device")
_LIVE = Row("FT524", "only the cluster can fill it in")
_OWNER = Row("FT530", "files that Fly writes belong to root")
_OPTIONAL = Row("FT432", "what is referred to may be missing")
_WINDOWS = Row("FT527", "Fly runs Linux only", ("linux",))
_HOOK = Row("FT508", "no hook runs after the start or before the stop")
_BENIGN = Row("FT430", "each machine has a kernel and a disk of its own")

_SECURITY = {
    "": _LIMIT,
    "/allowPrivilegeEscalation": _LIMIT,
    "/capabilities/add": Row("FT430", "root in its own machine has every capability"),
    "/privileged": _BENIGN,
    "/procMount": _BENIGN,
    "/readOnlyRootFilesystem": _LIMIT._replace(moot=(False,)),
    "/runAsUser": _USER,
    "/runAsGroup": _USER,
    "/runAsNonRoot": _USER._replace(moot=(False,)),
    "/fsGroup": Row("FT504", "volumes belong to root, and no group may write to them"),
    "/fsGroupChangePolicy": Row("FT430", "no volume is gone through for its owners"),
    "/supplementalGroups": _USER,
    "/supplementalGroupsPolicy": _USER,
    "/sysctls": Row("FT526", "a machine has no field for kernel settings"),
    "/windowsOptions": _WINDOWS,
}
_CONTAINER = {
    "/name": JOIN,
    "/env/#/name": JOIN,
    "/env/#/valueFrom/configMapKeyRef": JOIN,
    "/env/#/valueFrom/configMapKeyRef/optional": _OPTIONAL,
    "/env/#/valueFrom/secretKeyRef": Row("FT425", "which object a secret came from"),
    "/env/#/valueFrom/secretKeyRef/optional": _OPTIONAL,
    "/env/#/valueFrom/fieldRef": _LIVE,
    "/env/#/valueFrom/resourceFieldRef": Row("FT322", "a live field becomes the value that it has here"),
    "/env/#/valueFrom/fileKeyRef": _LIVE,
    "/envFrom": JOIN,
    "/envFrom/#/secretRef": Row("FT425", "which object a secret came from"),
    "/envFrom/#/configMapRef/optional": _OPTIONAL,
    "/envFrom/#/secretRef/optional": _OPTIONAL,
    "/imagePullPolicy": Row("FT428", "Fly resolves the tag once a deploy"),
    "/lifecycle": _HOOK,
    "/lifecycle/stopSignal": Row("FT402", "a fly.toml has one signal for every group"),
    "/resizePolicy": Row("FT430", "a machine that gets another size is started anew"),
    "/resources": Row("FT433", "a machine has one figure where a container has two"),
    "/resources/claims": _DEVICE,
    "/resources/limits": _DEVICE,
    "/resources/requests": _DEVICE,
    "/restartPolicy": Row("FT307", "the machine's policy is for all that runs in it"),
    "/restartPolicyRules": Row("FT523", "Fly looks only at whether the exit code is zero"),
    "/stdin": Row("FT447", "nobody attaches to it"),
    "/stdinOnce": Row("FT447", "nobody attaches to it"),
    "/tty": Row("FT447", "nobody attaches to it"),
    "/terminationMessagePath": Row("FT429", "no controller reads it"),
    "/terminationMessagePolicy": Row("FT429", "no controller reads it"),
    "/volumeDevices": Row("FT516", "Fly mounts file systems, no block devices"),
    "/volumeMounts": JOIN,
    "/volumeMounts/#/bindMountOptions": Row("FT503", "a mount has no options such as noexec"),
    "/volumeMounts/#/mountPath": Row("FT014", "what is mounted there is not in the input"),
    "/volumeMounts/#/mountPropagation": _NODE,
    "/volumeMounts/#/readOnly": Row("FT517", "the mount is writable", (False,)),
    "/volumeMounts/#/recursiveReadOnly": Row("FT517", "the mount is writable", ("Disabled",)),
    "/volumeMounts/#/subPath": Row("FT528", "Fly mounts a volume as a whole"),
    "/volumeMounts/#/subPathExpr": Row("FT528", "Fly mounts a volume as a whole"),
    "/workingDir": Row("FT514", "a machine starts in the image's working folder"),
    **{
        f"/resources/{part}/{key}": Row("FT303", "a machine has the nearest legal size")
        for part in ("limits", "requests")
        for key in ("cpu", "memory")
    },
    **{
        f"/resources/{part}/ephemeral-storage": Row("FT434", "the root disk is not sized by the app")
        for part in ("limits", "requests")
    },
    **{f"/securityContext{path}": row for path, row in _SECURITY.items()},
}
_FILES = {
    "": JOIN,
    "/defaultMode": _OWNER,
    "/items/#/mode": _OWNER,
    "/items/#/user": _OWNER,
    "/defaultUser": _OWNER,
    "/optional": _OPTIONAL,
}
_FIELDS = {"": _LIVE, "/defaultMode": _OWNER, "/defaultUser": _OWNER, "/items/#/mode": _OWNER, "/items/#/user": _OWNER}
_VOLUME = {
    "/name": JOIN,
    "": _FOREIGN,
    "/emptyDir": Row("FT434", "a folder on the root disk has no size or medium of its own"),
    "/emptyDir/mode": _OWNER,
    "/gitRepo": Row("FT516", "nothing clones it before the start"),
    "/hostPath": _NODE,
    "/image": Row("FT341", "what the image holds has to be in the app's own"),
    "/persistentVolumeClaim": JOIN,
    "/ephemeral": Row("FT442", "Fly has one kind of volume"),
    "/projected": JOIN,
    "/projected/defaultMode": _OWNER,
    "/projected/defaultUser": _OWNER,
    "/projected/sources/#/serviceAccountToken": _IDENTITY,
    "/projected/sources/#/clusterTrustBundle": Row("FT525", "the cluster issues and renews these certificates"),
    "/projected/sources/#/podCertificate": Row("FT525", "the cluster issues and renews these certificates"),
}
for _kind in ("configMap", "secret"):
    _VOLUME |= {f"/{_kind}{path}": row for path, row in _FILES.items()}
    _VOLUME |= {f"/projected/sources/#/{_kind}{path}": row for path, row in _FILES.items()}
_VOLUME |= {f"/downwardAPI{path}": row for path, row in _FIELDS.items()}
_VOLUME |= {f"/projected/sources/#/downwardAPI{path}": row for path, row in _FIELDS.items()}

POD = {
    "": _SCHEDULING,
    "/activeDeadlineSeconds": Row("FT513", "nothing ends the run after a time"),
    "/automountServiceAccountToken": _IDENTITY._replace(moot=(False,)),
    "/dnsConfig": Row("FT448", "names inside the cluster"),
    "/dnsPolicy": Row("FT448", "names inside the cluster"),
    "/enableServiceLinks": Row("FT448", "names inside the cluster"),
    "/ephemeralContainers": Row("FT451", "a container that was put into a running pod"),
    "/evictionResponders": Row("FT444", "nothing evicts machines"),
    "/hostAliases": Row("FT521", "a machine has no entries of /etc/hosts to set"),
    "/hostIPC": _NODE,
    "/hostNetwork": _NODE,
    "/hostPID": _NODE,
    "/hostUsers": _NODE._replace(moot=(True, False)),
    "/hostname": Row("FT448", "names inside the cluster"),
    "/hostnameOverride": Row("FT448", "names inside the cluster"),
    "/imagePullSecrets": Row("FT428", "fly deploy logs in by itself"),
    "/os": _WINDOWS,
    "/resourceClaims": _DEVICE,
    "/resources": Row("FT433", "the containers' own figures make the machine's size"),
    "/resources/claims": _DEVICE,
    "/restartPolicy": Row("FT307", "the machine's policy is for all that runs in it"),
    "/runtimeClassName": Row("FT430", "each machine has a kernel of its own"),
    "/serviceAccount": _IDENTITY._replace(moot=("default",)),
    "/serviceAccountName": _IDENTITY._replace(moot=("default",)),
    "/setHostnameAsFQDN": Row("FT448", "names inside the cluster"),
    "/shareProcessNamespace": Row("FT526", "containers of a machine do not see each other's processes", (False,)),
    "/subdomain": Row("FT448", "names inside the cluster"),
    "/terminationGracePeriodSeconds": Row("FT302", "at most 5 minutes"),
    **below("/securityContext", _SECURITY),
    **below("/containers/#", _CONTAINER),
    **below("/initContainers/#", _CONTAINER),
    **below("/volumes/#", _VOLUME),
}
"""The rest is about where pods are placed among nodes."""
