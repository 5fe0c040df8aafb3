"""What was answered to a grid: by section, beside the time before."""

from collections.abc import Sequence
from dataclasses import dataclass

from fanal.steering.models import AssessmentAnswer, GridItem, SelfAssessment
from fanal.steering.rules.grid import TONES, GridAnswer, GridQuestion, SectionResult, results_of


@dataclass(frozen=True)
class AnsweredSection:
    """The result of one section, and the one of the time before when there was one."""

    result: SectionResult
    before: SectionResult | None
    questions: list[tuple[str, str, str, str]]  # the question, its answer, the tone, the answer before


def items_of(assessment: SelfAssessment) -> list[GridItem]:
    rows = GridItem.objects.for_school(assessment.school_id).filter(grid=assessment.grid_id)
    return list(rows.order_by("rank"))


def answers_of(assessment: SelfAssessment) -> dict[int, str]:
    rows = AssessmentAnswer.objects.for_school(assessment.school_id).filter(assessment=assessment)
    return dict(rows.values_list("item_id", "answer"))


def former_of(assessment: SelfAssessment) -> SelfAssessment | None:
    """The one closed before it on the same grid."""
    rows = SelfAssessment.objects.for_school(assessment.school_id).filter(grid=assessment.grid_id)
    return rows.filter(closed_on__isnull=False, pk__lt=assessment.pk).order_by("-pk").first()


def answered_sections(
    items: Sequence[GridItem], answers: dict[int, str], former: dict[int, str] | None
) -> list[AnsweredSection]:
    questions = [GridQuestion(item.section, item.text) for item in items]
    results = results_of(questions, [answers.get(item.pk, "") for item in items])
    before = results_of(questions, [former.get(item.pk, "") for item in items]) if former is not None else []
    return [
        AnsweredSection(
            result,
            before[rank] if before else None,
            [
                (item.text, *_words(answers.get(item.pk, "")), _words((former or {}).get(item.pk, ""))[0])
                for item in items
                if item.section == result.section
            ],
        )
        for rank, result in enumerate(results)
    ]


def _words(answer: str) -> tuple[str, str]:
    """« En partie », and its tone; a dash for none."""
    return (GridAnswer(answer).label, TONES[GridAnswer(answer)]) if answer else ("–", "")
