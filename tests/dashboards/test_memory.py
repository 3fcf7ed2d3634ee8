"""A server's memory is looked through seldom while it serves, and as usual after."""

import gc

from dashboards.memory import SELDOM, looked_through_seldom


def test_memory_is_looked_through_seldom_until_the_block_ends() -> None:
    usual = gc.get_threshold()

    with looked_through_seldom():
        within, passed_over = gc.get_threshold(), gc.get_freeze_count()

    assert within == (SELDOM, *usual[1:])
    assert passed_over > 0
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0
