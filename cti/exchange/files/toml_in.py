"""Read a small TOML file, its numbers exact."""

import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from cti.exchange.report import Report


def read_toml(path: Path, report: Report, *, remedy: str) -> Mapping[str, Any]:
    """Read a file; what cannot be read is reported, and nothing is in it then.

    Parameters
    ----------
    remedy
        How such a file is written, for somebody who wrote it otherwise.
    """
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        report.mend(
            path.name,
            int(line[1]) if line else len(text.splitlines()),
            problem="this is not how such a file is written",
            remedy=remedy,
        )
    except UnicodeDecodeError:
        report.mend(
            path.name, problem="this is not a text file", remedy="Save it in UTF-8"
        )
    except OSError as error:
        report.mend(
            path.name,
            problem=f"it cannot be opened: {(error.strerror or str(error)).lower()}",
            remedy="Point at a .toml file",
        )
    return {}


def _exact(written: str) -> Fraction | float:
    try:
        return Fraction(written)
    except ValueError:
        return float(written)
