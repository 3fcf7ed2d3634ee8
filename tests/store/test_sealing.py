"""Another key takes the place of the one before, and nobody sets up codes anew."""

import pytest
from sqlalchemy import select

from cti.errors import NotNow
from cti.store.accounts import change_account, sealed_secrets
from cti.store.tables import AUDIT
from cti.store.unit import Store
from cti.usecases.sealing import Seal
from cti.usecases.sealing_anew import SealedAnew, seal_anew
from tests.store.households import NOW, SEAL, SEAL_KEY, actor, another
from tests.store.test_signing_in import with_codes


def sealed(store: Store) -> dict[str, str]:
    """The sealed secrets, by account."""
    with store.writing() as connection:
        return dict(sealed_secrets(connection))


def done_to(store: Store, account_id: str) -> list[str]:
    """What the audit says was done to an account."""
    of = select(AUDIT.c.action).where(AUDIT.c.object_id == account_id)
    with store.reading() as connection:
        return [*connection.execute(of).scalars()]


def test_a_key_before_opens_and_closes_no_more() -> None:
    before = "the key of tests that was before"
    after = "the key of tests that is as new as can be"
    old, new = Seal(before), Seal(after, before=(before,))

    sealed = new.close("hidden", of="jo")

    assert new.open(old.close("hidden", of="jo"), of="jo") == "hidden"
    assert Seal(after).open(sealed, of="jo") == "hidden"
    with pytest.raises(NotNow):
        old.open(sealed, of="jo")
    with pytest.raises(NotNow):
        new.open(old.close("hidden", of="jo"), of="kim")
    with pytest.raises(ValueError, match="at least 32"):
        Seal(before, before=("short",))


def test_secrets_are_sealed_anew_and_codes_go_on_without_the_key_before(
    store: Store,
) -> None:
    totp, _ = with_codes(store)
    (ade,) = sealed(store)
    bo = another(store, actor(store, ade))
    foreign = Seal("a key that nobody has any more, of tests").close("x", of=bo)
    with store.unit(author_id=ade, at=NOW) as unit:
        change_account(unit, bo, "confirm_codes", totp_secret=foreign)
    key = "another key of tests, which is as long"

    found = seal_anew(store, Seal(key, before=(SEAL_KEY,)), at=NOW)

    assert found == SealedAnew(done=1, lost=1)
    after = sealed(store)
    assert after[bo] == foreign
    assert Seal(key).open(after[ade], of=ade) == totp.secret
    with pytest.raises(NotNow):
        SEAL.open(after[ade], of=ade)
    assert seal_anew(store, Seal(key), at=NOW) == found
    assert done_to(store, ade).count("accounts:seal_anew") == 2
