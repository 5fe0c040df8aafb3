"""The job of the services: comparing a long list."""

from fanal.core import jobs
from fanal.online_services.actions.later import COMPARE, compare_later


@jobs.task(COMPARE)
def compare(*, school_id: int, comparison_id: int, is_sure: int) -> None:
    compare_later(school_id, comparison_id, is_sure=bool(is_sure))
