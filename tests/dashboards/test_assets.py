"""Files that browsers load are ours, or said to be whose they are."""

import gzip
import json
from hashlib import sha256
from importlib.resources import files

from fastapi.testclient import TestClient
from plotly.offline import get_plotlyjs_version

from dashboards.site.assets import FOR_EVER, assets
from tests.api.house import browser
from tests.dashboards.served import planner

VENDOR = files("dashboards") / "static" / "vendor"


def asking() -> TestClient:
    return browser(planner())


def test_what_others_wrote_is_as_it_was_fetched_and_has_its_licence_beside_it() -> None:
    kept = json.loads((VENDOR / "VENDOR.json").read_text(encoding="utf-8"))
    said = {each["file"]: each for each in kept}
    there = {each.name for each in VENDOR.iterdir()}
    licences = {f"{each['package']}.LICENCE" for each in kept}
    assert there == {"VENDOR.json", *said, *licences}
    for name, each in said.items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == each["sha256"]


def test_the_script_of_charts_is_of_the_version_that_writes_them() -> None:
    script = (VENDOR / "plotly-cartesian.min.js").read_text(encoding="utf-8")
    assert f"v{get_plotlyjs_version()}\n" in script[:200]


def test_nothing_of_the_brand_of_others_is_left() -> None:
    style = (VENDOR / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in style
    assert "@font-face" not in style
    assert "url(" not in style.replace("url(data:", "")


def test_a_file_is_kept_for_ever_and_compressed_once() -> None:
    address = assets().address["app.css"]
    packed = asking().get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["cache-control"] == FOR_EVER
    assert packed.headers["content-encoding"] == "gzip"
    plain = asking().get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content
    assert int(packed.headers["content-length"]) == len(
        gzip.compress(plain.content, 9, mtime=0)
    )


def test_what_is_not_there_is_not_found_however_it_is_asked_for() -> None:
    for address in ("/static/app.css", "/static/../application.py", "/static/vendor/"):
        assert asking().get(address).status_code == 404


def test_a_phone_can_keep_the_planner() -> None:
    said = asking().get("/manifest.webmanifest").json()
    assert said["start_url"] == "/my-week"
    for icon in said["icons"]:
        assert asking().get(icon["src"]).headers["content-type"] == "image/png"
    worker = asking().get("/service-worker.js")
    assert worker.headers["cache-control"] == "no-cache"
