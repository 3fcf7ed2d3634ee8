"""Nothing here depends on one machine, or on where a site gets its packages from."""

import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, shown, texts

REGISTRIES = re.compile(
    r"\b(?:files\.python[h]osted|p[y]pi|npm[j]s|registry\.y[a]rnpkg|crates|rubygems"
    r"|proxy\.g[o]lang|deb\.d[e]bian|archive\.u[b]untu)\.(?:org|com|io|net)\b",
    re.IGNORECASE,
)
MACHINES = re.compile(
    r"(?<![\w.:/~-])/(?:work|tmp|farm|home|Users|root|mnt|opt)/[\w.]"
    r"|\b[A-Z]:\\Users\\",
)
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")


def registries(text: str) -> list[str]:
    """Host names of package registries in a text."""
    return REGISTRIES.findall(text)


def machine_paths(text: str) -> list[str]:
    """Paths that exist on one machine only."""
    return MACHINES.findall(text)


def lock_problems(text: str) -> Iterator[str]:
    """What keeps a lock file from being a list of names, versions and hashes."""
    logical = re.sub(r"\\\n", " ", text)
    for line in filter(None, map(str.strip, logical.splitlines())):
        if line.startswith("#"):
            continue
        pin, *hashes = (part.strip() for part in re.split(r"\s(?=--)", line))
        if "://" in line or "@" in pin or pin.startswith("-"):
            yield f"an address or an option: {pin}"
        elif not re.match(r"^[\w.\[\]-]+==[\w.+!]+(?:\s*;.*)?$", pin):
            yield f"not one version: {pin}"
        elif not hashes or not all(HASH.match(each) for each in hashes):
            yield f"without a hash: {pin}"


def test_no_file_names_a_package_registry() -> None:
    found = [
        shown(path)
        for path in texts()
        if registries(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        shown(path)
        for path in texts()
        if machine_paths(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []


@pytest.mark.parametrize("lock", ["bootstrap.txt", "run.txt", "dev.txt"])
def test_every_line_of_a_lock_is_one_version_with_its_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    assert text.count("==") > 3
    assert list(lock_problems(text)) == []


def test_no_lock_beside_those_is_left_unread() -> None:
    locks = {path.name for path in (ROOT / "requirements").iterdir()}

    assert locks == {"bootstrap.txt", "run.txt", "dev.txt"}


@pytest.mark.parametrize(
    "host", ["py" + "pi.org", "files.python" + "hosted.org", "npm" + "js.com"]
)
def test_a_registry_is_noticed(host: str) -> None:
    assert registries(f"see https://{host}/simple")
    assert registries(host.upper())
    assert not registries("a registry, wherever a site keeps its own")


@pytest.mark.parametrize(
    "path",
    [
        "/" + "tmp/plan.csv",
        "('/" + "home/ana/cti')",
        "C:" + "\\Users\\ana",
        "/" + "work/x",
    ],
)
def test_a_path_of_one_machine_is_noticed(path: str) -> None:
    assert machine_paths(path)


@pytest.mark.parametrize(
    "path", ["docs/method.md", "https://example.org/home/x", "../root/x", "root/x", "/"]
)
def test_a_path_inside_the_house_is_not(path: str) -> None:
    assert not machine_paths(path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("numpy==2.3.4", "without a hash", id="no hash"),
        pytest.param("numpy==2.3.4 --hash=md5:00", "without a hash", id="a weak hash"),
        pytest.param(
            "numpy>=2 --hash=sha256:" + "0" * 64, "not one version", id="open"
        ),
        pytest.param("numpy --hash=sha256:" + "0" * 64, "not one version", id="any"),
        pytest.param("--index-url https://example.org", "an address", id="an index"),
        pytest.param("-r other.txt", "an address or an option", id="another file"),
        pytest.param("cti @ file:///cti", "an address", id="a file"),
    ],
)
def test_a_loose_line_in_a_lock_is_noticed(line: str, problem: str) -> None:
    sound = "jinja2==3.1.6 ; python_version < '4' \\\n    --hash=sha256:" + "a" * 64

    assert list(lock_problems(sound)) == []
    (found,) = lock_problems(f"{sound}\n{line}\n")
    assert found.startswith(problem)
