"""Numbers with decimals, as people write them and as they are kept: exact."""

import re
from fractions import Fraction

from dashboards.site.forms import Form

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


def decimal(
    form: Form, name: str, *, least: int, most: str, needed: str = ""
) -> Fraction | None:
    """Read a number within its limits, with two decimals at most."""
    said = form.value(name).strip()
    if not said:
        if needed:
            form.refuse(name, needed)
        return None
    if _NUMBER.fullmatch(said):
        number = Fraction(said.replace(",", "."))
        if least <= number <= Fraction(most):
            return number
    form.refuse(name, f"“{said}” is not a number from {least} to {most}")
    return None


def written(number: Fraction) -> str:
    """Write a number as a field holds it: ``20``, ``0.6``."""
    return f"{float(number):g}"
