"""The pages that are served, by subject."""

from dashboards.routes.home import home
from dashboards.routes.people_search import people_search
from dashboards.routes.phases import phases
from dashboards.routes.sign_in import sign_in

PAGES = (home, sign_in, phases, people_search)
