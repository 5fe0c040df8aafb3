"""A self-assessment grid: what it asks, how it is answered, what its answers say.

Three answers, as the ministry's own reference for collèges and lycées has them: yes, partly, no
(`docs/domain/project.md`). Answers are counted by section; they make no mark and no rank.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.imports.columns import Field, match_columns
from fanal.core.labelled import Labelled
from fanal.core.text.words import fold

MOST_ITEMS, MOST_SECTIONS = 80, 12
MOST_GRIDS, MOST_ASSESSMENTS = 20, 60  # of a school
LONGEST_ITEM, LONGEST_SECTION = 300, 120
KEPT_YEARS = 5
SECTION_HEADERS = "domaine domaines rubrique rubriques thème thèmes axe axes sections"
QUESTION_HEADERS = "item items critère critères affirmation affirmations énoncé énoncés texte questions"
FIELDS = (
    Field("section", "Section", tuple(SECTION_HEADERS.split())),
    Field("question", "Question", tuple(QUESTION_HEADERS.split())),
)


class GridAnswer(Labelled):
    YES = "yes", "Oui"
    PARTLY = "partly", "En partie"
    NO = "no", "Non"


TONES = {GridAnswer.YES: "ok", GridAnswer.PARTLY: "warn", GridAnswer.NO: "bad"}


@dataclass(frozen=True)
class GridQuestion:
    section: str
    text: str


@dataclass(frozen=True)
class SectionResult:
    """How the questions of one section were answered; `unanswered` of them were not."""

    section: str
    counts: Mapping[GridAnswer, int]
    unanswered: int

    @property
    def total(self) -> int:
        return sum(self.counts.values()) + self.unanswered

    @property
    def words(self) -> str:
        """« 3 oui, 1 en partie, 2 non »."""
        parts = [
            f"{self.counts[answer]} {answer.label.lower()}" for answer in GridAnswer if self.counts[answer]
        ]
        if self.unanswered:
            parts.append(f"{self.unanswered} sans réponse")
        return ", ".join(parts)


def results_of(questions: Sequence[GridQuestion], answers: Sequence[str]) -> list[SectionResult]:
    """One result a section, in the order of the grid. `answers`: one a question, empty for none."""
    sections = dict.fromkeys(question.section for question in questions)
    return [
        _result(
            section,
            [
                answer
                for question, answer in zip(questions, answers, strict=True)
                if question.section == section
            ],
        )
        for section in sections
    ]


def _result(section: str, answers: Collection[str]) -> SectionResult:
    counts = {answer: sum(each == answer for each in answers) for answer in GridAnswer}
    return SectionResult(section, counts, len(answers) - sum(counts.values()))


@dataclass(frozen=True)
class GridTable:
    """What a table says: its questions, or why it is none."""

    questions: list[GridQuestion] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def known_columns(headers: Sequence[str]) -> list[str]:
    """« section », « question » or nothing for each header."""
    return match_columns(headers, FIELDS)


def read_grid(headers: Sequence[str], lines: Sequence[tuple[int, Sequence[str]]]) -> GridTable:
    """The questions of a table with a column « section » and a column « question ».

    `lines`: pairs of a line of the file and its cells. A section left empty is that of the line above.
    """
    codes = known_columns(headers)
    if not {"section", "question"} <= set(codes):
        return GridTable(reasons=["Il faut deux colonnes, « Section » et « Question », en haut du tableau."])
    section_at, item_at = codes.index("section"), codes.index("question")
    questions, reasons, section = list[GridQuestion](), list[str](), ""
    for line, cells in lines:
        texts = [" ".join(without_hidden(_cell(cells, at)).split()) for at in (section_at, item_at)]
        section = texts[0] or section
        if not texts[1]:
            continue
        if not section:
            reasons.append(f"Ligne {line} : donnez la section de cette question.")
        elif len(section) > LONGEST_SECTION or len(texts[1]) > LONGEST_ITEM:
            reasons.append(
                f"Ligne {line} : ce texte est trop long ({LONGEST_SECTION} signes pour une section, "
                f"{LONGEST_ITEM} pour une question)."
            )
        else:
            questions.append(GridQuestion(section, texts[1]))
    return GridTable(questions, reasons[:5] or size_refusals(questions))


def size_refusals(questions: Sequence[GridQuestion]) -> list[str]:
    """Why these questions cannot make a grid."""
    if not questions:
        return ["Ce tableau n’a aucune question : vérifiez que c’est le bon fichier."]
    if len(questions) > MOST_ITEMS or len({question.section for question in questions}) > MOST_SECTIONS:
        return [
            f"Une grille a au plus {MOST_ITEMS} questions et {MOST_SECTIONS} sections : découpez celle-ci."
        ]
    if len({fold(question.text) for question in questions}) < len(questions):
        return ["Une question est écrite deux fois : gardez-en une."]
    return []


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
