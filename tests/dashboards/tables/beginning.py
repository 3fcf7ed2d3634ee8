"""Signing in and out, and where everybody begins."""

from cti.access import Permission

OPEN = frozenset(
    {
        ("GET", "/sign-in"),
        ("POST", "/sign-in"),
        ("GET", "/forgotten"),
        ("POST", "/forgotten"),
        ("GET", "/password"),
        ("POST", "/password"),
        ("GET", "/manifest.webmanifest"),
        ("GET", "/service-worker.js"),
    }
)

TABLE = {
    ("GET", "/"): (Permission.ME_READ, "accounts", ""),
    ("POST", "/sign-out"): (Permission.SESSION_END, "accounts", ""),
}
