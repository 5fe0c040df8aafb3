"""What a survey that has ended says: each question with its drawing, its groups, its words in no order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from random import SystemRandom

from fanal.accounts.rules.french import counted
from fanal.accounts.rules.small_groups import may_be_shown
from fanal.core.charts import Chart, Series, bars
from fanal.surveys.models import Survey, SurveyCell, SurveyOption, SurveyQuestion, SurveyWord
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.results import (
    HIDDEN,
    bounds_words,
    count_words,
    crossed_choice,
    crossed_ticks,
    published_choice,
    published_ticks,
)

TOO_ALIKE = "Elles sont trop semblables, ou trop partagées, pour être lues sans dire qui a répondu quoi."


@dataclass(frozen=True)
class ShownOption:
    """An option and what may be said of it; `count` is None where it is hidden."""

    label: str
    count: int | None
    text: str
    is_blank: bool = False


@dataclass(frozen=True)
class QuestionResult:
    """`hidden`: why nothing of it is shown. `words` are those not withdrawn, shuffled at each reading;
    `rows`: the label of each option, then what each group says."""

    question: SurveyQuestion
    hidden: str = ""
    chart: Chart | None = None
    words: list[SurveyWord] = field(default_factory=list)
    rows: list[tuple[str, list[str]]] = field(default_factory=list)


class SurveyResults:
    """What may be shown of one survey, from four questions to the database.

    `smallest` is the threshold of the school: what is under it is left out here, before any page.
    """

    def __init__(self, survey: Survey, smallest: int) -> None:
        self.survey, self.smallest = survey, smallest
        self.is_shown = survey.is_closed and may_be_shown(survey.answers, smallest)
        rows = survey.questions.order_by("rank").prefetch_related("options") if self.is_shown else []
        self.questions = list(rows)
        self.options = {question.pk: list(question.options.all()) for question in self.questions}

    @property
    def profile(self) -> SurveyQuestion | None:
        return next((question for question in self.questions if question.is_profile), None)

    @cached_property
    def groups(self) -> list[SurveyOption]:
        """The groups of the profile question to which somebody belongs; one alone is all of them."""
        options = self.options[self.profile.pk] if self.profile else []
        groups = [option for option in options if option.count]
        return groups if len(groups) > 1 else []

    def shown_options(self, question: SurveyQuestion) -> list[ShownOption]:
        options, whole = self.options[question.pk], self.survey.answers
        counts = {option.pk: option.count for option in options}
        if question.kind == QuestionKind.SEVERAL:
            parts = published_ticks(counts, whole, self.smallest)
            said = {pk: bounds_words(part, whole) for pk, part in parts.items()}
            shown = {pk: part.lowest if part and part.is_exact else None for pk, part in parts.items()}
        else:
            numerator = [option.pk for option in options if option.is_counted and question.measure]
            shown = published_choice(counts, self.smallest, numerator).cells
            said = {pk: count_words(count, whole) for pk, count in shown.items()}
        return [ShownOption(row.label, shown[row.pk], said[row.pk], row.is_blank) for row in options]

    def results(self, questions: Iterable[SurveyQuestion]) -> list[QuestionResult]:
        """Each of these as its own panel shows it."""
        rows = list(questions)
        words = self._words([question for question in rows if question.is_words])
        return [
            self._of_words(question, words.get(question.pk, []))
            if question.is_words
            else self._of_options(question)
            for question in rows
        ]

    def _of_options(self, question: SurveyQuestion) -> QuestionResult:
        """A drawing; one sentence where each of its lines would be hidden."""
        options = self.shown_options(question)
        if all(option.text == HIDDEN for option in options):
            return QuestionResult(question, hidden=self._finding(options))
        return QuestionResult(question, chart=self._chart(question, options))

    def _of_words(self, question: SurveyQuestion, words: list[SurveyWord]) -> QuestionResult:
        if not may_be_shown(len(words), self.smallest):
            return QuestionResult(
                question, hidden=f"Moins de {self.smallest} réponses : aucun mot n’est montré."
            )
        left = [word for word in words if not word.is_withdrawn]
        SystemRandom().shuffle(left)
        return QuestionResult(question, words=left)

    def _chart(self, question: SurveyQuestion, options: list[ShownOption]) -> Chart:
        texts = [option.text for option in options]
        series = Series("Réponses", [option.count or 0 for option in options], texts)
        key, labels = f"question-{question.pk}", [option.label for option in options]
        return bars(key, question.text, labels, series, finding=self._finding(options), first="Choix")

    def _finding(self, options: list[ShownOption]) -> str:
        """« 31 réponses. Le plus choisi : « Chaque semaine », 12 (39 %). »"""
        chosen = [option for option in options if option.count and not option.is_blank]
        whole = counted(self.survey.answers, "réponse")
        if all(option.count is None for option in options):
            return f"{whole}. {TOO_ALIKE}"
        hidden = f" Ce qui compte moins de {self.smallest} personnes reste caché."
        end = hidden if any(option.count is None for option in options) else ""
        if not chosen:
            return f"{whole}.{end}"
        first = max(chosen, key=lambda option: option.count or 0)
        return f"{whole}. Le plus choisi : « {first.label} », {first.text}.{end}"

    def _words(self, questions: list[SurveyQuestion]) -> dict[int, list[SurveyWord]]:
        by_question = defaultdict(list)
        if questions:
            rows = SurveyWord.objects.for_school(self.survey.school_id).filter(question__in=questions)
            for word in rows:
                by_question[word.question_id].append(word)
        return by_question

    @property
    def crossed_questions(self) -> list[SurveyQuestion]:
        """Those whose answers the profile question divides."""
        if not self.groups:
            return []
        return [row for row in self.questions if not row.is_words and not row.is_profile]

    @cached_property
    def _cells(self) -> dict[tuple[int, int], int]:
        cells = SurveyCell.objects.for_school(self.survey.school_id).filter(survey=self.survey)
        return {(cell.profile_id, cell.option_id): cell.count for cell in cells}

    def crossed(self, questions: Iterable[SurveyQuestion]) -> list[QuestionResult]:
        """Each of these by group, where no cell is a small group."""
        return [self._crossed(question) for question in questions]

    def _crossed(self, question: SurveyQuestion) -> QuestionResult:
        cells = self._shown_cells(question)
        if cells is None:
            why = (
                f"Une case au moins compte moins de {self.smallest} personnes, ou un groupe entier : "
                "ce tableau reste caché."
            )
            return QuestionResult(question, hidden=why)
        rows = [
            (
                option.label,
                [count_words(cells.get((group.pk, option.pk)), group.count) for group in self.groups],
            )
            for option in self.options[question.pk]
        ]
        return QuestionResult(question, rows=rows)

    def _shown_cells(self, question: SurveyQuestion) -> dict[tuple[int, int], int] | None:
        options = self.options[question.pk]
        counts = {
            (group.pk, option.pk): self._cells.get((group.pk, option.pk), 0)
            for group in self.groups
            for option in options
        }
        if question.kind == QuestionKind.SEVERAL:
            return crossed_ticks(counts, {group.pk: group.count for group in self.groups}, self.smallest)
        return crossed_choice(counts, self.smallest)

    def table(self) -> list[tuple[str, str, str, str | int]]:
        """Question, group, option, count: what leaves as a file, hidden where the page hides it."""
        lines: list[tuple[str, str, str, str | int]] = []
        for question in self.questions:
            if question.is_words:
                continue
            lines += [
                (question.text, "Tous", option.label, option.text if option.count is None else option.count)
                for option in self.shown_options(question)
            ]
            cells = None if question.is_profile or not self.groups else self._shown_cells(question)
            names = {option.pk: option.label for option in self.options[question.pk]}
            groups = {group.pk: group.label for group in self.groups}
            lines += [
                (question.text, groups[group], names[option], count)
                for (group, option), count in (cells or {}).items()
            ]
        return lines
