"""The pages that are served, by subject."""

from dashboards.routes.home import home
from dashboards.routes.sign_in import sign_in

PAGES = (home, sign_in)
