"""What stands in a letter: that there is something to see, and where; nobody's name."""

from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from cti.plans.life import LetterKind
from cti.plans.words import counted
from cti.store.letters import Letter

SUBJECTS: Mapping[LetterKind, str] = {
    LetterKind.PLAN: "Your plan has changed",
    LetterKind.MOVE: "Who you work with has changed",
    LetterKind.OVERLOAD: "An overload needs your answer",
    LetterKind.NOTES_OPENED: "Notes were opened with a reason",
    LetterKind.INVITATION: "You are invited to the caseload planner",
    LetterKind.PASSWORD: "Set another password",
}

PASSWORD_PAGE = "/password"  # noqa: S105, an address
"""Where somebody sets a password; the link's secret stands behind a #, which browsers
send to nobody."""


def written(
    letter: Letter, *, address: str, sender: str, secret: str = ""
) -> EmailMessage:
    """Return a letter as it is sent; sent again it has the same Message-ID.

    Parameters
    ----------
    address
        How browsers reach this installation.
    secret
        Of the link, in a letter that has one.

    Raises
    ------
    ValueError
        If no letter can go to that address.
    """
    made = EmailMessage()
    made["Subject"] = SUBJECTS[letter.kind]
    made["From"] = Address("Caseload planner", addr_spec=sender)
    made["To"] = Address(addr_spec=letter.email)
    made["Date"] = format_datetime(letter.at)
    made["Message-ID"] = f"<{letter.letter_id}@{sender.rpartition('@')[2]}>"
    # So that nobody's out-of-office note answers it.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_words(letter, address, secret))
    return made


def _words(letter: Letter, address: str, secret: str) -> str:
    if letter.kind in (LetterKind.INVITATION, LetterKind.PASSWORD):
        return _with_link(letter.kind, f"{address}{PASSWORD_PAGE}#{secret}")
    return f"{_what(letter)}\n\nSign in to see: {address}\n"


def _what(letter: Letter) -> str:
    of_service = f" for {letter.service_name}" if letter.service_name else ""
    in_service = f" in {letter.service_name}" if letter.service_name else ""
    match letter.kind:
        case LetterKind.PLAN:
            about = _of_people(letter.number)
            return f"The plan{of_service} has changed: {about or 'your meetings'}."
        case LetterKind.MOVE:
            about = _of_people(letter.number)
            return f"Who works with whom{in_service} was decided anew: {about}."
        case LetterKind.OVERLOAD:
            many = counted(letter.number, "overload", "overloads")
            return f"The plan{of_service} has {many} that nobody has answered yet."
        case _:
            many = counted(letter.number, "reason was", "reasons were")
            return f"{many} given to open notes{in_service}."


def _of_people(number: int) -> str:
    if not number:
        return ""
    return f"{counted(number, 'person', 'people')} you work with, did or will"


def _with_link(kind: LetterKind, link: str) -> str:
    if kind is LetterKind.INVITATION:
        return (
            "You are invited to the caseload planner. Set a password first:\n\n"
            f"{link}\n\n"
            "The link is good once, for 7 days. You can sign in as soon as somebody "
            "has approved your account.\n"
        )
    return (
        "Somebody asked to set another password for this e-mail address:\n\n"
        f"{link}\n\n"
        "The link is good once, for an hour. If it was not you, leave it: nothing "
        "has changed.\n"
    )
