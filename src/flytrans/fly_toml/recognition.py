"""Whether JSON or YAML that is not called fly.json or fly.yaml is one: `fly deploy -c` takes a file of any name.

flyctl tells only the language from the name (internal/appconfig/serde.go LoadConfig).
"""

from __future__ import annotations

import os
import re

_OWN = re.compile(r"""(?:^|[{,])[ \t]*["']?(?:primary_region|http_service)["']?[ \t]*:""", re.MULTILINE)
"""Keys that neither manifests nor requests to machines have."""
_OTHERS = re.compile(r"""apiVersion|"(?:requests|config|flytrans)"\s*:""")


def is_fly_by_content(name: str, text: str) -> bool:
    """Whether a JSON or YAML text is what a fly.toml is: by a key that only it has, or a name like fly.staging.json."""
    if not name.endswith((".json", ".yaml")) or _OTHERS.search(text):
        return False
    return os.path.basename(name).startswith("fly.") or _OWN.search(text) is not None
