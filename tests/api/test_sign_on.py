"""Single sign-on: who comes from the provider is let in, and nobody is by mistake."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from joserfc.jwk import ECKey, OctKey, RSAKey
from sqlalchemy import select

from cti.api.house import COOKIE, settle
from cti.errors import InvalidSettings
from cti.settings import settings_of_environment
from cti.store.tables import AUDIT, IDENTITIES
from cti.usecases.accounts import end_account
from cti.usecases.identity_provider import LEFT_ALONE_FOR, Provider, is_safe
from cti.usecases.sealing import Seal
from cti.usecases.signing_on import LASTS, PURPOSE, SignOn
from tests.api.house import HOST, NOW, Household, browser, house_over
from tests.provider import KNOWN_AS, SECRET, Authority, authority_at

KEY = "a key of tests, as long as one has to be"
ATTEMPT = f"{COOKIE}-sign-on"


@cache
def a_key(number: int = 0) -> RSAKey:
    """A key; making one takes a while."""
    del number
    return RSAKey.generate_key(2048)


@dataclass
class Door:
    """A house with single sign-on, and a clock that a test moves on."""

    home: Household
    authority: Authority
    at: datetime = NOW

    def browser(self) -> TestClient:
        """A browser that follows nobody by itself."""
        found = browser(self.home.app)
        found.headers["Sec-Fetch-Site"] = "same-origin"
        found.follow_redirects = False
        return found

    def starts(self, asking: TestClient) -> str:
        """Begin, and return where the provider is."""
        answer = asking.get("/api/sign-on/start")
        assert answer.status_code == HTTPStatus.SEE_OTHER, answer.text
        return str(answer.headers["location"])

    def comes_back(self, asking: TestClient, **otherwise: str) -> Response:
        """Sign in at the provider, and come back."""
        came = {**self.authority.signs_in(self.starts(asking)), **otherwise}
        return asking.get("/api/sign-on/return", params=came)


@pytest.fixture
def door(home: Household) -> Iterator[Door]:
    with authority_at(NOW, a_key()) as authority:
        found = Door(home=home, authority=authority)
        provider = Provider(
            issuer=authority.issuer, known_as=KNOWN_AS, secret=SECRET, name="Test"
        )
        there = SignOn(
            provider=provider, seal=Seal(KEY, PURPOSE), address=f"https://{HOST}"
        )
        house = house_over(home.store, clock=lambda: found.at, sign_on=there)
        settle(home.app, house)
        yield found


def is_in(asking: TestClient, home: Household, who: str) -> bool:
    answer = asking.get("/api/me")
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        return False
    return bool(answer.json()["account_id"] == home.accounts[who].account_id)


def identities(home: Household) -> list[Any]:
    with home.store.reading() as connection:
        return [*connection.execute(select(IDENTITIES)).all()]


def refused(answer: Response, detail: str = "Signing in there did not work.") -> bool:
    assert answer.status_code == HTTPStatus.UNAUTHORIZED, answer.text
    assert COOKIE not in {each.split("=")[0] for each in set_by(answer)}
    return bool(answer.json()["detail"] == detail)


def set_by(answer: Response) -> list[str]:
    return [*answer.headers.get_list("set-cookie")]


UNKNOWN = "You have no account here that can be used this way."


def test_who_has_an_account_is_signed_in_and_holds_a_session_of_ours(
    door: Door,
) -> None:
    asking = door.browser()
    answer = door.comes_back(asking)

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["location"] == "/"
    assert is_in(asking, door.home, "worker")
    assert len(asking.get("/api/me/sessions").json()) == 1
    assert ATTEMPT not in asking.cookies
    (cookie,) = [each for each in set_by(answer) if each.startswith(f"{COOKIE}=")]
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert said == {"httponly", "path=/", "samesite=lax", "secure"}
    assert asking.delete("/api/sessions/current").is_success
    assert not is_in(asking, door.home, "worker")


def test_what_a_browser_holds_meanwhile_says_nothing_to_it(door: Door) -> None:
    asking = door.browser()
    answer = asking.get("/api/sign-on/start")

    (cookie,) = set_by(answer)
    held = cookie.split(";")[0].partition("=")[2]
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "max-age=600"} <= said
    state = door.authority.signs_in(answer.headers["location"])["state"]
    assert state not in held
    assert Seal(KEY, PURPOSE).open(held, of="attempt").count(state) == 1


def test_the_page_to_sign_in_hears_what_the_provider_is_called(
    door: Door, home: Household
) -> None:
    assert door.browser().get("/api/sign-on").json() == {"name": "Test"}
    settle(home.app, house_over(home.store))
    assert door.browser().get("/api/sign-on").json() == {"name": None}
    for path in ("start", "return"):
        answer = door.browser().get(f"/api/sign-on/{path}")
        assert answer.status_code == HTTPStatus.CONFLICT


@pytest.mark.parametrize(
    "otherwise",
    [
        {"state": "another"},
        {"state": ""},
        {"code": "another"},
        {"code": ""},
        {"iss": "https://other.example.org"},
    ],
)
def test_what_comes_back_otherwise_than_it_was_sent_is_refused(
    door: Door, otherwise: dict[str, str]
) -> None:
    assert refused(door.comes_back(door.browser(), **otherwise))


def test_another_browser_cannot_end_what_one_began(door: Door) -> None:
    came = door.authority.signs_in(door.starts(door.browser()))
    asking = door.browser()

    assert refused(asking.get("/api/sign-on/return", params=came))
    door.starts(asking)
    assert refused(asking.get("/api/sign-on/return", params=came))


def test_a_code_is_good_once(door: Door) -> None:
    asking = door.browser()
    came = door.authority.signs_in(door.starts(asking))
    held = asking.cookies[ATTEMPT]
    assert asking.get("/api/sign-on/return", params=came).has_redirect_location

    again = door.browser()
    again.cookies.set(ATTEMPT, held)
    assert refused(again.get("/api/sign-on/return", params=came))


def test_a_code_of_somebody_else_does_not_fit_into_an_attempt(door: Door) -> None:
    theirs = door.authority.signs_in(door.starts(door.browser()))

    assert refused(door.comes_back(door.browser(), code=theirs["code"]))


def test_an_attempt_is_good_for_minutes(door: Door) -> None:
    asking = door.browser()
    came = door.authority.signs_in(door.starts(asking))
    door.at += LASTS
    # What the provider signs is of just now all the same.
    door.authority.at = door.at

    assert refused(asking.get("/api/sign-on/return", params=came))


@pytest.mark.parametrize("held", ["", "no seal at all", "AAAA" * 30])
def test_what_we_did_not_seal_is_refused(door: Door, held: str) -> None:
    asking = door.browser()
    came = door.authority.signs_in(door.starts(asking))
    asking.cookies.clear()
    asking.cookies.set(ATTEMPT, held)

    assert refused(asking.get("/api/sign-on/return", params=came))


def test_what_was_sealed_for_something_else_is_refused(door: Door) -> None:
    asking = door.browser()
    came = door.authority.signs_in(door.starts(asking))
    attempt = Seal(KEY, PURPOSE).open(asking.cookies[ATTEMPT], of="attempt")
    asking.cookies.clear()
    asking.cookies.set(ATTEMPT, Seal(KEY).close(attempt, of="attempt"))

    assert refused(asking.get("/api/sign-on/return", params=came))


LONG_AGO = int(NOW.timestamp()) - 3600


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": ["another"]},
        {"aud": "another"},
        {"aud": None},
        {"aud": [KNOWN_AS, "another"]},
        {"aud": [KNOWN_AS, "another"], "azp": "another"},
        {"azp": "another"},
        {"iss": "https://other.example.org"},
        {"iss": None},
        {"exp": LONG_AGO},
        {"exp": None},
        {"exp": "soon"},
        {"iat": LONG_AGO + 7200},
        {"iat": None},
        {"nbf": LONG_AGO + 7200},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=repr,
)
def test_a_token_that_says_anything_else_is_refused(
    door: Door, claims: dict[str, Any]
) -> None:
    door.authority.claims = claims

    assert refused(door.comes_back(door.browser()))
    assert identities(door.home) == []


def test_a_token_for_several_that_was_issued_to_us_is_believed(door: Door) -> None:
    door.authority.claims = {"aud": ["another", KNOWN_AS], "azp": KNOWN_AS}

    assert door.comes_back(door.browser()).has_redirect_location


def b64(said: object) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def unsigned(door: Door, **header: str) -> str:
    now = int(NOW.timestamp())
    said = {
        "iss": door.authority.issuer,
        "sub": "x",
        "aud": KNOWN_AS,
        "iat": now,
        "exp": now + 300,
        "email": "worker@example.org",
        "email_verified": True,
    }
    return f"{b64({'alg': 'none', **header})}.{b64(said)}."


@pytest.mark.parametrize(
    "made",
    [
        unsigned,
        lambda door: unsigned(door, kid=door.authority.key.kid),
        lambda door: unsigned(door, alg="RS256", kid=door.authority.key.kid),
        lambda _: "no token",
        lambda _: "a.b.c",
        lambda _: f"{b64([])}.{b64([])}.",
        lambda _: "…",
    ],
)
def test_a_token_that_nobody_has_signed_is_refused(door: Door, made: Any) -> None:  # noqa: ANN401, a lambda of each
    door.authority.forged = made(door)

    assert refused(door.comes_back(door.browser()))


def test_a_token_signed_by_somebody_else_is_refused(door: Door) -> None:
    door.authority.published = [door.authority.key]
    kid = door.authority.key.kid
    door.authority.key = a_key(1)
    door.authority.header = {"kid": kid}

    assert refused(door.comes_back(door.browser()))


def test_a_token_signed_with_the_secret_we_share_is_refused(door: Door) -> None:
    door.authority.published = [door.authority.key]
    door.authority.header = {"alg": "HS256", "kid": door.authority.key.kid}
    door.authority.key = OctKey.import_key(SECRET * 2)

    assert refused(door.comes_back(door.browser()))


def test_a_weaker_way_to_sign_is_refused_even_by_the_right_key(door: Door) -> None:
    door.authority.header = {"alg": "PS256"}

    assert refused(door.comes_back(door.browser()))


def test_a_provider_may_sign_on_a_curve(door: Door) -> None:
    key = ECKey.generate_key("P-256")
    key.ensure_kid()
    door.authority.key = key
    door.authority.header = {"alg": "ES256"}

    assert door.comes_back(door.browser()).has_redirect_location


def test_a_provider_may_change_its_key_and_is_asked_for_it_now_and_then(
    door: Door,
) -> None:
    assert door.comes_back(door.browser()).has_redirect_location
    assert door.comes_back(door.browser()).has_redirect_location
    assert door.authority.asked.count("/keys") == 1

    door.authority.key = a_key(2)
    door.authority.key.ensure_kid()
    assert refused(door.comes_back(door.browser()))
    assert door.authority.asked.count("/keys") == 1
    door.at += timedelta(minutes=1)
    assert door.comes_back(door.browser()).has_redirect_location
    assert door.authority.asked.count("/keys") == 2


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://other.example.org"},
        {"token_endpoint": "http://other.example.org/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_that_says_what_cannot_be_is_not_used(
    door: Door, said: dict[str, Any]
) -> None:
    door.authority.said = said

    answer = door.browser().get("/api/sign-on/start")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert set_by(answer) == []


def test_nobody_waits_for_a_provider_that_has_just_failed(door: Door) -> None:
    door.authority.said = {"issuer": "https://other.example.org"}
    for _ in range(3):
        answer = door.browser().get("/api/sign-on/start")
        assert answer.status_code == HTTPStatus.CONFLICT
    assert len(door.authority.asked) == 1

    door.authority.said = {}
    door.at += LEFT_ALONE_FOR
    assert door.comes_back(door.browser()).has_redirect_location


def test_a_provider_that_wants_its_secret_in_the_body_gets_it_there(
    door: Door,
) -> None:
    door.authority.said = {
        "token_endpoint_auth_methods_supported": ["client_secret_post"]
    }

    assert door.comes_back(door.browser()).has_redirect_location


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org"},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": ["worker@example.org"]},
    ],
    ids=repr,
)
def test_whoever_cannot_be_known_is_told_to_ask_and_gets_no_account(
    door: Door, claims: dict[str, Any]
) -> None:
    door.authority.claims = claims
    administrator = door.home.asks("administrator")
    before = administrator.get("/api/accounts").json()

    answer = door.comes_back(door.browser())

    assert refused(answer, UNKNOWN)
    assert answer.json()["hint"] == "Ask an administrator."
    assert administrator.get("/api/accounts").json() == before
    assert identities(door.home) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_account_that_has_ended_is_answered_as_one_that_never_was(
    door: Door, when: str
) -> None:
    if when == "after":
        assert door.comes_back(door.browser()).has_redirect_location
    worker = door.home.accounts["worker"].account_id
    administrator = door.home.accounts["administrator"]
    end_account(door.home.store, administrator, worker, at=NOW)

    ended = door.comes_back(door.browser())
    assert refused(ended, UNKNOWN)
    door.authority.claims = {"email": "nobody@example.org", "sub": "nobody"}
    never = door.comes_back(door.browser())
    assert _said(ended) == _said(never)


def _said(answer: Response) -> dict[str, Any]:
    return {**answer.json(), "request": ""}


def test_somebody_invited_whom_nobody_approved_is_not_let_in(door: Door) -> None:
    said = {"email": "jo@example.org", "name": "Jo"}
    door.home.asks("administrator").post("/api/accounts", json=said)
    door.authority.claims = {"email": "jo@example.org"}

    assert refused(door.comes_back(door.browser()), UNKNOWN)
    assert identities(door.home) == []


def test_who_was_bound_once_may_change_their_address_at_the_provider(
    door: Door,
) -> None:
    assert door.comes_back(door.browser()).has_redirect_location
    for claims in (
        {"email": "worker.new@example.org"},
        {"email": None, "email_verified": None},
        # An address that is another's here takes nobody to that account.
        {"email": "leader@example.org"},
    ):
        door.authority.claims = claims
        asking = door.browser()
        assert door.comes_back(asking).has_redirect_location
        assert is_in(asking, door.home, "worker")
    assert len(identities(door.home)) == 1


def test_another_with_the_same_address_is_not_let_in_to_a_bound_account(
    door: Door,
) -> None:
    assert door.comes_back(door.browser()).has_redirect_location
    door.authority.claims = {"sub": "attacker"}

    assert refused(door.comes_back(door.browser()), UNKNOWN)
    assert len(identities(door.home)) == 1


def test_who_comes_twice_at_once_for_the_first_time_is_bound_once(door: Door) -> None:
    browsers = [door.browser() for _ in range(2)]
    came = [door.authority.signs_in(door.starts(each)) for each in browsers]

    with ThreadPoolExecutor(2) as threads:
        both = [
            threads.submit(asking.get, "/api/sign-on/return", params=said)
            for asking, said in zip(browsers, came, strict=True)
        ]
        answers = [each.result() for each in both]

    assert {answer.status_code for answer in answers} == {HTTPStatus.SEE_OTHER}
    assert all(is_in(asking, door.home, "worker") for asking in browsers)
    assert len(identities(door.home)) == 1


def test_who_was_bound_to_another_account_a_moment_ago_is_told_to_start_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.authority.claims = {"sub": "one and the same"}
    assert door.comes_back(door.browser()).has_redirect_location
    door.authority.claims = {"sub": "one and the same", "email": "leader@example.org"}
    with monkeypatch.context() as as_before:
        as_before.setattr(
            "cti.store.identities.bound_to", lambda *_: None, raising=True
        )
        assert refused(door.comes_back(door.browser()))

    asking = door.browser()
    assert door.comes_back(asking).has_redirect_location
    assert is_in(asking, door.home, "worker")
    assert len(identities(door.home)) == 1


def test_whom_an_administrator_unbinds_is_signed_out_and_may_be_somebody_else(
    door: Door,
) -> None:
    before = door.browser()
    assert door.comes_back(before).has_redirect_location
    worker = door.home.accounts["worker"].account_id
    administrator = door.home.asks("administrator")
    assert is_bound(door.home, worker)

    address = f"/api/accounts/{worker}/sign-on"
    assert administrator.delete(address).status_code == HTTPStatus.NO_CONTENT

    assert not is_bound(door.home, worker)
    assert not is_in(before, door.home, "worker")
    door.authority.claims = {"sub": "new at the provider"}
    after = door.browser()
    assert door.comes_back(after).has_redirect_location
    assert is_in(after, door.home, "worker")
    assert done_about(door.home, worker) == [
        "identities:bind",
        "identities:unbind",
        "identities:bind",
    ]


def test_unbinding_whom_nobody_is_ends_nothing(door: Door) -> None:
    worker = door.home.accounts["worker"].account_id
    signed_in = door.home.asks("worker")
    address = f"/api/accounts/{worker}/sign-on"

    answer = door.home.asks("administrator").delete(address)

    assert answer.status_code == HTTPStatus.NO_CONTENT
    assert is_in(signed_in, door.home, "worker")
    assert done_about(door.home, worker) == []


def is_bound(home: Household, account_id: str) -> bool:
    told = home.asks("administrator").get("/api/accounts").json()["items"]
    (found,) = [each for each in told if each["id"] == account_id]
    return bool(found["is_bound"])


def done_about(home: Household, account_id: str) -> list[str]:
    """What the audit says was done about who somebody is at the provider."""
    of = select(AUDIT.c.action).where(
        AUDIT.c.object_id == account_id, AUDIT.c.action.startswith("identities")
    )
    with home.store.reading() as connection:
        return [*connection.execute(of.order_by(AUDIT.c.number)).scalars()]


def test_who_they_are_at_the_provider_is_kept_as_hashes(door: Door) -> None:
    assert door.comes_back(door.browser()).has_redirect_location

    (row,) = identities(door.home)
    assert "subject-of-worker" not in repr(row)
    assert door.authority.issuer not in repr(row)


def test_nothing_of_it_is_in_the_log(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = door.browser()
    came = door.authority.signs_in(door.starts(asking))
    asking.get("/api/sign-on/return", params=came)

    told = capsys.readouterr()
    said = f"{told.out}{told.err}"
    for secret in (
        *came.values(),
        SECRET,
        "worker@example.org",
        asking.cookies[COOKIE],
    ):
        assert secret not in said


def test_where_the_provider_is_gone_it_is_said(door: Door, home: Household) -> None:
    there = SignOn(
        provider=Provider(
            issuer="http://127.0.0.1:1", known_as=KNOWN_AS, secret=SECRET, name="Test"
        ),
        seal=Seal(KEY, PURPOSE),
        address=f"https://{HOST}",
    )
    settle(home.app, house_over(home.store, sign_on=there))

    answer = door.browser().get("/api/sign-on/start")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "does not answer" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "is_so"),
    [
        ("https://login.example.org/tenant", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080", True),
        ("http://login.example.org", False),
        ("http://127.0.0.1.example.org", False),
        ("ftp://login.example.org", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_addresses_that_others_could_read_are_known(
    address: str | None,
    is_so: bool,
) -> None:
    assert is_safe(address) is is_so


SETTINGS = {
    "CTI_OIDC_ISSUER": "https://login.example.org",
    "CTI_OIDC_CLIENT_ID": KNOWN_AS,
    "CTI_OIDC_CLIENT_SECRET": "hidden-from-whoever-looks",
    "CTI_KEY": KEY,
    "CTI_PUBLIC_ADDRESS": f"https://{HOST}",
}


def test_settings_make_it_and_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_of_environment().sign_on is None
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    settings = settings_of_environment()

    assert settings.sign_on is not None
    assert settings.sign_on.back == f"https://{HOST}/api/sign-on/return"
    assert urlsplit(settings.sign_on.provider.issuer).hostname == "login.example.org"
    assert "hidden" not in repr(settings)
    assert "hidden" not in repr(settings.sign_on)


@pytest.mark.parametrize("left_out", [*SETTINGS][1:])
def test_a_setting_that_is_left_out_is_named(
    monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    for name, value in SETTINGS.items():
        if name != left_out:
            monkeypatch.setenv(name, value)

    with pytest.raises(InvalidSettings, match=left_out):
        settings_of_environment()
