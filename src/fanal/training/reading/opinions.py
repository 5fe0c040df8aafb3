"""How many gave the best answer about the sessions of a period, where it may be read?

Only answers that the page of their session shows are added up: the sum of what is shown says nothing of what
is hidden, nor does its difference from a session.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules.small_groups import published_answers
from fanal.training.models import SessionOpinion, TrainingSession
from fanal.training.rules.session import ANSWERS, BEST, OpinionMoment, is_published


@dataclass(frozen=True)
class BestAnswers:
    """`best` of so many `answers`, in these sessions: those where that answer is shown."""

    best: int
    answers: int
    sessions: tuple[TrainingSession, ...]


def best_answers(
    sessions: Sequence[TrainingSession], moment: OpinionMoment, today: date, smallest: int
) -> BestAnswers:
    """Of sessions of one school that were held; one question."""
    ended = [row for row in sessions if is_published(moment, row.day, today)]
    if not ended:
        return BestAnswers(0, 0, ())
    counts: dict[int, dict[str, int]] = defaultdict(lambda: {code: 0 for code, _ in ANSWERS[moment]})
    rows = SessionOpinion.objects.for_school(ended[0].school_id).filter(session__in=ended, moment=moment)
    for pk, answer, count in rows.values_list("session", "answer", "count"):
        counts[pk][answer] = count
    best, answers, shown = 0, 0, list[TrainingSession]()
    for session in ended:
        table = published_answers(counts[session.pk], session.smallest(smallest))
        if table.total and (cell := table.cells[BEST]) is not None:
            best, answers = best + cell, answers + table.total
            shown.append(session)
    return BestAnswers(best, answers, tuple(shown))
