"""The pages that are served, by subject."""

from dashboards.routes.contacts import contacts
from dashboards.routes.home import home
from dashboards.routes.my_week import my_week
from dashboards.routes.service_list import service_list
from dashboards.routes.sign_in import sign_in

PAGES = (home, sign_in, my_week, contacts, service_list)
