"""Where the command `flytrans` starts; a version is told without loading anything else."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit code. Without `argv` it is the program itself, which ends."""
    if argv is not None:
        return _run(argv)
    import gc

    from flytrans.migrate.program import run_to_end

    gc.disable()  # one short run makes no garbage to speak of
    return run_to_end(lambda: _run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        from flytrans.version import VERSION

        print(f"flytrans {VERSION}")
        return 0
    if arguments[:1] == ["lint"]:
        from flytrans.cli.lint import main as lint

        code = lint(arguments[1:])
        if code is not None:
            return code
    from flytrans.cli.commands import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
