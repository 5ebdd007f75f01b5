"""Write every generated file of the checkout, or with `--check` say which ones are out of date."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def generated() -> Iterator[tuple[Path, str]]:
    """Each file and its text. A module beside this one yields them from `files()`, by path below the checkout."""
    sys.path.insert(0, str(HERE.parent))
    for found in sorted(pkgutil.iter_modules([str(HERE)]), key=lambda module: module.name):
        if found.name == "__main__":
            continue
        files = getattr(importlib.import_module(f"generate.{found.name}"), "files", None)
        if files is not None:
            for name, text in files():
                yield ROOT / name, text


def main(check: bool) -> int:
    """Write, or compare; 1 where something is out of date."""
    wanted = dict(generated())
    folders = {path.parent for path in wanted if path.parent.name in ("codes", "rules")}
    stray = sorted(path for folder in folders for path in folder.glob("*.md") if path not in wanted)
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if check:
        for path in [*stale, *stray]:
            print(f"{path.relative_to(ROOT)}: out of date, run `make docs`", file=sys.stderr)
        return 1 if stale or stray else 0
    for path in stray:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
