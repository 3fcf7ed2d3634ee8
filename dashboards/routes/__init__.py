"""The pages that are served, by subject."""

from dashboards.routes.caseloads import caseloads
from dashboards.routes.home import home
from dashboards.routes.people_search import people_search
from dashboards.routes.phases import phases
from dashboards.routes.sign_in import sign_in
from dashboards.routes.what_if import what_if

PAGES = (
    caseloads,
    home,
    people_search,
    phases,
    sign_in,
    what_if,
)
