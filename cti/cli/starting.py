"""`cti new`: an empty workbook, ready to fill in."""

from pathlib import Path

from cti.cli.voice import headline, listing, say
from cti.exchange.template import new_workbook


def new_file(path: Path) -> None:
    """Make an empty workbook and say what to do with it."""
    path = (
        path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    )
    new_workbook(path)
    headline(f"{path} is ready to fill in")
    listing(
        (
            "Open it in any spreadsheet program and begin with the first sheet.",
            "What you do not know can stay empty.",
            f"Then: cti plan {path} --out plan",
        )
    )
    say()
    say("To see a whole one, filled in: cti demo")
