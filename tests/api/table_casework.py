"""Who may call each route about the work with people; a part of the table."""

from collections.abc import Mapping

from cti.access import Permission

Row = tuple[Permission, str, str]

_PERSON, _SERVICE = "/api/people/{person_id}", "/api/services/{service_id}"
_FOCUS, _NETWORK = f"{_PERSON}/focus-areas", f"{_PERSON}/network"
_MEETINGS = f"{_PERSON}/network-meetings"

_READ = (Permission.SUPPORT_READ, "people", "person_id")
_CHANGE = (Permission.PERSON_CHANGE, "people", "person_id")
_CONTACT = (Permission.CONTACT_WRITE, "people", "person_id")
_OPEN = (Permission.NOTES_READ, "people", "person_id")
_WRITE = (Permission.NOTES_WRITE, "people", "person_id")
_PLANNING = (Permission.PLANNING_READ, "people", "person_id")
_CALENDAR = (Permission.CALENDAR_READ, "accounts", "")
_SHARE = (Permission.VIEW_SHARE, "people", "person_id")
_CASELOAD = (Permission.CASELOAD_READ, "services", "service_id")
_REVIEW = (Permission.REVIEW_WRITE, "services", "service_id")

CASEWORK: Mapping[tuple[str, str], Row] = {
    ("GET", _FOCUS): _READ,
    ("POST", _FOCUS): _CHANGE,
    ("GET", f"{_FOCUS}/{{focus_area_id}}"): _READ,
    ("PUT", f"{_FOCUS}/{{focus_area_id}}"): _CHANGE,
    ("POST", f"{_FOCUS}/{{focus_area_id}}/steps"): _CHANGE,
    ("PUT", f"{_FOCUS}/{{focus_area_id}}/steps/{{step_id}}"): _CHANGE,
    ("GET", f"{_PERSON}/portrait"): _READ,
    ("PUT", f"{_PERSON}/portrait"): _CHANGE,
    ("GET", f"{_PERSON}/safety-plan"): _READ,
    ("PUT", f"{_PERSON}/safety-plan"): _CHANGE,
    ("GET", _NETWORK): _READ,
    ("POST", _NETWORK): _CHANGE,
    ("GET", f"{_NETWORK}/{{member_id}}"): _READ,
    ("PUT", f"{_NETWORK}/{{member_id}}"): _CHANGE,
    ("GET", _MEETINGS): _READ,
    ("POST", _MEETINGS): _CHANGE,
    ("GET", f"{_MEETINGS}/{{meeting_id}}"): _READ,
    ("PUT", f"{_MEETINGS}/{{meeting_id}}"): _CHANGE,
    ("POST", f"{_MEETINGS}/{{meeting_id}}/guests"): _CHANGE,
    ("DELETE", f"{_MEETINGS}/{{meeting_id}}/guests/{{guest_id}}"): _CHANGE,
    ("GET", f"{_PERSON}/phone"): _READ,
    ("PUT", f"{_PERSON}/phone"): _CHANGE,
    ("GET", f"{_PERSON}/felt-weights"): _READ,
    ("POST", f"{_PERSON}/felt-weights"): _CONTACT,
    ("PUT", f"{_PERSON}/felt-weights/{{felt_id}}"): _CHANGE,
    ("GET", f"{_SERVICE}/felt-weights"): _CASELOAD,
    ("POST", f"{_SERVICE}/felt-weights"): _REVIEW,
    ("PUT", f"{_SERVICE}/felt-weights/{{felt_id}}"): _REVIEW,
    ("GET", f"{_SERVICE}/reviews"): _CASELOAD,
    ("POST", f"{_SERVICE}/reviews"): _REVIEW,
    ("GET", f"{_SERVICE}/reviews/{{review_id}}"): _CASELOAD,
    ("POST", f"{_SERVICE}/reviews/{{review_id}}/decisions"): _REVIEW,
    ("GET", f"{_SERVICE}/decisions"): _CASELOAD,
    ("GET", f"{_SERVICE}/decisions/{{decision_id}}"): _CASELOAD,
    ("PUT", f"{_SERVICE}/decisions/{{decision_id}}"): _REVIEW,
    ("GET", f"{_PERSON}/calendars"): _SHARE,
    ("POST", f"{_PERSON}/calendars"): _SHARE,
    ("DELETE", f"{_PERSON}/calendars/{{feed_id}}"): _SHARE,
    ("GET", f"{_SERVICE}/contacts"): _CASELOAD,
    ("GET", f"{_PERSON}/contacts"): _PLANNING,
    ("POST", f"{_PERSON}/contacts"): _CONTACT,
    ("GET", f"{_PERSON}/contacts/{{contact_id}}"): _PLANNING,
    ("POST", f"{_PERSON}/contacts/{{contact_id}}/outcome"): _CONTACT,
    ("GET", "/api/me/week"): (Permission.ME_READ, "accounts", ""),
    ("GET", f"{_SERVICE}/overloads"): (
        Permission.PLAN_READ,
        "services",
        "service_id",
    ),
    ("POST", f"{_SERVICE}/overloads/{{overload_id}}/answers"): (
        Permission.OVERLOAD_ANSWER,
        "services",
        "service_id",
    ),
    ("GET", f"{_SERVICE}/overloads/tasks"): (
        Permission.PLAN_READ,
        "services",
        "service_id",
    ),
    ("POST", f"{_SERVICE}/overloads/tasks/{{task_id}}/done"): (
        Permission.OVERLOAD_ANSWER,
        "services",
        "service_id",
    ),
    ("GET", "/api/me/calendars"): _CALENDAR,
    ("POST", "/api/me/calendars"): _CALENDAR,
    ("DELETE", "/api/me/calendars/{feed_id}"): _CALENDAR,
    ("GET", f"{_PERSON}/notes"): _OPEN,
    ("POST", f"{_PERSON}/notes"): _WRITE,
    ("POST", f"{_PERSON}/notes/{{note_id}}/corrections"): _WRITE,
    ("POST", f"{_PERSON}/reasons"): _OPEN,
    ("GET", f"{_SERVICE}/reasons"): (Permission.GLASS_READ, "services", "service_id"),
}
"""What it takes to call each of them."""

REASON_FOLLOWS = frozenset(
    {("GET", f"{_PERSON}/notes"), ("POST", f"{_PERSON}/reasons")}
)
"""Routes that let in whoever may go on with a reason, and ask for it themselves."""
