"""The pages that are served, by subject."""

from dashboards.routes.caseloads import caseloads
from dashboards.routes.home import home
from dashboards.routes.sign_in import sign_in
from dashboards.routes.what_if import what_if

PAGES = (home, sign_in, caseloads, what_if)
