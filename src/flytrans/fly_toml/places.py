"""Where a text says what its canonical form says: the way from a canonical place back to the leaf it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flytrans.fly_toml.differences import Steps
from flytrans.fly_toml.edits import Unplaceable
from flytrans.fly_toml.text import render_text, render_value
from flytrans.fly_toml.toml_text import index_toml
from flytrans.tree.ledger import Ledger, Path
from flytrans.tree.node import Node


class Places:
    """The places of one text, by the leaves of its canonical tree."""

    def __init__(self, text: str, tree: Node, ledger: Ledger) -> None:
        self._text = text
        self._tree = tree
        self._ledger = ledger
        self._spans, _ = index_toml(text)
        self._double = text.count('"') >= text.count("'")

    def of(self, node: Node) -> Path:
        """The leaf that a value came from, if that was one."""
        if len(node.sources) != 1:
            raise Unplaceable("no single value of the text says it")
        return self._ledger.leaves[node.sources[0]].path

    def of_list(self, node: Node) -> Path:
        """The list that values came from."""
        found = {self.of(item) for item in node.value}
        lists = {path[:-1] if isinstance(path[-1], int) else path for path in found}
        if len(lists) != 1:
            raise Unplaceable("no single list of the text says it")
        return lists.pop()

    def words_of(self, command: Node) -> Path | None:
        """The list of words that a command came from (`experimental.cmd`); None where it was one text."""
        lists = {self._ledger.leaves[leaf].path[:-1] for leaf in command.sources}
        listed = all(isinstance(self._ledger.leaves[leaf].path[-1], int) for leaf in command.sources)
        return lists.pop() if listed and len(lists) == 1 else None

    def all_of(self, path: Steps, node: Node) -> list[Path]:
        """What has to go where a place goes: a leaf, a list, or a whole table."""
        if node.value.__class__ is dict:
            return [self._table_of(node, path)]
        if node.value.__class__ is list and node.value and node.value[0].value.__class__ is dict:
            return [self._table_of(item, (*path, index)) for index, item in enumerate(node.value)]
        return [self.of_list(node) if node.value.__class__ is list else self.of(node)]

    def table(self, path: Steps) -> Path:
        """The table of the text that a canonical table came from."""
        node = self._tree.at(*(step for step in path if step is not None))
        if node is None:
            raise Unplaceable("the table is not there")
        return self._table_of(node, path)

    def last_of(self, path: Steps) -> Path:
        """The table of the text that the last item of a canonical list came from."""
        node = self._tree.at(*(step for step in path if step is not None))
        if node is None or not node.each():
            raise Unplaceable("no such list is there")
        last = len(node.value) - 1
        found = self._table_of(node.value[last], (*path, last))
        if not isinstance(found[-1], int):
            raise Unplaceable("it is no item of a list in the text")
        return found

    def has_header(self, table: Path) -> bool:
        """Whether a table has a line of its own for its name."""
        span = self._spans.get(table)
        return span is not None and self._text[span.start] == "[" and span.start < span.key_start < span.end

    def _table_of(self, node: Node, path: Steps) -> Path:
        """The table that most of its own values stand in; where it has none, the one at the same path."""
        found: Counter[Path] = Counter()
        for key, entry in node.items():
            steps = len(path) and entry.value.__class__ is not dict and key != "processes"
            for leaf in entry.data() if steps else ():
                at = self._ledger.leaves[leaf].path
                parents = [at[:end] for end in range(len(at)) if at[end] == key]
                found.update(parents[:1])
        if found:
            return found.most_common(1)[0][0]
        plain = tuple(step for step in path if step is not None)
        if plain in self._spans:
            return plain
        raise Unplaceable("the text has no such table")

    def sections(self, key: str, node: Node) -> Iterator[Path]:
        """The top-level keys that say one canonical top-level key and nothing else."""
        owners: dict[str, set[str]] = {}
        for other, entry in self._tree.items():
            for leaf in entry.leaves():
                owners.setdefault(str(self._ledger.leaves[leaf].path[0]), set()).add(other)
        tops = {str(self._ledger.leaves[leaf].path[0]) for leaf in node.data()}
        for top in sorted(tops):
            if owners[top] == {key}:
                yield (top,)
            else:
                own = {self._ledger.leaves[leaf].path for leaf in node.data()}
                yield from sorted((path for path in own if path[0] == top), key=str)

    def spelled(self, place: Path, new: Node) -> str:
        """The value in the quotes that the old one has."""
        span = self._spans.get(place)
        old = self._text[span.start : span.start + 1] if span is not None else ""
        return self._quoted(new, double=old == '"' if old in ("'", '"') else self._double)

    def new(self, node: Node) -> str:
        """The value in the quotes that the text mostly has."""
        return self._quoted(node, double=self._double)

    def _quoted(self, node: Node, *, double: bool) -> str:
        value = node.value
        if value.__class__ is list:
            return f"[{', '.join(self._quoted(item, double=double) for item in value)}]"
        if value.__class__ is str and double:
            single = render_text(value)
            plain = single[:1] == "'" and single[:3] != "'''" and '"' not in value and "\\" not in value
            return f'"{value}"' if plain else single
        return render_value(node)
