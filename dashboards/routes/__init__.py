"""The pages that are served, by subject."""

from dashboards.routes.accounts import accounts
from dashboards.routes.audit import audit
from dashboards.routes.help import helping
from dashboards.routes.home import home
from dashboards.routes.imports import imports
from dashboards.routes.me import me
from dashboards.routes.messages import messages
from dashboards.routes.settings import settings
from dashboards.routes.sign_in import sign_in
from dashboards.routes.workers import workers

PAGES = (
    home,
    sign_in,
    accounts,
    audit,
    helping,
    imports,
    me,
    messages,
    settings,
    workers,
)
