"""The job of the accounts: comparing a long list."""

from fanal.account_lists.actions.background_comparison import COMPARE, compare_later
from fanal.core import jobs
from fanal.core.queues import Queue


@jobs.task(COMPARE, queue=Queue.LONG)
def compare(*, school_id: int, comparison_id: int, is_sure: int) -> None:
    compare_later(school_id, comparison_id, is_sure=bool(is_sure))
