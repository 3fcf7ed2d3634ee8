"""The page of who may see and do what says what the rules say."""

import runpy

from cti.access import Permission
from tests.house.test_documents import unnamed
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "access.md"


def test_the_page_is_what_the_rules_make() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_access.py"))["render"]()

    assert PAGE.read_text(encoding="utf-8") == made


def test_the_page_names_every_permission() -> None:
    assert unnamed(PAGE.read_text(encoding="utf-8"), Permission) == []
