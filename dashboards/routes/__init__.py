"""The pages that are served, by subject."""

from dashboards.routes.accounts import accounts
from dashboards.routes.audit import audit
from dashboards.routes.case_review import case_review
from dashboards.routes.caseloads import caseloads
from dashboards.routes.contacts import contacts
from dashboards.routes.founding import founding
from dashboards.routes.help import helping
from dashboards.routes.home import home
from dashboards.routes.imports import imports
from dashboards.routes.leaving import leaving
from dashboards.routes.me import me
from dashboards.routes.messages import messages
from dashboards.routes.my_week import my_week
from dashboards.routes.people_search import people_search
from dashboards.routes.person import person
from dashboards.routes.person_focus import person_focus
from dashboards.routes.person_meetings import person_meetings
from dashboards.routes.person_network import person_network
from dashboards.routes.person_notes import person_notes
from dashboards.routes.person_phone import person_phone
from dashboards.routes.person_planning import person_planning
from dashboards.routes.person_portrait import person_portrait
from dashboards.routes.phases import phases
from dashboards.routes.referrals import referrals
from dashboards.routes.review_felt import review_felt
from dashboards.routes.review_overloads import review_overloads
from dashboards.routes.review_plan import review_plan
from dashboards.routes.service_list import service_list
from dashboards.routes.settings import settings
from dashboards.routes.sign_in import sign_in
from dashboards.routes.what_if import what_if
from dashboards.routes.what_if_so import what_if_so
from dashboards.routes.workers import workers

PAGES = (
    accounts,
    audit,
    case_review,
    caseloads,
    contacts,
    founding,
    helping,
    home,
    imports,
    leaving,
    me,
    messages,
    my_week,
    people_search,
    person,
    person_focus,
    person_meetings,
    person_network,
    person_notes,
    person_phone,
    person_planning,
    person_portrait,
    phases,
    referrals,
    review_felt,
    review_overloads,
    review_plan,
    service_list,
    settings,
    sign_in,
    what_if,
    what_if_so,
    workers,
)
