"""Renew what browsers load that we did not write: `make vendor`, where npm is.

Each package is fetched with the packager's own check of its contents, only the files
that are named are kept, and what was changed in them is said in VENDOR.json beside its
licence and hash.
"""

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent.parent / "dashboards" / "static" / "vendor"

FONT = "var(--font)"
"""Whatever our own style sheet says."""

READ_RULES = """() => Array.from(document.querySelectorAll("style"))
  .filter(style => style.id === "plotly.js-style-global")
  .flatMap(style => Array.from(style.sheet.cssRules, rule => rule.cssText))"""


def without_brand(css: str) -> str:
    """Take out the font and the crest, which are another's alone."""
    css = re.sub(r"/\*! Copyright \(c\) 2011.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", FONT)
    css = re.sub(r"[a-z-]+:url\(/assets/[^)]*\);?", "", css)
    return without_map(css)


def without_map(text: str) -> str:
    """Take out the address of a map that is not here."""
    return re.sub(r"\n?(/\*|//)# sourceMappingURL=[^\n*]*(\*/)?", "", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package, and what is kept of it."""

    version: str
    licence: str
    licence_file: str | None
    files: Mapping[str, str]
    change: Callable[[str], str] = without_map
    changed: str = "the address of its source map was taken out"


PACKAGES = {
    "htmx.org": Package(
        version="4.0.1",
        licence="0BSD",
        licence_file="LICENSE",
        files={"dist/htmx.min.js": "htmx.min.js"},
    ),
    "govuk-frontend": Package(
        version="6.6.0",
        licence="MIT",
        licence_file=None,
        files={"dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css"},
        change=without_brand,
        changed="its font, its crest and the address of its source map were taken out",
    ),
    "plotly.js-cartesian-dist-min": Package(
        version="4.1.1",
        licence="MIT",
        licence_file="LICENSE",
        files={"plotly-cartesian.min.js": "plotly-cartesian.min.js"},
    ),
}


def renew() -> None:
    """Fetch every package, keep its files, and write down what they are."""
    kept = []
    HERE.mkdir(parents=True, exist_ok=True)
    for name, package in PACKAGES.items():
        with TemporaryDirectory() as folder:
            where = fetched(name, package.version, Path(folder))
            if package.licence_file:
                licence = where / package.licence_file
                shutil.copy(licence, HERE / f"{name}.LICENCE")
            for source, target in package.files.items():
                text = package.change((where / source).read_text(encoding="utf-8"))
                (HERE / target).write_text(text, encoding="utf-8")
                kept.append(said(target, name, package))
    bundle = (HERE / "plotly-cartesian.min.js").read_text(encoding="utf-8")
    (HERE / "plotly.css").write_text(styles(bundle), encoding="utf-8")
    plotly = PACKAGES["plotly.js-cartesian-dist-min"]
    kept.append(said("plotly.css", "plotly.js-cartesian-dist-min", plotly))
    kept[-1]["changed"] = "the rules that it writes into a page, read from a browser"
    (HERE / "VENDOR.json").write_text(
        json.dumps(kept, indent=2) + "\n", encoding="utf-8"
    )


def fetched(name: str, version: str, folder: Path) -> Path:
    """Return where a package was unpacked."""
    subprocess.run(  # noqa: S603, names and versions are ours
        ["npm", "pack", "--ignore-scripts", "--silent", f"{name}@{version}"],  # noqa: S607, whichever npm is there
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def said(target: str, name: str, package: Package) -> dict[str, str]:
    """Return what is written down of a file."""
    return {
        "file": target,
        "package": name,
        "version": package.version,
        "licence": package.licence,
        "changed": package.changed,
        "sha256": sha256((HERE / target).read_bytes()).hexdigest(),
    }


def styles(bundle: str) -> str:
    """Return the rules that a bundle writes into a page, which our policy forbids."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page()
        page.set_content("<div></div>")
        page.add_script_tag(content=bundle)
        rules = page.evaluate(READ_RULES)
        browser.close()
    if not rules:
        msg = "no rules were found: it adds its styles in another way now"
        raise ValueError(msg)
    return "\n".join(rules) + "\n"


if __name__ == "__main__":
    renew()
