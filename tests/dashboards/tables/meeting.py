"""The weekly case review, referrals, what if, caseloads, phases."""

from cti.access import Permission

_PLAN_READ_SERVICES = (Permission.PLAN_READ, "services", "service_id")
_REVIEW_WRITE = (Permission.REVIEW_WRITE, "services", "service_id")
_CASELOAD_READ = (Permission.CASELOAD_READ, "services", "service_id")
_PERSON_CHANGE = (Permission.PERSON_CHANGE, "people", "person_id")
_REFERRAL_ADD = (Permission.REFERRAL_ADD, "services", "service_id")
_PLAN_READ_PEOPLE = (Permission.PLAN_READ, "people", "person_id")
_PLAN_PUBLISH_PEOPLE = (Permission.PLAN_PUBLISH, "people", "person_id")
_OVERLOAD_ANSWER = (Permission.OVERLOAD_ANSWER, "services", "service_id")
_PLAN_MAKE_SERVICES = (Permission.PLAN_MAKE, "services", "service_id")
_PLAN_READ_RUNS = (Permission.PLAN_READ, "runs", "run_id")
_PLAN_MAKE_RUNS = (Permission.PLAN_MAKE, "runs", "run_id")
_PLAN_READ_PLANS = (Permission.PLAN_READ, "plans", "plan_id")
_PLAN_PUBLISH_PLANS = (Permission.PLAN_PUBLISH, "plans", "plan_id")
_PLAN_MAKE_PLANS = (Permission.PLAN_MAKE, "plans", "plan_id")
_PLAN_PUBLISH_SERVICES = (Permission.PLAN_PUBLISH, "services", "service_id")

TABLE = {
    ("GET", "/services/{service_id}/review"): _PLAN_READ_SERVICES,
    ("POST", "/services/{service_id}/review/meetings"): _REVIEW_WRITE,
    ("POST", "/services/{service_id}/review/felt/{felt_id}"): _REVIEW_WRITE,
    ("POST", "/services/{service_id}/review/decisions"): _REVIEW_WRITE,
    ("GET", "/services/{service_id}/review/decisions/{decision_id}"): _REVIEW_WRITE,
    ("POST", "/services/{service_id}/review/decisions/{decision_id}"): _REVIEW_WRITE,
    ("GET", "/services/{service_id}/caseloads"): _PLAN_READ_SERVICES,
    ("GET", "/services/{service_id}/phases"): _CASELOAD_READ,
    ("POST", "/services/{service_id}/phases/{person_id}/transition"): _PERSON_CHANGE,
    ("GET", "/services/{service_id}/referrals/new"): _REFERRAL_ADD,
    ("POST", "/services/{service_id}/referrals/new"): _REFERRAL_ADD,
    ("GET", "/services/{service_id}/referrals/{person_id}"): _PLAN_READ_PEOPLE,
    ("POST", "/services/{service_id}/referrals/{person_id}"): _PLAN_PUBLISH_PEOPLE,
    (
        "POST",
        "/services/{service_id}/referrals/{person_id}/withdrawal",
    ): _PERSON_CHANGE,
    (
        "GET",
        "/services/{service_id}/review/overloads/{overload_id}",
    ): _PLAN_READ_SERVICES,
    ("POST", "/services/{service_id}/review/overloads/{overload_id}"): _OVERLOAD_ANSWER,
    ("POST", "/services/{service_id}/review/runs"): _PLAN_MAKE_SERVICES,
    ("GET", "/services/{service_id}/review/runs/{run_id}"): _PLAN_READ_RUNS,
    (
        "POST",
        "/services/{service_id}/review/runs/{run_id}/cancellation",
    ): _PLAN_MAKE_RUNS,
    (
        "POST",
        "/services/{service_id}/review/plans/{plan_id}/caseloads",
    ): _PLAN_READ_PLANS,
    (
        "POST",
        "/services/{service_id}/review/plans/{plan_id}/decisions",
    ): _PLAN_PUBLISH_PLANS,
    (
        "POST",
        "/services/{service_id}/review/plans/{plan_id}/publication",
    ): _PLAN_PUBLISH_PLANS,
    (
        "POST",
        "/services/{service_id}/review/plans/{plan_id}/discarding",
    ): _PLAN_MAKE_PLANS,
    (
        "POST",
        "/services/{service_id}/review/pins/{pin_id}/removal",
    ): _PLAN_PUBLISH_SERVICES,
    (
        "POST",
        "/services/{service_id}/review/overloads/tasks/{task_id}",
    ): _REVIEW_WRITE,
    ("GET", "/services/{service_id}/what-if"): _PLAN_READ_SERVICES,
    ("POST", "/services/{service_id}/what-if"): _PLAN_READ_SERVICES,
    ("POST", "/services/{service_id}/what-if/trials"): _PLAN_READ_SERVICES,
    (
        "POST",
        "/services/{service_id}/what-if/trials/{trial_id}/cancellation",
    ): _PLAN_READ_SERVICES,
    ("GET", "/services/{service_id}/what-if/so"): _PLAN_MAKE_SERVICES,
    ("POST", "/services/{service_id}/what-if/so"): _PLAN_MAKE_SERVICES,
    ("GET", "/services/{service_id}/what-if/so/{revision}"): _PLAN_MAKE_SERVICES,
    (
        "POST",
        "/services/{service_id}/what-if/so/{revision}/undoing",
    ): _PLAN_MAKE_SERVICES,
}
