"""What the hands notice, and that nothing passes where nobody looks."""

import pytest
from playwright.sync_api import Browser

from tests.browser import hands
from tests.browser.conftest import needed
from tests.browser.crawl import kind_of
from tests.browser.hands import Keyboard

UNSEEN = "<style>button { all: unset }</style><button>One</button><button>Two</button>"
BESIDE = "<style>button { position: fixed; left: -99px }</style><button>Out</button>"
UNREACHED = "<button tabindex=-1>One</button>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "button", "fault"),
    [
        (UNSEEN, "Two", "looks the same with focus"),
        (BESIDE, "Out", "is out of sight with focus"),
    ],
)
def test_focus_that_cannot_be_seen_is_noticed(
    browser: Browser, page: str, button: str, fault: str
) -> None:
    shown = browser.new_page()
    shown.set_content(page)

    with pytest.raises(pytest.fail.Exception, match=fault):
        Keyboard(shown).press(button)
    shown.close()


@pytest.mark.slow
def test_what_the_keyboard_never_comes_to_is_noticed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "MOST_TABS", 3)
    shown = browser.new_page()
    shown.set_content(UNREACHED)

    with pytest.raises(pytest.fail.Exception, match="never comes to"):
        Keyboard(shown).press("One")
    shown.close()


def test_without_a_browser_nothing_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)

    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        needed("chromium")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/people/ab12", "/people/{person_id}"),
        ("/services/ab/referrals/new", "/services/{service_id}/referrals/new"),
        ("/services/ab/referrals/cd", "/services/{service_id}/referrals/{person_id}"),
        (
            "/services/ab/phases?show=dates&team=x",
            "/services/{service_id}/phases dates",
        ),
        ("/static/app.css", None),
    ],
)
def test_an_address_is_an_example_of_one_page(address: str, kind: str | None) -> None:
    assert kind_of(address) == kind
