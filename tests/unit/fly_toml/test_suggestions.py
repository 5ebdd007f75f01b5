"""What an unknown key may have been meant as."""

from __future__ import annotations

import flytrans


def test_a_maximum_is_not_taken_for_a_minimum() -> None:
    text = 'app = "x"\n[http_service]\nmax_machines_running = 3\nmin_machines_runing = 1\n'
    made = flytrans.translate({"fly.toml": text}, to="machines")
    found = [(finding.line, finding.fix) for finding in made.findings if finding.code == "FT003"]
    assert found == [(3, ""), (4, "did you mean min_machines_running?")]


def test_the_linter_does_not_turn_a_minimum_into_a_maximum() -> None:
    found = flytrans.lint({"fly.toml": 'app = "x"\n[[vm]]\nsize = "shared-cpu-1x"\nmin_memory_mb = 512\n'})
    assert "max_memory_mb" not in next(finding.fix for finding in found if finding.code == "FT003")
