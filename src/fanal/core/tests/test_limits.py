"""Counts of tries are kept as long as they matter, however many there are, and no longer."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from fanal.core.expired import GONE
from fanal.core.limits import is_over, one_more
from fanal.core.retention import keep_no_longer

pytestmark = pytest.mark.django_db


def test_many_other_counts_do_not_erase_the_first():
    """Three hundred made-up addresses forgot every guess made so far."""
    one_more("0-first", most=1, seconds=600)
    for number in range(400):
        cache.set(f"other:{number}", 1, 600)
    assert is_over("0-first", most=1)


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
