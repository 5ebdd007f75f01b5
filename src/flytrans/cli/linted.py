"""Files that were linted: what was found, what can be put right, and both as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from flytrans.diagnostics.finding import Finding
from flytrans.fly_toml.file_names import is_fly
from flytrans.rules.texts import beside, problems_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flytrans.diagnostics.excerpt import Masked
    from flytrans.diagnostics.policy import Policy


class Linted:
    """Texts by name, and what is found in them under a policy."""

    def __init__(self, texts: Mapping[str, str], policy: Policy | None = None, profile: str = "") -> None:
        self.texts = dict(texts)
        self.policy = policy
        self.profile = profile
        self.fixed: Counter[str] = Counter()
        self._findings: list[Finding] | None = None
        self._before: dict[str, str] = {}

    @property
    def findings(self) -> list[Finding]:
        """What counts, in the order of files and lines."""
        if self._findings is None:
            problems = problems_in(self.texts, beside, self.profile)
            found = [problem.finding for problem in problems]
            self._findings = self.policy.applied(found) if self.policy is not None else found
        return self._findings

    def fix(self, unsafe: bool) -> dict[str, str]:
        """Put right what can be; the texts that are otherwise now."""
        from flytrans.rules.fixing import fix_fly_toml

        changed = {}
        for name, text in self.texts.items():
            if not is_fly(name):
                continue
            better = fix_fly_toml(name, text, unsafe=unsafe, policy=self.policy)
            self.fixed += better.counts
            if better.text != text:
                changed[name] = better.text
        self._before = {name: self.texts[name] for name in changed}
        self.texts |= changed
        self._findings = None
        return changed

    def differences(self, changed: Mapping[str, str]) -> Iterator[str]:
        """Unified diffs; of the lines around a change, those that hold a secret are not shown."""
        from difflib import unified_diff

        from flytrans.diagnostics.excerpt import HIDDEN
        from flytrans.rules.hidden import hidden_lines

        for name, text in changed.items():
            before = self._before[name].splitlines(keepends=True)
            secret = {before[number - 1] for number in hidden_lines(name, self._before[name])}
            for line in unified_diff(before, text.splitlines(keepends=True), name, name):
                if line[1:] in secret:
                    line = f"{line[0]}{HIDDEN}\n"
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

    def render(self, form: str, colour: bool) -> str:
        """The findings in one of the forms."""
        if not self.findings and form in ("full", "concise", "github"):
            return ""
        if form == "sarif":
            from flytrans.rules.registry import enter_rules

            enter_rules()
        from flytrans.diagnostics.render import render_findings

        return render_findings(self.findings, form, sources=self.texts, masked=self._masked(), colour=colour)

    def _masked(self) -> Masked:
        """Which lines may not be shown; looked for only in files of which a line is shown."""
        from flytrans.diagnostics.masking import masked_by
        from flytrans.rules.hidden import hidden_lines

        manifests = masked_by({name: text for name, text in self.texts.items() if not is_fly(name)})
        hidden: dict[str, set[int]] = {}

        def masked(file: str, document: int, line: int) -> bool:
            if not is_fly(file):
                return manifests(file, document, line)
            if file not in hidden:
                hidden[file] = hidden_lines(file, self.texts.get(file, ""))
            return line in hidden[file]

        return masked

    def summary(self) -> str:
        """One line for people."""
        if not self.findings:
            return f"{_files(len(self.texts))}: nothing found\n" if self.texts else ""
        counts: Counter[str] = Counter(finding.severity for finding in self.findings)
        words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("info", "info")}
        said = ", ".join(f"{counts[level]} {words[level][counts[level] != 1]}" for level in words if counts[level])
        return f"{_files(len(self.texts))}: {said}\n"


def _files(count: int) -> str:
    return f"{count} file{'s' if count != 1 else ''}"
