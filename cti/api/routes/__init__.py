"""What can be asked, by subject."""

from cti.api.routes.absences import absences
from cti.api.routes.accounts import accounts
from cti.api.routes.assignments import assignments
from cti.api.routes.me import me
from cti.api.routes.people import people
from cti.api.routes.referrals import referrals
from cti.api.routes.services import services
from cti.api.routes.sessions import sessions
from cti.api.routes.workers import workers

ROUTES = (
    sessions,
    me,
    absences,
    accounts,
    assignments,
    people,
    referrals,
    services,
    workers,
)
