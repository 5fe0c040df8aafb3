"""What is published of a survey, decided once over every table that is made of the same answers?

A survey is published whole as it ends: the counts of each question, the table by group, the sum that an
indicator gives. Page, export, report and indicator say a part of this publication and nothing else, so that
two of them never give a small group by difference. It keeps the threshold that it was made with. Pure.
Source: `docs/domain/surveys.md`, « What is shown ».
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fanal.accounts.rules.small_groups import (
    Bounds,
    may_be_shown,
    published_answers,
    published_table,
    shown_answers,
)
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.crossing import may_be_crossed, may_be_split
from fanal.surveys.rules.tallied import TalliedOption, TalliedQuestion


@dataclass(frozen=True)
class PublishedOption:
    """What may be said of an option; None where it is hidden. `by_group` holds each group, or none."""

    label: str
    bounds: Bounds | None
    by_group: tuple[int, ...] = ()
    is_blank: bool = False

    @property
    def count(self) -> int | None:
        return self.bounds.lowest if self.bounds is not None and self.bounds.is_exact else None


@dataclass(frozen=True)
class PublishedQuestion:
    """`sum`: how many chose an option that counts for `measure`, as far as it may be said; `whole`: of how
    many, None where of all who answered."""

    rank: int
    text: str
    kind: QuestionKind
    options: tuple[PublishedOption, ...] = ()
    is_profile: bool = False
    measure: str = ""
    sum: Bounds | None = None
    whole: int | None = None

    @property
    def is_words(self) -> bool:
        return self.kind == QuestionKind.WORDS

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is said of any option."""
        return all(option.bounds is None for option in self.options)

    @property
    def is_whole(self) -> bool:
        """Whether each option is said exactly."""
        return all(option.count is not None for option in self.options)


@dataclass(frozen=True)
class Publication:
    """All that may be said of one survey. `groups`: those of the profile question, with their people.

    Under the threshold it holds no question.
    """

    answers: int
    smallest: int
    groups: tuple[tuple[str, int], ...] = ()
    questions: tuple[PublishedQuestion, ...] = field(default=())

    @property
    def is_shown(self) -> bool:
        return may_be_shown(self.answers, self.smallest)

    @property
    def profile(self) -> PublishedQuestion | None:
        return next((question for question in self.questions if question.is_profile), None)

    @property
    def crossed_questions(self) -> list[PublishedQuestion]:
        """Those whose answers the profile question divides."""
        if not self.groups:
            return []
        return [row for row in self.questions if not row.is_words and not row.is_profile]

    def measuring(self, code: str) -> PublishedQuestion | None:
        return next((question for question in self.questions if question.measure == code), None)


def publication_of(questions: Sequence[TalliedQuestion], answers: int, smallest: int) -> Publication:
    """What may be shown of these counts, all together."""
    if not may_be_shown(answers, smallest):
        return Publication(answers, smallest)
    published = [_published(rank, row, answers, smallest) for rank, row in enumerate(questions)]
    profile = next((row for row in published if row.is_profile), None)
    if profile is None or not profile.is_whole:
        return Publication(answers, smallest, (), tuple(published))
    sizes = [(option.label, option.count or 0) for option in profile.options]
    places = [rank for rank, (_, size) in enumerate(sizes) if size]
    if len(places) < 2:
        return Publication(answers, smallest, (), tuple(published))
    groups = tuple(sizes[rank] for rank in places)
    crossed = [
        _crossed(row, question, groups, places, smallest)
        for row, question in zip(questions, published, strict=True)
    ]
    return Publication(answers, smallest, groups, tuple(crossed))


def _published(rank: int, row: TalliedQuestion, answers: int, smallest: int) -> PublishedQuestion:
    if row.kind == QuestionKind.WORDS:
        return PublishedQuestion(rank, row.text, row.kind)
    total, concerned = None, answers
    if row.kind == QuestionKind.SEVERAL:
        bounds_of = _ticks(row, answers, smallest)
    elif row.measure and any(option.is_counted for option in row.options):
        concerned = _concerned(row, answers, smallest)
        total = _said_sum(row, concerned, smallest)
        are_few_outside = concerned == answers and any(
            option.count for option in row.options if option.is_outside
        )
        bounds_of = dict.fromkeys(row.options)
        if not are_few_outside:  # beside the others, they would be what is left
            bounds_of = _choice_with_sum(row, total, smallest, is_apart=concerned < answers)
    else:
        counts = {option: option.count for option in row.options}
        cells = published_answers(counts, smallest).cells
        bounds_of = {option: _exactly(cells[option]) for option in row.options}
    options = tuple(
        PublishedOption(option.label, bounds, is_blank=option.is_blank)
        for option, bounds in bounds_of.items()
    )
    whole = concerned if concerned < answers else None
    return PublishedQuestion(rank, row.text, row.kind, options, row.is_profile, row.measure, total, whole)


def _concerned(row: TalliedQuestion, answers: int, smallest: int) -> int:
    """Of how many the indicator is: without those whom it is not about, where both groups may be shown.

    A few of them stay among the others: to leave them out would count them.
    """
    outside = sum(option.count for option in row.options if option.is_outside)
    is_shown = may_be_shown(outside, smallest) and may_be_shown(answers - outside, smallest)
    return answers - outside if is_shown else answers


def _exactly(count: int | None) -> Bounds | None:
    return None if count is None else Bounds(count, count)


def _ticks(row: TalliedQuestion, answers: int, smallest: int) -> dict[TalliedOption, Bounds | None]:
    """Each option is a part of all, and they overlap.

    Who skipped the question is left out: with it, the sum of the others would tell how many ticked two.
    """
    said = dict[TalliedOption, Bounds | None]()
    for option in row.options:
        if not option.is_blank:
            bounds = shown_answers(option.count, answers, smallest)
            is_nothing = bounds is None or (bounds.lowest, bounds.highest) == (0, answers)
            said[option] = None if is_nothing else bounds
    return said


def _said_sum(row: TalliedQuestion, answers: int, smallest: int) -> Bounds | None:
    bounds = shown_answers(
        sum(option.count for option in row.options if option.is_counted), answers, smallest
    )
    return None if bounds is None or (bounds.lowest, bounds.highest) == (0, answers) else bounds


def _choice_with_sum(
    row: TalliedQuestion, total: Bounds | None, smallest: int, *, is_apart: bool
) -> dict[TalliedOption, Bounds | None]:
    """The options on each side of an exact sum hide one another apart; beside a range nothing is said.

    A range is said of a side that is small: any option beside it would narrow the range. `is_apart`: those
    whom the indicator is not about are a third side.
    """
    if total is None or not total.is_exact:
        return dict.fromkeys(row.options)
    cells = dict[TalliedOption, int | None]()

    def side_of(option: TalliedOption) -> int:
        return 2 if is_apart and option.is_outside else int(option.is_counted)

    for number in range(3):
        side = {option: option.count for option in row.options if side_of(option) == number}
        if not side:
            continue
        is_alone = not any(option.count for option in row.options if option not in side)
        cells |= (published_answers if is_alone else published_table)(side, smallest).cells
    return {option: _exactly(cells[option]) for option in row.options}


def _crossed(
    row: TalliedQuestion,
    question: PublishedQuestion,
    groups: Sequence[tuple[str, int]],
    places: Sequence[int],
    smallest: int,
) -> PublishedQuestion:
    """The question with its table by group, where no cell is a small group and no group answers as one.

    A table is shown beside its own margins alone: where one of them is hidden, it would give it back.
    """
    if row.is_profile or row.kind == QuestionKind.WORDS:
        return question
    counts = {option.label: [option.by_group[place] for place in places] for option in row.options}
    sizes = [size for _, size in groups]
    if row.kind == QuestionKind.SEVERAL:
        shown = {
            option.label
            for option in question.options
            if option.count is not None and may_be_split(counts[option.label], sizes, smallest)
        }
    else:
        is_shown = question.is_whole and may_be_crossed(counts, sizes, smallest)
        shown = {option.label for option in question.options} if is_shown else set()
    options = tuple(
        PublishedOption(
            option.label,
            option.bounds,
            tuple(counts[option.label]) if option.label in shown else (),
            option.is_blank,
        )
        for option in question.options
    )
    return PublishedQuestion(
        question.rank,
        question.text,
        question.kind,
        options,
        False,
        question.measure,
        question.sum,
        question.whole,
    )
