"""What can be asked, by subject."""

from cti.api.routes.accounts import accounts
from cti.api.routes.audit import audit
from cti.api.routes.explanations import explanations
from cti.api.routes.imports import imports
from cti.api.routes.me import me
from cti.api.routes.plans import plans
from cti.api.routes.recommendations import recommendations
from cti.api.routes.runs import runs
from cti.api.routes.scenarios import scenarios
from cti.api.routes.sessions import sessions

ROUTES = (
    sessions,
    me,
    accounts,
    audit,
    explanations,
    imports,
    plans,
    recommendations,
    runs,
    scenarios,
)
