"""Column types that say the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from enum import Enum
from fractions import Fraction

from sqlalchemy import JSON, DateTime, Dialect, String, Text, TypeDecorator

from cti.caseload.hours import Span, WeekHours

Spans = list[list[int]]
"""Weekday, from and to, for each span of a week."""

ID_LENGTH = 32
"""Random ids, in hexadecimal: nothing can be counted or guessed from them."""


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Keep it as UTC; SQLite keeps no zone, so it gets none."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment without a zone: {value}"
            raise ValueError(msg)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give it back as UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class WallTime(TypeDecorator[datetime]):
    """A date and time as on the clock on the wall: what is agreed with somebody.

    It stays what it is when clocks change, so it is kept without a zone; one with a
    zone is refused.
    """

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Keep it as it is."""
        del dialect
        if value is not None and value.tzinfo is not None:
            msg = f"a time on the wall has no zone: {value}"
            raise ValueError(msg)
        return value


class Exact(TypeDecorator[Fraction]):
    """A number without rounding, such as ``39/2``."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(
        self, value: Fraction | None, dialect: Dialect
    ) -> str | None:
        """Keep it as a fraction in lowest terms."""
        del dialect
        return None if value is None else str(Fraction(value))

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> Fraction | None:
        """Give it back exact."""
        del dialect
        return None if value is None else Fraction(value)


class Labels(TypeDecorator[frozenset[str]]):
    """A set of words, such as the languages somebody speaks."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: frozenset[str] | None, dialect: Dialect
    ) -> list[str]:
        """Keep them in order, so that equal sets are kept alike."""
        del dialect
        return sorted(value or ())

    def process_result_value(
        self, value: list[str] | None, dialect: Dialect
    ) -> frozenset[str]:
        """Give them back as a set."""
        del dialect
        return frozenset(value or ())


class Hours(TypeDecorator[WeekHours]):
    """A week of hours: weekday, from and to in minutes after midnight."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(
        self, value: WeekHours | None, dialect: Dialect
    ) -> Spans | None:
        """Keep the spans in their order."""
        del dialect
        if value is None:
            return None
        return [[s.weekday, s.from_minute, s.to_minute] for s in value.spans]

    def process_result_value(
        self, value: Spans | None, dialect: Dialect
    ) -> WeekHours | None:
        """Give back the same week."""
        del dialect
        return (
            None if value is None else WeekHours(tuple(Span(*each) for each in value))
        )


class OneOf(TypeDecorator[Enum]):
    """One of an enumeration, kept as its value, which the database checks too."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind
        self._known = {str(each.value): each for each in kind}

    def process_bind_param(
        self, value: Enum | str | None, dialect: Dialect
    ) -> str | None:
        """Keep the value, of one that is known."""
        del dialect
        return None if value is None else str(self.kind(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:
        """Give back the member."""
        del dialect
        return None if value is None else self._known[value]


Id = String(ID_LENGTH)
Words = Text
