"""`NamedTuple` for classes of which many are made at every start and few are used.

`typing.NamedTuple` turns each annotation into a type and compiles a constructor for each class: 64 classes take as
long as the interpreter itself. Here annotations stay as they are written, and a class compiles its constructor when
its first value is made. To type checkers it is `typing.NamedTuple`; what the standard one has (`_fields`, `_replace`,
`_asdict`, `_make`, matching, copying) is there.

`typing` itself takes a third as long to load as the interpreter. So what is loaded to lint or to translate a fly.toml
imports its names where only type checkers look, under `TYPE_CHECKING = False`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # a name that other modules take from here
else:
    try:
        from _collections import _tuplegetter as _getter
    except ImportError:
        from operator import itemgetter

        def _getter(index, doc):
            return property(itemgetter(index), doc=doc)

    class _Making(type):
        """Makes subclasses of tuple from classes that only name their fields."""

        def __new__(cls, name, bases, space):
            if not bases:
                return super().__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            defaults = {field: space.pop(field) for field in fields if field in space}
            space |= {field: _getter(index, f"Field {index}") for index, field in enumerate(fields)}
            space |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            space |= {name: method for name, method in _METHODS.items() if name not in space}
            return type(name, (tuple,), space)

    class NamedTuple(metaclass=_Making):
        """Fields by annotation, with defaults."""

    def _first(cls, *args, **named):
        """The constructor before there is one."""
        made = next(base for base in cls.__mro__ if "_fields" in base.__dict__)
        given = [f"{f}=_defaults[{f!r}]" if f in made._field_defaults else f for f in made._fields]
        code = f"lambda _cls, {', '.join(given)}: _new(_cls, ({''.join(f'{f}, ' for f in made._fields)}))"
        new = eval(code, {"_new": tuple.__new__, "_defaults": made._field_defaults, "__name__": made.__module__})
        new.__name__, new.__qualname__ = "__new__", f"{made.__qualname__}.__new__"
        made.__new__ = staticmethod(new)
        return new(cls, *args, **named)

    def _make(cls, values):
        values = tuple(values)
        if len(values) != len(cls._fields):
            raise TypeError(f"expected {len(cls._fields)} values, got {len(values)}")
        return tuple.__new__(cls, values)

    def _replace(self, /, **changed):
        made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
        if changed:
            raise ValueError(f"got unexpected field names: {list(changed)!r}")
        return made

    def _asdict(self):
        return dict(zip(self._fields, self, strict=True))

    def _repr(self):
        return f"{type(self).__name__}({', '.join(f'{f}={v!r}' for f, v in zip(self._fields, self, strict=True))})"

    def _values(self):
        return tuple(self)

    _METHODS = {
        "__new__": staticmethod(_first),
        "_make": classmethod(_make),
        "_replace": _replace,
        "_asdict": _asdict,
        "__repr__": _repr,
        "__getnewargs__": _values,
    }
