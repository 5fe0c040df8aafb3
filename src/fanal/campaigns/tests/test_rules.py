from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.campaigns.rules.campaign import refusals
from fanal.campaigns.rules.progress import SeenMachine, progress_of
from fanal.campaigns.rules.reading import LATEST, believed

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HERE, THERE = 1, 2


def seen(scan: int, machine: int, room: int, minutes: int = 0) -> SeenMachine:
    return SeenMachine(scan, machine, room, NOON + timedelta(minutes=minutes))


def test_found_missing_elsewhere_and_unknown():
    rooms = progress_of(
        [HERE, THERE],
        {10: HERE, 11: HERE, 12: HERE, 20: THERE},
        [seen(1, 10, HERE), seen(2, 12, THERE), seen(3, 99, HERE)],
        unknown=[THERE],
    )
    assert (rooms[HERE].found, rooms[HERE].missing, rooms[HERE].seen_elsewhere) == ([10], [11], [12])
    assert rooms[HERE].from_elsewhere == [3]
    assert (rooms[THERE].missing, rooms[THERE].from_elsewhere, rooms[THERE].unknown) == ([20], [2], 1)
    assert rooms[HERE].expected == 3


@pytest.mark.parametrize("order", [1, -1])
def test_a_machine_is_where_it_was_seen_last_whatever_the_order_of_arrival(order):
    scans = [seen(1, 10, THERE), seen(2, 10, HERE, minutes=5)][::order]
    rooms = progress_of([HERE, THERE], {10: HERE}, scans, [])
    assert rooms[HERE].found == [10]
    assert rooms[THERE].from_elsewhere == []


def test_two_people_who_scan_one_machine_count_it_once():
    rooms = progress_of([HERE], {10: HERE}, [seen(1, 10, HERE), seen(2, 10, HERE, minutes=1)], [])
    assert rooms[HERE].found == [10]
    assert rooms[HERE].is_done


def test_a_room_without_machines_is_done_and_an_unvisited_one_is_not():
    rooms = progress_of([HERE, THERE], {10: THERE}, [], [])
    assert rooms[HERE].is_done
    assert not rooms[THERE].is_done


@given(
    st.dictionaries(st.integers(1, 30), st.integers(1, 4)),
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 4), st.integers(0, 9))),
)
def test_every_expected_machine_is_counted_in_one_room_once(expected, scans):
    facts = [seen(rank, *scan) for rank, scan in enumerate(scans)]
    rooms = progress_of(range(1, 5), expected, facts, [])
    counted = [pk for room in rooms.values() for pk in [*room.found, *room.missing, *room.seen_elsewhere]]
    assert sorted(counted) == sorted(expected)
    strangers = sum(len(room.from_elsewhere) for room in rooms.values())
    assert strangers == len({scan[0] for scan in scans}) - sum(len(room.found) for room in rooms.values())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (NOON - timedelta(hours=3), NOON - timedelta(hours=3)),
        (NOON + timedelta(minutes=2), NOON),
        (NOON + timedelta(days=1), NOON),
        (NOON - LATEST - timedelta(days=1), NOON),
        (None, NOON),
    ],
)
def test_the_clock_of_a_phone_is_believed_within_reason(said, kept):
    assert believed(said, NOON) == kept


@pytest.mark.parametrize(
    ("days", "rooms", "word"),
    [
        (0, 1, ""),
        (30, 600, ""),
        (-1, 1, "avant de commencer"),
        (400, 1, "un an"),
        (1, 0, "salle"),
        (1, 601, "600"),
    ],
)
def test_a_campaign_that_cannot_be_opened(days, rooms, word):
    start = date(2026, 6, 1)
    reasons = refusals(starts_on=start, ends_on=start + timedelta(days=days), today=start, rooms=rooms)
    assert [word in reason for reason in reasons] == ([True] if word else [])


def test_a_campaign_of_another_time_is_a_slip():
    """A newcomer opened one of January 2020, which could only be closed."""
    day = date(2020, 1, 1)
    said = {"starts_on": day, "ends_on": day + timedelta(days=1), "rooms": 1}
    assert "déjà passé" in refusals(**said, today=date(2026, 11, 30))[0]
    assert refusals(**said, today=day + timedelta(days=1)) == []


def test_what_is_lent_is_not_missing_but_seen_it_is_found():
    rooms = progress_of([HERE], {10: HERE, 11: HERE}, [SeenMachine(1, 10, HERE, NOON)], [], (), {10, 11})
    assert (rooms[HERE].found, rooms[HERE].lent, rooms[HERE].missing) == ([10], [11], [])
    assert rooms[HERE].is_done
    assert rooms[HERE].expected == 2
