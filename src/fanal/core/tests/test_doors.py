"""A row of a school is read through three doors, and shown to nobody while its room has not said to whom."""

from fanal.core.models import Counter
from fanal.core.tenancy import SchoolOwnedQuerySet, says_who_reads
from fanal.loans.models import Loan


def test_a_table_whose_room_says_nothing_is_shown_to_nobody():
    """House § 3.6: without a door of its own a page failed when it was opened, and mypy knew nothing."""
    rows = SchoolOwnedQuerySet(Counter).visible_to(object())
    assert rows.query.is_empty()


def test_where_the_room_says_nothing_the_right_alone_decides_of_a_link():
    """Links of the journal and of the figures of a report were gone when each table inherited the door."""
    assert not says_who_reads(SchoolOwnedQuerySet(Counter))
    assert says_who_reads(Loan.objects.for_school(1))
