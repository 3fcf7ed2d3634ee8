"""What people in the furnished service work on and say; nobody in it exists."""

from collections.abc import Mapping
from dataclasses import dataclass

from cti.caseload.casework.network import Tie
from cti.phases import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Something somebody may work on in a phase.

    Attributes
    ----------
    steps
        The small steps in it, in the order in which they are done.
    """

    words: str
    strengths: str
    celebration: str
    steps: tuple[str, ...]


THEMES: Mapping[Phase, tuple[Theme, ...]] = {
    Phase.PRE_CTI: (
        Theme(
            words="Choose what comes with me to my own place",
            strengths="Keeps things in order, even in a small room",
            celebration="Pick the first thing for the wall",
            steps=("Write a list", "Look at the flat together", "Pack one box"),
        ),
        Theme(
            words="Know who is who before I move",
            strengths="Remembers every name after one meeting",
            celebration="Tea with everybody in one room",
            steps=("Meet the housing officer", "Save three numbers"),
        ),
    ),
    Phase.TRANSITION: (
        Theme(
            words="Make the flat feel like mine",
            strengths="Can mend nearly anything",
            celebration="Have somebody round for supper",
            steps=("Hang the curtains", "Set up the electricity", "Find a table"),
        ),
        Theme(
            words="Have money last until the end of the week",
            strengths="Has lived on very little and shared it",
            celebration="A coffee at the market on a Friday",
            steps=("Open the letters together", "Set up a standing order"),
        ),
        Theme(
            words="See a doctor I can talk to",
            strengths="Says plainly what helps and what does not",
            celebration="A walk along the river afterwards",
            steps=("Register with a practice", "Go once with company", "Go alone"),
        ),
    ),
    Phase.TRY_OUT: (
        Theme(
            words="Cook on Sundays",
            strengths="Knows her grandmother's recipes by heart",
            celebration="A meal for the neighbours",
            steps=("Buy a big pot", "Cook once with Grandma", "Ask somebody round"),
        ),
        Theme(
            words="Be back in the garden at the allotments",
            strengths="Grew tomatoes on a windowsill for years",
            celebration="The first harvest on the table",
            steps=("Ask about the waiting list", "Visit on an open day"),
        ),
        Theme(
            words="Two mornings a week with something to do",
            strengths="Is never late",
            celebration="New boots",
            steps=("Look round the workshop", "Try one morning", "Try two"),
        ),
    ),
    Phase.TRANSFER_OF_CARE: (
        Theme(
            words="Know whom I ring when it gets hard",
            strengths="Asked for help in March, and it worked",
            celebration="A card with the three numbers on it",
            steps=("Write the list", "Try one number", "Tell my sister about it"),
        ),
        Theme(
            words="Go to choir without my worker",
            strengths="Sings, and makes others sing",
            celebration="The winter concert",
            steps=("Take the bus alone", "Stay for tea afterwards"),
        ),
    ),
}

PORTRAITS = (
    (
        "A door I can lock, and nobody who asks where I was. My dog, when I have a "
        "place that allows him.",
        "I can mend nearly anything. Grandma, who has never hung up on me.",
    ),
    (
        "Seeing my daughter on Saturdays, and being on time for it.",
        "I take my time, and I cook. My sister believes in me.",
    ),
    (
        "Quiet in the mornings. Being asked first, before anybody is rung about me.",
        "I notice when somebody is not well. Big Mo has known me for twenty years.",
    ),
    (
        "To sing again, with other people.",
        "I remember every name and every tune. The choir kept my chair.",
    ),
    (
        "Work with my hands. Coming home tired from something.",
        "I am never late. My old coach would still give me a reference.",
    ),
    (
        "Growing something I can eat. Not being hurried.",
        "I have lived on very little and shared it. Mrs Pryce lends me her spade.",
    ),
)
"""What matters to people, and what they are good at, as they say it."""

SAFETY_PLAN = (
    "Ring before you come, and say your name at the door. When nights get bad I go to "
    "Grandma's; the number is on the fridge. What helps: tea, a walk, no questions."
)

NETWORK = (
    ("Grandma", Tie.FAMILY, "A ring on Sunday morning"),
    ("My sister", Tie.FAMILY, "A message in the evening"),
    ("Big Mo", Tie.FRIEND, "At the café on Fridays"),
    ("Mrs Pryce next door", Tie.NEIGHBOUR, "Knock twice"),
    ("The choir", Tie.COMMUNITY, "Tuesdays at seven"),
    ("Nurse Fern", Tie.SERVICE, "Through the practice"),
    ("My old football coach", Tie.COMMUNITY, "By telephone"),
)

REACHED = (
    ("07700 900118", "A text first, never at work"),
    ("07700 900241", "Rings back in the evening"),
    ("", "No phone just now: ask at the front desk of the hostel"),
    ("07700 900376", ""),
)
"""Numbers that are kept free for plays and films, and how somebody is reached."""

AGREED = (
    "Grandma rings on Sundays; Mrs Pryce has a spare key.",
    "My sister comes to the next appointment. Big Mo keeps Fridays free.",
    "The choir is told when I cannot come, and somebody rings.",
)
CELEBRATED = ("Ten weeks in the flat", "A whole month of mornings", "The first supper")

NOTES = (
    "We hung the curtains. She chose the colour long ago and kept the cloth for it.",
    "Walked to the practice together; he went in alone and came out with a plan.",
    "Rent is paid to the end of the month. Wants to try the standing order next.",
    "A quiet visit. Talked about the garden and what could be sown in February.",
)

DECIDED = (
    ("Ask the library about Sunday hours", -11, True),
    ("Find out who may countersign the tenancy", -2, False),
    ("Offer a second worker for the first visit", 4, False),
    ("Write to the practice about a double appointment", 9, False),
)
"""What was decided, in how many days it is due, and whether it is done."""

FELT = "Three first weeks at once. It is more than the number says."
ANSWERED = "Two people move on in the first week of it. We look again then."

SICKNESS = "sickness"
REFERRED = "Noor S"
"""Somebody who leaves hospital in three weeks."""
