"""Counts of tries are kept as long as they matter, however many there are, and no longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from fanal.core.http.limits import is_over, one_more
from fanal.core.retention.expired_counts import GONE
from fanal.core.retention.removal import keep_no_longer

pytestmark = pytest.mark.django_db


def test_many_other_counts_do_not_erase_the_first():
    """Three hundred made-up addresses forgot every guess made so far."""
    one_more("0-first", most=1, seconds=600)
    for number in range(400):
        cache.set(f"other:{number}", 1, 600)
    assert is_over("0-first", most=1)


def test_a_count_lasts_its_hour_and_no_longer():
    """A hostile colleague, November 2026: `incr` kept each count 300 seconds, whatever had been asked."""
    start = 1_800_000_000
    with time_machine.travel(start, tick=False) as clock:
        assert one_more("miss", most=1, seconds=3600)
        clock.move_to(start + 1800)
        assert not one_more("miss", most=1, seconds=3600)
        clock.move_to(start + 3590)
        assert is_over("miss", most=2)
        assert not one_more("miss", most=2, seconds=3600)
        clock.move_to(start + 3601)
        assert not is_over("miss", most=1)
        assert one_more("miss", most=1, seconds=3600)


@pytest.mark.django_db(transaction=True)
def test_tries_made_at_once_are_all_counted():
    cache.clear()

    def count(_: int) -> None:
        one_more("at-once", most=20, seconds=600)
        connection.close()

    with ThreadPoolExecutor(4) as together:
        list(together.map(count, range(20)))
    assert is_over("at-once", most=20)
    cache.clear()


def test_each_night_the_counts_whose_while_is_over_go():
    now = timezone.now()
    cache.set("over", 1, 60)
    cache.set("lasting", 1, 10 * 24 * 3600)
    assert keep_no_longer(now + timedelta(days=1)) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:lasting"]
        cursor.execute(GONE, [now + timedelta(days=1), 1])
        assert cursor.rowcount == 0
