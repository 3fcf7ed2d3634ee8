"""Write a file or a folder as a whole, or not at all."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from cti.errors import CannotWrite

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.ENOTDIR: "part of its path is a file, not a folder",
    errno.EEXIST: "part of its path is a file, not a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EBUSY: "it is in use",
}


@contextmanager
def whole_folder(
    path: Path, *, may_replace: Callable[[Collection[str]], str]
) -> Iterator[Path]:
    """Give a new folder to write into; it takes the place of ``path`` when all is done.

    If anything goes wrong, whatever stood at ``path`` still stands there, untouched.

    Parameters
    ----------
    may_replace
        From the names in a folder that stands at ``path``, why it must stay; empty if
        it may be replaced.

    Raises
    ------
    CannotWrite
        With the reason, in words.
    """
    target = path.resolve()
    with _saying_why(path):
        _refuse_foreign(target, path, may_replace)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(target)
        fresh.mkdir()
    try:
        yield fresh
        with _saying_why(path):
            _settle(fresh)
            _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_folder(path: Path, *, may_replace: Callable[[Collection[str]], str]) -> None:
    """Find out whether a folder could be written, and leave nothing behind.

    Parameters
    ----------
    may_replace
        As for `whole_folder`.

    Raises
    ------
    CannotWrite
        With the reason, in words.
    """
    target = path.resolve()
    with _saying_why(path):
        _refuse_foreign(target, path, may_replace)
        above = next(parent for parent in target.parents if parent.exists())
        trial = _beside(above / target.name)
        trial.mkdir()
        trial.rmdir()


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file with plain line ends.

    Raises
    ------
    CannotWrite
        With the reason, in words.
    """
    with _saying_why(path):
        path.write_text(text, encoding="utf-8", newline="\n")


def write_new(path: Path, content: bytes) -> None:
    """Write a file where there is none.

    Raises
    ------
    CannotWrite
        If there is one already, and for anything the disk says.
    """
    if path.exists():
        raise CannotWrite(str(path), why="there is a file of that name already")
    replace_file(path, content)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in its place as a whole.

    Raises
    ------
    CannotWrite
        With the reason, in words.
    """
    target = path.resolve()
    fresh = _beside(target)
    with _saying_why(path):
        if target.is_dir():
            raise CannotWrite(str(path), why="there is a folder of that name")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with fresh.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)


@contextmanager
def _saying_why(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = _WHY.get(error.errno or 0, (error.strerror or "unknown reason").lower())
        raise CannotWrite(str(path), why=why) from error


def _refuse_foreign(
    target: Path, path: Path, may_replace: Callable[[Collection[str]], str]
) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise CannotWrite(str(path), why="there is a file of that name")
    names = sorted(entry.name for entry in target.iterdir())
    why_not = may_replace(names) if names else ""
    if why_not:
        raise CannotWrite(str(path), why=why_not)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}")


def _settle(folder: Path) -> None:
    """See that every file of a folder is on the disk, and the folder itself."""
    for file in sorted(folder.iterdir()):
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
    _fsync_folder(folder)


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    else:
        old = _beside(target)
        target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    _fsync_folder(target.parent)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
