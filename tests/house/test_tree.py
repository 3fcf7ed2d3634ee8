"""The tests that read files read all of them."""

from pathlib import Path

from tests.house.tree import ROOT, documents, modules, shown, texts


def test_texts_of_every_kind_are_read() -> None:
    read = {shown(path) for path in texts()}

    assert {
        ".ci/run",
        ".gitignore",
        "Makefile",
        "README.md",
        "cti/phases/catalogue/cti.toml",
        "cti/units.py",
        "dashboards/render.py",
        "docs/adr/0001-layers-and-pure-practice.md",
        "docs/make_practice.py",
        "pyproject.toml",
        "requirements/dev.txt",
        "tests/house/test_tree.py",
    } <= read


def test_modules_and_documents_are_found_wherever_they_are() -> None:
    assert {"cti/units.py", "cti/caseload/ledger.py", "dashboards/render.py"} <= {
        shown(path) for path in modules()
    }
    assert {"README.md", "CONTRIBUTING.md", "docs/method.md"} <= {
        shown(path) for path in documents()
    }


def test_what_tools_leave_behind_is_not_read(tmp_path: Path) -> None:
    for name in (
        "cti/units.py",
        "cti/__pycache__/units.py",
        "docs/picture.png",
        ".venv/site.py",
        ".coverage.host",
        "Makefile",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    assert [shown(path, root=tmp_path) for path in texts(root=tmp_path)] == [
        "Makefile",
        "cti/units.py",
    ]


def test_the_house_is_this_one() -> None:
    assert (ROOT / "pyproject.toml").exists()
    assert Path(__file__).is_relative_to(ROOT)
