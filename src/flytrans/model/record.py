"""What every part of the model is made of: a frozen record, and the units of its scalars.

Nothing is filled in: an attribute that is None is absent, which is another thing than 0, "", false or an empty list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class _AnyText:
    """Text of any code points. pydantic's own refuses lone surrogates, which a JSON source can spell."""

    @staticmethod
    def __get_pydantic_core_schema__(_source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.json_or_python_schema(core_schema.str_schema(), core_schema.is_instance_schema(str))

    @staticmethod
    def __get_pydantic_json_schema__(_schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string"}


Text = Annotated[str, _AnyText]
Integer = Annotated[int, Field(strict=True)]
Switch = Annotated[bool, Field(strict=True)]
Number = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]
Words = tuple[Text, ...]
"""The words of a command, or another list of texts."""

Nanoseconds = Annotated[int, Field(strict=True, json_schema_extra={"x-unit": "ns"})]
Seconds = Annotated[int, Field(strict=True, json_schema_extra={"x-unit": "s"})]
Days = Annotated[int, Field(strict=True, json_schema_extra={"x-unit": "d"})]
MiB = Annotated[int, Field(strict=True, json_schema_extra={"x-unit": "MiB"})]
GB = Annotated[int, Field(strict=True, json_schema_extra={"x-unit": "GB"})]
"""10^9 bytes, as Fly counts volumes."""
Percent = Annotated[int, Field(strict=True, json_schema_extra={"x-unit": "%"})]

TextTable = dict[Text, Text]
Loose = dict[Text, Any]
"""What only one end understands, kept as it was."""


class Record(BaseModel):
    """A part of the model: frozen and lossless both ways; who makes one names known attributes only."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    @classmethod
    def of(cls, plain: Any) -> Self:
        """The record of plain data (dicts, lists, scalars); `pydantic.ValidationError` where the data is none.

        Keys that are no attributes are kept as they are, so that a newer reader is no reason to fail.
        """
        return cls.model_validate(plain, extra="allow")

    def plain(self) -> dict[str, Any]:
        """The opposite: `of(data).plain() == data`, and what is absent has no key."""
        known = {name: _plain(value) for name, value in self.__dict__.items() if value is not None}
        return known | {name: _plain(value) for name, value in (self.__pydantic_extra__ or {}).items()}

    def __eq__(self, other: object) -> bool:
        """Equal where both say the same; pydantic before 2.13 tells apart who was asked to keep further keys."""
        if not isinstance(other, Record) or type(self) is not type(other):
            return NotImplemented
        known = self.__dict__ == other.__dict__
        return known and (self.__pydantic_extra__ or {}) == (other.__pydantic_extra__ or {})

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        shown = [name for name, field in type(self).model_fields.items() if field.repr]
        return ((name, value) for name in shown if (value := getattr(self, name)) is not None)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.plain()
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value
