"""What an app is: the typed face of the plain data between the ends.

`Model.of(data)` types it, `.plain()` gives it back, exactly. The translation itself never comes here: importing this
package imports pydantic.
"""

from __future__ import annotations

from flytrans.model.app import App, Build, Deploy, FlyctlSettings, Model
from flytrans.model.checks import Check, Header, MachineCheck
from flytrans.model.containers import (
    Container,
    ContainerMount,
    Dependency,
    ExecProbe,
    FactVariable,
    File,
    Healthcheck,
    HttpProbe,
    MachineProcess,
    Restart,
    SecretVariable,
    Stop,
    TcpProbe,
    TempDir,
    TempVolume,
)
from flytrans.model.machine import (
    CacheDrive,
    Dns,
    DnsOption,
    DnsRule,
    Guest,
    Init,
    MachineRequest,
    Metrics,
    Mount,
    ProcessGroup,
    Rootfs,
    Spot,
    Static,
    VolumeRequest,
)
from flytrans.model.record import Record
from flytrans.model.services import (
    Concurrency,
    HttpOptions,
    Port,
    ProxyProtocol,
    ReplayCache,
    Response,
    Service,
    TlsOptions,
)

__all__ = [
    "App",
    "Build",
    "CacheDrive",
    "Check",
    "Concurrency",
    "Container",
    "ContainerMount",
    "Dependency",
    "Deploy",
    "Dns",
    "DnsOption",
    "DnsRule",
    "ExecProbe",
    "FactVariable",
    "File",
    "FlyctlSettings",
    "Guest",
    "Header",
    "Healthcheck",
    "HttpOptions",
    "HttpProbe",
    "Init",
    "MachineCheck",
    "MachineProcess",
    "MachineRequest",
    "Metrics",
    "Model",
    "Mount",
    "Port",
    "ProcessGroup",
    "ProxyProtocol",
    "Record",
    "ReplayCache",
    "Response",
    "Restart",
    "Rootfs",
    "SecretVariable",
    "Service",
    "Spot",
    "Static",
    "Stop",
    "TcpProbe",
    "TempDir",
    "TempVolume",
    "TlsOptions",
    "VolumeRequest",
]
