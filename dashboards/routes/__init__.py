"""The pages that are served, by subject."""

from dashboards.routes.case_review import case_review
from dashboards.routes.home import home
from dashboards.routes.referrals import referrals
from dashboards.routes.review_overloads import review_overloads
from dashboards.routes.review_plan import review_plan
from dashboards.routes.sign_in import sign_in

PAGES = (home, sign_in, case_review, review_plan, review_overloads, referrals)
