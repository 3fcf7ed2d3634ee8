"""What becomes of a plan, of the run that makes it, and of what it has people told."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan is in its life. Nothing published is edited; it is superseded."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class RunState(StrEnum):
    """Where a planning run is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Addressee(StrEnum):
    """Who is told something."""

    WORKER = "worker"
    LEADER = "leader"


class MessageKind(StrEnum):
    """What somebody is told in the planner."""

    NEW_PERSON = "new person"
    HANDOVER = "handover"
    CALLED_OFF = "called off"
    MEETINGS = "meetings"
    OVERLOAD = "overload"
    NOTES_OPENED = "notes opened"


class LetterKind(StrEnum):
    """What somebody is written to about, by e-mail."""

    PLAN = "plan"
    MOVE = "move"
    OVERLOAD = "overload"
    NOTES_OPENED = "notes opened"
    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105, a kind of letter
