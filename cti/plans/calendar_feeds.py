"""A calendar that somebody's phone may fetch, until it expires or is revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(days=365)
"""How long a feed lasts; whoever still wants it then opens another."""

NOTED_EVERY = timedelta(hours=1)
"""How exactly it is noted when a feed was last used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """A calendar that whoever knows its secret may fetch.

    Attributes
    ----------
    version
        Which of its versions this is.
    worker_id, person_id
        Whose contacts it shows; one of the two.
    with_names
        Whether its owner asked for names in it.
    expires_at
        From when on it is not there; exclusive.
    used_at
        When it was last fetched, to the hour; None if never.
    """

    feed_id: str
    service_id: str
    version: int
    worker_id: str | None
    person_id: str | None
    with_names: bool
    opened_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    def is_open_at(self, at: datetime) -> bool:
        """Whether it may be fetched at a moment."""
        return self.revoked_at is None and at < self.expires_at

    def is_to_be_noted(self, at: datetime) -> bool:
        """Whether a use at a moment is worth a note."""
        return self.used_at is None or at - self.used_at >= NOTED_EVERY
