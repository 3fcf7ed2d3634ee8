"""A worker's week, contacts, which services there are."""

from cti.access import Permission

_PLANNING_READ_CONTACTS = (Permission.PLANNING_READ, "contacts", "contact_id")
_CONTACT_WRITE_CONTACTS = (Permission.CONTACT_WRITE, "contacts", "contact_id")
_NOTES_WRITE_CONTACTS = (Permission.NOTES_WRITE, "contacts", "contact_id")
_CONTACT_WRITE_PEOPLE = (Permission.CONTACT_WRITE, "people", "person_id")
_ME_READ = (Permission.ME_READ, "accounts", "")
_CALENDAR_READ = (Permission.CALENDAR_READ, "accounts", "")
_REVIEW_WRITE = (Permission.REVIEW_WRITE, "services", "service_id")

TABLE = {
    ("GET", "/contacts/{contact_id}"): _PLANNING_READ_CONTACTS,
    ("POST", "/contacts/{contact_id}/outcome"): _CONTACT_WRITE_CONTACTS,
    ("POST", "/contacts/{contact_id}/correction"): _CONTACT_WRITE_CONTACTS,
    ("POST", "/contacts/{contact_id}/words"): _NOTES_WRITE_CONTACTS,
    ("POST", "/contacts/{contact_id}/taking-back"): _CONTACT_WRITE_CONTACTS,
    ("POST", "/contacts/{contact_id}/lateness"): _CONTACT_WRITE_CONTACTS,
    ("GET", "/my-week/people/{person_id}/contact"): _CONTACT_WRITE_PEOPLE,
    ("POST", "/my-week/people/{person_id}/contact"): _CONTACT_WRITE_PEOPLE,
    ("GET", "/my-week"): _ME_READ,
    ("GET", "/my-week/calendar"): _CALENDAR_READ,
    ("POST", "/my-week/calendar"): _CALENDAR_READ,
    ("POST", "/my-week/calendar/{feed_id}/end"): _CALENDAR_READ,
    ("GET", "/my-week/people/{person_id}/feels"): _CONTACT_WRITE_PEOPLE,
    ("POST", "/my-week/people/{person_id}/feels"): _CONTACT_WRITE_PEOPLE,
    ("GET", "/my-week/services/{service_id}/feels"): _REVIEW_WRITE,
    ("POST", "/my-week/services/{service_id}/feels"): _REVIEW_WRITE,
    ("GET", "/services"): _ME_READ,
}
