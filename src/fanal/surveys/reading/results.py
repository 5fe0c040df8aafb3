"""What a survey that has ended says: each question with its drawing, its groups, its words in no order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import SystemRandom

from fanal.accounts.rules.small_groups import may_be_shown
from fanal.core.charts import Chart, Series, bars
from fanal.surveys.models import Survey, SurveyPublication, SurveyWord
from fanal.surveys.rules.publication import Publication, PublishedQuestion
from fanal.surveys.rules.results import bounds_words, finding_of, group_rows


@dataclass(frozen=True)
class QuestionResult:
    """`hidden`: why nothing of it is shown. `words` are those not withdrawn, shuffled at each reading;
    `rows`: the label of each option, then what each group says."""

    question: str
    hidden: str = ""
    chart: Chart | None = None
    words: list[SurveyWord] = field(default_factory=list)
    rows: list[tuple[str, list[str]]] = field(default_factory=list)


class SurveyResults:
    """What was published of one survey as it ended; the free words beside it, from the database."""

    def __init__(self, survey: Survey, publication: Publication | None) -> None:
        self.survey, self.publication = survey, publication
        self.is_shown = publication is not None and publication.is_shown

    @property
    def questions(self) -> list[PublishedQuestion]:
        return list(self.publication.questions) if self.publication else []

    @property
    def profile(self) -> PublishedQuestion | None:
        return self.publication.profile if self.publication else None

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        return self.publication.groups if self.publication else ()

    @property
    def crossed_questions(self) -> list[PublishedQuestion]:
        return self.publication.crossed_questions if self.publication else []

    def results(self, questions: Iterable[PublishedQuestion]) -> list[QuestionResult]:
        """Give each of these as its own panel shows it."""
        if self.publication is None:
            return []
        rows = list(questions)
        words = self._words([question.rank for question in rows if question.is_words])
        return [
            self._of_words(question, words[question.rank], self.publication.smallest)
            if question.is_words
            else of_options(question, self.publication)
            for question in rows
        ]

    def crossed(self, questions: Iterable[PublishedQuestion]) -> list[QuestionResult]:
        """Give each of these by group, where no cell is a small group."""
        if self.publication is None:
            return []
        return [of_groups(question, self.publication) for question in questions]

    def _of_words(
        self, question: PublishedQuestion, words: list[SurveyWord], smallest: int
    ) -> QuestionResult:
        if not may_be_shown(len(words), smallest):
            why = f"Moins de {smallest} réponses : aucun mot n’est montré."
            return QuestionResult(question.text, hidden=why)
        remaining = [word for word in words if not word.is_withdrawn]
        SystemRandom().shuffle(remaining)
        return QuestionResult(question.text, words=remaining)

    def _words(self, ranks: list[int]) -> dict[int, list[SurveyWord]]:
        by_rank = defaultdict[int, list[SurveyWord]](list)
        if ranks:
            rows = SurveyWord.objects.for_school(self.survey.school_id).filter(
                question__survey=self.survey, question__rank__in=ranks
            )
            for word in rows.select_related("question"):
                by_rank[word.question.rank].append(word)
        return by_rank


def results_of(survey: Survey) -> SurveyResults:
    """Read what a survey that has ended says, one question; nothing is shown of another one."""
    row = SurveyPublication.objects.for_school(survey.school_id).filter(survey=survey).first()
    return SurveyResults(survey, row.published if row and survey.is_closed else None)


def of_options(question: PublishedQuestion, publication: Publication) -> QuestionResult:
    """Draw a question, or say in one sentence that each of its lines would be hidden."""
    finding = finding_of(question, publication)
    if question.is_hidden:
        return QuestionResult(question.text, hidden=finding)
    texts = [bounds_words(option.bounds, publication.answers) for option in question.options]
    series = Series("Réponses", [option.count or 0 for option in question.options], texts)
    labels = [option.label for option in question.options]
    key = f"question-{question.rank}"
    chart = bars(key, question.text, labels, series, finding=finding, first="Choix")
    return QuestionResult(question.text, chart=chart)


def of_groups(question: PublishedQuestion, publication: Publication) -> QuestionResult:
    rows = group_rows(question, publication)
    if rows:
        return QuestionResult(question.text, rows=rows)
    why = (
        f"Une case au moins compte moins de {publication.smallest} personnes, ou un groupe entier : "
        "ce tableau reste caché."
    )
    return QuestionResult(question.text, hidden=why)
