"""My own account: a password, codes, sessions, tokens, calendars."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, own
from cti.api.shapes import PathId
from cti.errors import CtiError, NotSignedIn, WeakPassword
from cti.usecases import my_calendars, own_account, signing_in
from dashboards.pages.me import LASTS, AuthenticatorPage
from dashboards.pages.my_account import may_be_issued, me_page
from dashboards.pages.secret import SecretPage
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted, chosen
from dashboards.site.frame import Frame, Link
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

me = pages("/me")

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]
Proves = Annotated[Caller, Depends(own(Permission.PASSWORD_CHANGE))]
Ends = Annotated[Caller, Depends(own(Permission.SESSION_END))]
Issues = Annotated[Caller, Depends(own(Permission.TOKEN_ISSUE))]
Opens = Annotated[Caller, Depends(own(Permission.CALENDAR_READ))]

BACK = Link(address="/me", words="Back to my account")
NOT_FITTING = "The code does not fit; take the one your authenticator shows now"
NOTICES = {
    "codes": "You are asked for codes no longer.",
    "session": "You are signed out there.",
    "token": "The token has ended.",
    "calendar": "The calendar has ended; nobody can fetch it any more.",
}


@me.get("")
def mine(
    caller: Reads, frame: Around, notice: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show my own account."""
    return _mine(caller, frame, Form(), notice=NOTICES.get(notice, ""))


@me.post("/password")
def change_password(caller: Proves, frame: Around, form: Posted) -> Response:
    """Change my password; I sign in anew with it."""
    old, new = form.value("old"), form.value("new")
    if not old:
        form.refuse("old", "Enter the password you have now")
    if not new:
        form.refuse("new", "Enter a new password")
    if not form.wrong:
        try:
            own_account.change_password(
                caller.store, caller.actor, old=old, new=new, at=caller.at
            )
        except NotSignedIn:
            form.refuse("old", "This is not the password you have now")
        except WeakPassword as error:
            form.refuse("new", f"{error.message} {error.hint}")
        else:
            return see("/sign-in?notice=password")
    return _mine(caller, frame, form)


@me.post("/codes")
def start_codes(caller: Proves, frame: Around) -> Response:
    """Tell an authenticator its secret, once."""
    address = signing_in.start_codes(
        caller.store, caller.actor, at=caller.at, seal=caller.house.seal
    )
    (secret,) = parse_qs(urlsplit(address).query)["secret"]
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    page = AuthenticatorPage(form=Form(), address=address, secret=groups)
    return shown(page, frame)


@me.post("/codes/confirmation")
def confirm_codes(caller: Proves, frame: Around, form: Posted) -> Response:
    """Ask me for codes from now on, as one has fitted; show recovery codes once."""
    code = form.line("code", needed="Enter the code your authenticator shows")
    if not form.wrong:
        try:
            codes = signing_in.confirm_codes(
                caller.store, caller.actor, code, at=caller.at, seal=caller.house.seal
            )
        except NotSignedIn:
            form.refuse("code", NOT_FITTING)
        else:
            return shown(_recovery(codes), frame)
    return shown(AuthenticatorPage(form=form), frame, 422)


@me.post("/codes/end")
def stop_codes(caller: Proves, frame: Around, form: Posted) -> Response:
    """Ask me for codes no longer."""
    code = form.line("code", needed="Enter the code your authenticator shows")
    if not form.wrong:
        try:
            signing_in.stop_codes(
                caller.store, caller.actor, code, at=caller.at, seal=caller.house.seal
            )
        except NotSignedIn:
            form.refuse("code", NOT_FITTING)
        else:
            return see("/me?notice=codes")
    return _mine(caller, frame, form)


@me.post("/sessions/{session_id}/end")
def end_session(caller: Ends, session_id: PathId) -> Response:
    """Sign me out somewhere."""
    signing_in.end_my_session(caller.store, caller.actor, session_id, at=caller.at)
    return see("/me?notice=session")


@me.post("/tokens")
def issue(caller: Issues, frame: Around, form: Posted) -> Response:
    """Issue a token for other software, and show it once."""
    name = form.line("token_name", needed="Enter what the token is for")
    known = {scope.value: scope for scope in may_be_issued(caller.actor)}
    scopes = frozenset(known[said] for said in form.values("scope") if said in known)
    if not scopes:
        form.refuse("scope", "Choose at least one thing it may do")
    days = form.one_of("lasts", chosen(LASTS), needed="Choose how long it is good")
    if form.wrong or days is None:
        return _mine(caller, frame, form)
    issued = own_account.issue_token(
        caller.store,
        caller.actor,
        name=name,
        scopes=scopes,
        expires_at=caller.at + timedelta(days=int(days)),
        at=caller.at,
    )
    page = SecretPage(
        title="Your token",
        lead="Other software sends this to do what you have just ticked.",
        label="Token",
        secrets=(issued.secret,),
        then=("Keep it as you keep a password. If it gets lost, end it.",),
        back=BACK,
    )
    return shown(page, frame)


@me.post("/tokens/{token_id}/end")
def revoke(caller: Issues, token_id: PathId) -> Response:
    """Let a token be good for nothing."""
    own_account.revoke_token(caller.store, caller.actor, token_id, at=caller.at)
    return see("/me?notice=token")


@me.post("/calendars")
def open_calendar(caller: Opens, frame: Around, form: Posted) -> Response:
    """Open a calendar for my phone, and show its address once."""
    try:
        opened = my_calendars.open_mine(
            caller.store,
            caller.actor,
            service_id=form.value("service_id") or None,
            with_names=form.value("with_names") == "yes",
            at=caller.at,
        )
    except CtiError as error:
        form.refuse("service_id", f"{error.message} {error.hint}")
        return _mine(caller, frame, form)
    page = SecretPage(
        title="Your calendar",
        lead="Give this address to the calendar on your phone: it shows your meetings.",
        label="Address",
        secrets=(f"{caller.house.address}/api/calendars/{opened.secret}.ics",),
        then=(
            "In the calendar app, look for “subscribe” or “add a calendar by address”.",
            "Whoever knows the address can see it. If others get hold of it, end it.",
        ),
        back=BACK,
    )
    return shown(page, frame)


@me.post("/calendars/{feed_id}/end")
def end_calendar(caller: Opens, feed_id: PathId) -> Response:
    """End a calendar at once."""
    my_calendars.revoke_mine(caller.store, caller.actor, feed_id, at=caller.at)
    return see("/me?notice=calendar")


def _recovery(codes: tuple[str, ...]) -> SecretPage:
    return SecretPage(
        title="Your recovery codes",
        lead="From now on you are asked for a code. These help if you lose your phone.",
        label="Each is good once",
        secrets=codes,
        then=("Print them, or write them down, and keep them away from your phone.",),
        back=BACK,
    )


def _mine(caller: Caller, frame: Frame, form: Form, *, notice: str = "") -> Response:
    page = me_page(
        caller.store,
        caller.actor,
        form=form,
        at=caller.at,
        may_ask_for_codes=caller.house.seal is not None,
        notice=notice,
    )
    return shown(page, frame, 422 if form.wrong else 200)
