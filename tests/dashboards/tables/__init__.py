"""Who may ask for which page: a module for each subject, found by itself.

A module says ``TABLE``: for a method and a path, the permission it takes, the kind of
row it is about and the part of the path that has the row's id. It may say ``OPEN``,
what everybody may ask for, and ``REASON_FOLLOWS``, what asks for a reason itself. They
are written apart from the routes, so that a route that asks for less than it should
does not say so here as well.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from cti.access import Permission

Way = tuple[str, str]
Row = tuple[Permission, str, str]

_MODULES = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]

TABLE: Mapping[Way, Row] = {
    way: row for module in _MODULES for way, row in getattr(module, "TABLE", {}).items()
}
OPEN: frozenset[Way] = frozenset(
    way for module in _MODULES for way in getattr(module, "OPEN", ())
)
REASON_FOLLOWS: frozenset[Way] = frozenset(
    way for module in _MODULES for way in getattr(module, "REASON_FOLLOWS", ())
)
