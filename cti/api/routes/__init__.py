"""What can be asked, by subject."""

from cti.api.routes.absences import absences
from cti.api.routes.accounts import accounts
from cti.api.routes.assignments import assignments
from cti.api.routes.audit import audit
from cti.api.routes.calendars import calendars
from cti.api.routes.contacts import contacts
from cti.api.routes.explanations import explanations
from cti.api.routes.felt_weights import felt_weights
from cti.api.routes.focus_areas import focus_areas
from cti.api.routes.imports import imports
from cti.api.routes.me import me
from cti.api.routes.messages import messages
from cti.api.routes.network import network
from cti.api.routes.notes import notes
from cti.api.routes.overloads import overloads
from cti.api.routes.people import people
from cti.api.routes.phones import phones
from cti.api.routes.plans import plans
from cti.api.routes.portraits import portraits
from cti.api.routes.recommendations import recommendations
from cti.api.routes.referrals import referrals
from cti.api.routes.reviews import reviews
from cti.api.routes.runs import runs
from cti.api.routes.safety_plans import safety_plans
from cti.api.routes.scenarios import scenarios
from cti.api.routes.services import services
from cti.api.routes.sessions import sessions
from cti.api.routes.sign_on import sign_on
from cti.api.routes.workers import workers

ROUTES = (
    sessions,
    me,
    absences,
    accounts,
    assignments,
    audit,
    calendars,
    contacts,
    explanations,
    felt_weights,
    focus_areas,
    imports,
    messages,
    network,
    notes,
    overloads,
    people,
    phones,
    plans,
    portraits,
    recommendations,
    referrals,
    reviews,
    runs,
    safety_plans,
    scenarios,
    services,
    sign_on,
    workers,
)
