"""The pages that are served, by subject."""

from dashboards.routes.home import home
from dashboards.routes.person import person
from dashboards.routes.person_focus import person_focus
from dashboards.routes.person_network import person_network
from dashboards.routes.person_notes import person_notes
from dashboards.routes.person_planning import person_planning
from dashboards.routes.person_portrait import person_portrait
from dashboards.routes.sign_in import sign_in

PAGES = (
    *(home, sign_in),
    *(person, person_focus, person_network, person_notes),
    *(person_planning, person_portrait),
)
