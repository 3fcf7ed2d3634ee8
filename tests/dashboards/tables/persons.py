"""Somebody's page, and what can be changed there; the search for people."""

from cti.access import Permission

_PERSON_READ_ = (Permission.PERSON_READ, "", "")
_PERSON_READ_PEOPLE = (Permission.PERSON_READ, "people", "person_id")
_VIEW_SHARE = (Permission.VIEW_SHARE, "people", "person_id")
_SUPPORT_READ = (Permission.SUPPORT_READ, "people", "person_id")
_PERSON_CHANGE = (Permission.PERSON_CHANGE, "people", "person_id")
_NOTES_READ = (Permission.NOTES_READ, "people", "person_id")
_NOTES_WRITE = (Permission.NOTES_WRITE, "people", "person_id")

TABLE = {
    ("GET", "/people"): _PERSON_READ_,
    ("GET", "/people/{person_id}"): _PERSON_READ_PEOPLE,
    ("GET", "/people/{person_id}/together"): _VIEW_SHARE,
    ("GET", "/people/{person_id}/sheet"): _VIEW_SHARE,
    ("GET", "/people/{person_id}/handover"): _SUPPORT_READ,
    ("GET", "/people/{person_id}/focus-areas/new"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/focus-areas/new"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/focus-areas/{focus_area_id}"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/focus-areas/{focus_area_id}"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/focus-areas/{focus_area_id}/steps"): _PERSON_CHANGE,
    (
        "POST",
        "/people/{person_id}/focus-areas/{focus_area_id}/steps/{step_id}",
    ): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/network/new"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/network/new"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/network/{member_id}"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/network/{member_id}"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/network-meetings/new"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/network-meetings/new"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/network-meetings/{meeting_id}"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/network-meetings/{meeting_id}"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/phone"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/phone"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/notes"): _NOTES_READ,
    ("POST", "/people/{person_id}/reasons"): _NOTES_READ,
    ("POST", "/people/{person_id}/notes"): _NOTES_WRITE,
    ("GET", "/people/{person_id}/notes/{note_id}"): _NOTES_WRITE,
    ("POST", "/people/{person_id}/notes/{note_id}"): _NOTES_WRITE,
    ("GET", "/people/{person_id}/wishes"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/wishes"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/transition"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/transition"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/pause"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/pause"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/pause/end"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/portrait"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/portrait"): _PERSON_CHANGE,
    ("GET", "/people/{person_id}/safety"): _PERSON_CHANGE,
    ("POST", "/people/{person_id}/safety"): _PERSON_CHANGE,
}
REASON_FOLLOWS = frozenset(
    {
        ("GET", "/people/{person_id}/notes"),
        ("POST", "/people/{person_id}/reasons"),
    }
)
