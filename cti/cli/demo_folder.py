"""Where the store of the demonstration stands, and whose the folder is."""

from pathlib import Path

from cti.errors import CannotOpen

WITHIN = "store"
STORE = "demo.db"
OURS = "made-by-cti-demo.txt"
OURS_SAYS = (
    "Made by cti demo, and made anew each time: nothing in this folder is kept.\n"
    "Nobody in it exists.\n"
)


def expect_ours(out: Path) -> None:
    """Refuse a folder in which something stands that no demonstration made.

    Raises
    ------
    CannotOpen
        If there is such a thing; nothing is touched.
    """
    folder = out / WITHIN
    if folder.exists() and not (folder / OURS).is_file():
        raise CannotOpen(
            why=f"{folder} was not made by cti demo, and is left as it is",
            hint="Choose another folder with --out.",
        )


def fresh_place(out: Path) -> str:
    """Return where a store can be made; what an earlier demonstration left goes.

    Raises
    ------
    CannotOpen
        If something stands there that no demonstration made.
    """
    expect_ours(out)
    folder = out / WITHIN
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OURS).write_text(OURS_SAYS, encoding="utf-8")
    for name in (STORE, f"{STORE}-wal", f"{STORE}-shm"):
        (folder / name).unlink(missing_ok=True)
    return f"sqlite:///{folder / STORE}"
