"""What a survey that has ended says: each question with its drawing, its groups, its words in no order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import SystemRandom

from fanal.accounts.rules.french import counted
from fanal.core.charts import Chart, Series, bars
from fanal.surveys.models import Survey, SurveyCell, SurveyOption, SurveyQuestion, SurveyWord
from fanal.surveys.rules.results import may_be_shown, percent, published_groups

OTHERS = "Autres, regroupés"


@dataclass(frozen=True)
class CrossRow:
    """One option: how many of all, then of each group."""

    label: str
    cells: list[tuple[str, str]]  # the name of the group, « 12 (40 %) »


@dataclass(frozen=True)
class QuestionResult:
    """`hidden`: why nothing of it is shown. `words` are those not withdrawn, shuffled at each reading."""

    question: SurveyQuestion
    answered: int = 0
    hidden: str = ""
    options: list[SurveyOption] = field(default_factory=list)
    chart: Chart | None = None
    words: list[SurveyWord] = field(default_factory=list)
    rows: list[CrossRow] = field(default_factory=list)


class SurveyResults:
    """The tables that may be shown of one survey, from four questions to the database.

    `smallest` is the threshold of the school: what is under it is left out here, before any page.
    """

    def __init__(self, survey: Survey, smallest: int) -> None:
        self.survey, self.smallest = survey, smallest
        self.is_shown = survey.is_closed and may_be_shown(survey.answers, smallest)
        self.questions = list(survey.questions.order_by("rank").prefetch_related("options"))
        self.options = {question.pk: list(question.options.all()) for question in self.questions}

    @property
    def profile(self) -> SurveyQuestion | None:
        return next((question for question in self.questions if question.is_profile), None)

    @property
    def groups(self) -> list[SurveyOption]:
        """The groups of the profile question whose own tables are shown, in its order."""
        if self.profile is None or not self.is_shown:
            return []
        options = self.options[self.profile.pk]
        shown = published_groups({option.pk: option.count for option in options}, self.smallest)
        return [option for option in options if option.pk in shown and not option.is_blank]

    @property
    def left_out(self) -> int:
        """How many people stand in no group that is shown; as many as the threshold, or none."""
        return self.survey.answers - sum(option.count for option in self.groups)

    def results(self, questions: Iterable[SurveyQuestion]) -> list[QuestionResult]:
        """Each of these as its own page shows it."""
        rows = list(questions)
        words = self._words([question for question in rows if question.is_words])
        return [self._result(question, words.get(question.pk, [])) for question in rows]

    def _result(self, question: SurveyQuestion, words: list[SurveyWord]) -> QuestionResult:
        if question.is_words:
            hidden = self._why_hidden(len(words), "mots")
            left = [] if hidden else [word for word in words if not word.is_withdrawn]
            SystemRandom().shuffle(left)
            return QuestionResult(question, len(words), hidden, words=left)
        answered = self.answered(question)
        if hidden := self._why_hidden(answered, "réponses"):
            return QuestionResult(question, hidden=hidden)
        options = self.shown_options(question)
        return QuestionResult(question, answered, options=options, chart=self._chart(question, options))

    def answered(self, question: SurveyQuestion) -> int:
        """How many did not skip it."""
        return self.survey.answers - sum(o.count for o in self.options[question.pk] if o.is_blank)

    def _why_hidden(self, answers: int, what: str) -> str:
        if not answers:
            return "Personne n’a répondu à cette question."
        if self.is_shown and may_be_shown(answers, self.smallest):
            return ""
        return f"Moins de {self.smallest} {what} : rien n’est montré."

    def shown_options(self, question: SurveyQuestion) -> list[SurveyOption]:
        """Its options with their counts; of the profile question, the groups that are shown and the rest."""
        if not question.is_profile:
            return self.options[question.pk]
        rest = SurveyOption(label=OTHERS, count=self.left_out)
        return [*self.groups, *([rest] if rest.count else [])]

    def _chart(self, question: SurveyQuestion, options: list[SurveyOption]) -> Chart:
        texts = [f"{option.count} ({percent(option.count, self.survey.answers)})" for option in options]
        series = Series("Réponses", [option.count for option in options], texts)
        labels = [option.label for option in options]
        return bars(
            f"question-{question.pk}",
            question.text,
            labels,
            series,
            finding=self._finding(options),
            first="Choix",
        )

    def _finding(self, options: list[SurveyOption]) -> str:
        """« 31 réponses. Le plus choisi : « Chaque semaine », 12 fois (39 %). »"""
        chosen = [option for option in options if not option.is_blank and option.label != OTHERS]
        whole = counted(self.survey.answers, "réponse")
        if not chosen:
            return f"{whole}."
        first = max(chosen, key=lambda option: option.count)
        share = percent(first.count, self.survey.answers)
        return f"{whole}. Le plus choisi : « {first.label} », {first.count} fois ({share})."

    def _words(self, questions: list[SurveyQuestion]) -> dict[int, list[SurveyWord]]:
        by_question = defaultdict(list)
        if questions:
            rows = SurveyWord.objects.for_school(self.survey.school_id).filter(question__in=questions)
            for word in rows:
                by_question[word.question_id].append(word)
        return by_question

    @property
    def crossed_questions(self) -> list[SurveyQuestion]:
        """Those whose answers the profile question divides; none where no group is shown."""
        if not self.groups:
            return []
        closed = [row for row in self.questions if not row.is_words and not row.is_profile]
        return [row for row in closed if not self._why_hidden(self.answered(row), "")]

    def crossed(self, questions: Iterable[SurveyQuestion]) -> list[QuestionResult]:
        """Each of these with the counts of each group that is shown."""
        cells = SurveyCell.objects.for_school(self.survey.school_id).filter(survey=self.survey)
        counts = {(cell.profile_id, cell.option_id): cell.count for cell in cells}
        return [
            QuestionResult(
                question, rows=[self._cross_row(option, counts) for option in self.options[question.pk]]
            )
            for question in questions
        ]

    def _cross_row(self, option: SurveyOption, counts: dict[tuple[int, int], int]) -> CrossRow:
        cells = [("Tous", f"{option.count} ({percent(option.count, self.survey.answers)})")]
        for group in self.groups:
            count = counts.get((group.pk, option.pk), 0)
            cells.append((group.label, f"{count} ({percent(count, group.count)})"))
        return CrossRow(option.label, cells)

    def table(self) -> list[tuple[str, str, str, int]]:
        """Question, group, option, count: what leaves as a file."""
        cells = SurveyCell.objects.for_school(self.survey.school_id).filter(survey=self.survey)
        counts = {(cell.profile_id, cell.option_id): cell.count for cell in cells}
        crossed, lines = {question.pk for question in self.crossed_questions}, []
        for question in self.questions:
            if question.is_words or self._why_hidden(self.answered(question), ""):
                continue
            options = self.shown_options(question)
            lines += [(question.text, "Tous", option.label, option.count) for option in options]
            for group in self.groups if question.pk in crossed else ():
                lines += [
                    (question.text, group.label, o.label, counts.get((group.pk, o.pk), 0)) for o in options
                ]
        return lines
