"""How much one person may ask in a while."""

import pytest

from fanal.accounts.rules.fair_use import (
    OF_A_PERSON,
    OF_AN_ADDRESS,
    Allowance,
    CountedUse,
    UseCounter,
    network_of,
)

TWO = Allowance(2, 60)


def test_what_is_over_waits_until_the_while_ends_then_begins_again():
    counter = UseCounter()
    waits = [counter.seconds_to_wait("a", CountedUse.READ, TWO, now) for now in (0, 10, 20, 59, 60, 61, 62)]
    assert waits == [0, 0, 40, 1, 0, 0, 58]


def test_one_does_not_use_what_is_another_s():
    counter = UseCounter()
    assert [counter.seconds_to_wait(key, CountedUse.READ, TWO, 0) for key in "aaab"] == [0, 0, 60, 0]
    assert counter.seconds_to_wait("a", CountedUse.WRITE, TWO, 0) == 0


def test_what_began_long_ago_is_forgotten():
    counter = UseCounter()
    counter.seconds_to_wait("a", CountedUse.READ, TWO, 0)
    counter.seconds_to_wait("b", CountedUse.READ, TWO, 100)
    counter.forget_before(50)
    assert len(counter) == 1


@pytest.mark.parametrize("use", list(CountedUse))
def test_an_address_may_ask_five_times_what_a_person_may(use: CountedUse):
    assert OF_AN_ADDRESS[use].most >= 5 * OF_A_PERSON[use].most


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:0:1:a:b:c:d", "2001:db8:0:1::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
    ],
)
def test_a_network_is_whoever_holds_all_its_addresses(address, network):
    assert network_of(address) == network
