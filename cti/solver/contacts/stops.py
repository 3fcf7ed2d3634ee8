"""What a worker's day is made of: contacts, and what it is built around."""

from collections.abc import Sequence

from cti.solver.contacts.timing import Prices, Timing


class Stop:
    """Something in a worker's day: a contact, or what the day is built around.

    Attributes
    ----------
    person
        Index of the person; -1 for a team event and for the ends of the day.
    minutes
        How long it takes.
    place
        Index of the locality.
    prices
        Shape ``(QUARTERS,)``: what each start costs; `NEVER` where it cannot be.
        None for what is fixed and may begin off the grid.
    start, end
        Minutes after midnight of what is fixed.
    usual
        The minute the person is used to, for choosing among equal times; -1 for none.
    """

    __slots__ = ("end", "minutes", "person", "place", "prices", "start", "usual")

    def __init__(
        self,
        *,
        person: int,
        minutes: int,
        place: int,
        prices: Prices | None = None,
        start: int = 0,
        usual: int = -1,
    ) -> None:
        self.person = person
        self.minutes = minutes
        self.place = place
        self.prices = prices
        self.start = start
        self.end = start + minutes
        self.usual = usual

    @property
    def is_contact(self) -> bool:
        """Whether somebody is met."""
        return self.person >= 0


class WorkDay:
    """What a worker's day is built around.

    Attributes
    ----------
    worker, day
        Indices.
    timing
        What fits into the hours.
    fixed
        Appointments and team events in order, between the two ends of the day.
    needs_break
        False where what is fixed leaves no room for the midday break.
    minutes_left
        Minutes of contact that may be added.
    ways, way_price
        Minutes from place to place, and the price of one.
    """

    __slots__ = (
        "day",
        "fixed",
        "minutes_left",
        "needs_break",
        "timing",
        "way_price",
        "ways",
        "worker",
    )

    def __init__(
        self,
        *,
        worker: int,
        day: int,
        timing: Timing,
        fixed: Sequence[Stop],
        needs_break: bool,
        minutes_left: int,
        ways: Sequence[Sequence[int]],
        way_price: int,
    ) -> None:
        self.worker = worker
        self.day = day
        self.timing = timing
        self.fixed = tuple(fixed)
        self.needs_break = needs_break
        self.minutes_left = minutes_left
        self.ways = ways
        self.way_price = way_price

    def way(self, before: Stop, after: Stop) -> int:
        """Return the minutes between two stops; none where nobody is met at either."""
        if before.is_contact or after.is_contact:
            return self.ways[before.place][after.place]
        return 0
