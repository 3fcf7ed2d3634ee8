"""Names are compared as people type them."""

import unicodedata

import pytest

from cti.spelling import folded

TYPED = [
    ("Łukasz W", "lukasz w"),
    ("ŁUKASZ", "lukasz"),
    ("Siân", "sian"),
    ("Ólafur B", "olafur b"),
    ("Nguyễn", "nguyen"),
    ("Zoë C", "zoe c"),
    ("Łódź", "lodz"),
    ("Søren Ørsted", "soren orsted"),
    ("Đặng", "dang"),
    ("Æthelred", "aethelred"),
    ("Þóra", "thora"),
    ("Strauß", "strauss"),
    ("O’Neill", "oneill"),
    ("O'Neill", "oneill"),
    ("O´Neill", "oneill"),
    ("O`Neill", "oneill"),
    ("Oʻahu", "oahu"),
    ("Ŧor", "tor"),
    ("İpek Işık", "ipek isik"),
    ("Anne-Marie", "anne-marie"),
    ("Ольга", "ольга"),
    ("Sam 2_%", "sam 2_%"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "typed"), TYPED)
def test_a_name_is_what_people_type(name: str, typed: str) -> None:
    assert folded(name) == typed
    assert folded(unicodedata.normalize("NFD", name)) == typed
    assert folded(typed) == typed
