"""The line of a SIM card, which is another thing than the card."""

from __future__ import annotations

import pytest
from tests.house import TODAY, inspected, new_case, refused

from digicase import Digicase, SimState

NUMBER = "+32465185196"


@pytest.fixture
def lent(gent: Digicase) -> Digicase:
    """A package with a SIM card that is out on a loan."""
    gent.packages.register(
        "DP-1", device="laptop", model="L15", serial="S-1", acquired_on=TODAY, dongle="DG-1", sim_msisdn=NUMBER
    )
    gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
    return gent


def test_a_line_that_was_suspended_is_active_again_when_somebody_says_so(lent: Digicase) -> None:
    assert lent.items.set_line(NUMBER, "suspended").sim is SimState.SUSPENDED
    assert lent.items.set_line(NUMBER, "active").sim is SimState.ACTIVE


def test_a_cancelled_line_leaves_the_card_where_it_is_and_stays_cancelled(lent: Digicase) -> None:
    card = lent.items.set_line(NUMBER, "cancelled")
    assert (card.sim, card.retired_on) == (SimState.CANCELLED, None)
    assert refused(lambda: lent.items.set_line(NUMBER, "active")) == ("line_cancelled",)
    assert lent.loans.take_back("DP-1").returned_on == TODAY
    assert lent.items.get(card).sim is SimState.CANCELLED


def test_a_line_is_not_idle_while_its_card_is_lent(lent: Digicase) -> None:
    assert refused(lambda: lent.items.set_line(NUMBER, "inactive")) == ("line_in_use",)


def test_only_sim_cards_have_lines(lent: Digicase) -> None:
    assert refused(lambda: lent.items.set_line("S-1", "active")) == ("no_sim_card",)


def test_the_same_number_comes_with_a_new_card_once_the_old_one_is_retired(lent: Digicase) -> None:
    lent.loans.take_back("DP-1")
    assert refused(lambda: lent.items.register("sim_card", msisdn=NUMBER)) == ("msisdn_taken",)
    lent.items.retire(NUMBER)
    assert lent.items.register("sim_card", msisdn=NUMBER, iccid="8932016685966088847").sim is SimState.INACTIVE


def test_a_card_without_a_line_is_not_handed_out_unseen(lent: Digicase) -> None:
    lent.items.set_line(NUMBER, "cancelled")
    lent.loans.take_back("DP-1")
    inspected(lent, "DP-1")
    assert lent.packages.lendable() == ()
    other = new_case(lent, "J-2")
    assert refused(lambda: lent.loans.lend("DP-1", to=other)) == ("item_not_available",)
    assert lent.loans.lend("DP-1", to=other, without=[NUMBER])
