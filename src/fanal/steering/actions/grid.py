"""What is done to grids and self-assessments: brought, withdrawn, begun, answered, closed."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.steering.models import AssessmentAnswer, AssessmentGrid, GridItem, SelfAssessment
from fanal.steering.policies import project as policies
from fanal.steering.rules import delivered_grid
from fanal.steering.rules.answers import (
    ShownAnswers,
    clash_refusals,
    merged_answers,
    merged_conclusion,
)
from fanal.steering.rules.grid import (
    MOST_ASSESSMENTS,
    MOST_GRIDS,
    GridAnswer,
    GridQuestion,
    size_refusals,
)

CLOSED = "Cette auto-évaluation est terminée : commencez-en une autre pour répondre de nouveau."


@transaction.atomic
def add_grid(
    school: School,
    name: str,
    source: str,
    questions: Sequence[GridQuestion],
    *,
    today: date,
    by: Actor,
) -> AssessmentGrid:
    """Keep a grid with its questions, which never change."""
    School.objects.held(school.pk)
    require(policies.assess, by, None)
    grids = AssessmentGrid.objects.for_school(school)
    if grids.filter(name=name).exists():
        raise RuleBroken(f"« {name} » existe déjà : ouvrez-la, ou donnez un autre nom.")
    if grids.count() >= MOST_GRIDS:
        raise RuleBroken(f"Un établissement garde au plus {MOST_GRIDS} grilles.")
    if reasons := size_refusals(questions):
        raise RuleBroken(reasons)
    made = AssessmentGrid.objects.create(school=school, name=name, source=source, added_on=today)
    GridItem.objects.bulk_create(
        GridItem(school=school, grid=made, rank=rank, section=question.section, text=question.text)
        for rank, question in enumerate(questions, start=1)
    )
    journal.created(made, by=by, verb="steering.grid_added")
    return made


def add_delivered_grid(school: School, *, today: date, by: Actor) -> AssessmentGrid:
    """Keep the grid that comes with Fanal."""
    return add_grid(
        school,
        delivered_grid.NAME,
        delivered_grid.SOURCE,
        delivered_grid.QUESTIONS,
        today=today,
        by=by,
    )


@transaction.atomic
def offer_grid(grid: AssessmentGrid, *, is_withdrawn: bool, by: Actor) -> AssessmentGrid:
    """Propose a grid no more, or again; what was answered to it stays."""
    grid = AssessmentGrid.objects.for_school(grid.school_id).locked(grid.pk)
    require(policies.assess, by, grid)
    journal.write_changes(grid, {"is_withdrawn": is_withdrawn}, by=by, verb="steering.grid_changed")
    return grid


@transaction.atomic
def begin_assessment(grid: AssessmentGrid, *, today: date, by: Actor) -> SelfAssessment:
    """Answer a grid anew; the one that is open already is that one."""
    School.objects.held(grid.school_id)
    grid = AssessmentGrid.objects.for_school(grid.school_id).locked(grid.pk)
    require(policies.assess, by, grid)
    if grid.is_withdrawn:
        raise RuleBroken("Cette grille n’est plus proposée : proposez-la de nouveau, ou prenez-en une autre.")
    opened = grid.assessments.filter(closed_on__isnull=True).first()
    if opened is not None:
        return opened
    if SelfAssessment.objects.for_school(grid.school_id).count() >= MOST_ASSESSMENTS:
        raise RuleBroken(f"Un établissement garde au plus {MOST_ASSESSMENTS} auto-évaluations.")
    made: SelfAssessment = grid.assessments.create(school_id=grid.school_id, made_on=today)
    journal.created(made, by=by, verb="steering.assessment_begun")
    return made


@transaction.atomic
def answer_grid(
    assessment: SelfAssessment,
    answers: Mapping[int, str],
    conclusion: str,
    *,
    by: Actor,
    shown: ShownAnswers | None = None,
) -> SelfAssessment:
    """Keep what these answers (item: answer, empty for none) and this conclusion change of what was shown.

    Where another person wrote otherwise meanwhile, nothing is kept. A closed one never changes.
    """
    assessment = SelfAssessment.objects.for_school(assessment.school_id).locked(assessment.pk)
    require(policies.assess, by, assessment)
    if assessment.closed_on is not None:
        raise RuleBroken(CLOSED)
    items = GridItem.objects.for_school(assessment.school_id).filter(grid=assessment.grid_id).order_by("rank")
    own = {item.pk: item.text for item in items}
    given = {item: answers[item] for item in own if answers.get(item) in {"", *GridAnswer}}
    kept = dict(assessment.answers.values_list("item_id", "answer"))
    merged = merged_answers(given, shown.answers if shown else {}, kept)
    written = merged_conclusion(conclusion, shown, assessment.conclusion)
    others = {own[item]: kept[item] for item in merged.clashes} if shown else {}
    if reasons := clash_refusals(others, assessment.conclusion if written is None else ""):
        raise RuleBroken(reasons)
    if merged.changes:
        _write_answers(assessment, merged.changes)
        count = assessment.answers.count()
        journal.noted(assessment, by=by, verb="steering.assessment_answered", answers=count)
    journal.write_changes(assessment, {"conclusion": written}, by=by, verb="steering.assessment_concluded")
    return assessment


def _write_answers(assessment: SelfAssessment, changes: Mapping[int, str]) -> None:
    """Write these answers, and take away those that are empty."""
    assessment.answers.filter(item__in=[item for item, answer in changes.items() if not answer]).delete()
    AssessmentAnswer.objects.bulk_create(
        (
            AssessmentAnswer(
                school_id=assessment.school_id, assessment=assessment, item_id=item, answer=answer
            )
            for item, answer in changes.items()
            if answer
        ),
        update_conflicts=True,
        unique_fields=["school", "assessment", "item"],
        update_fields=["answer"],
    )


@transaction.atomic
def close_assessment(assessment: SelfAssessment, *, today: date, by: Actor) -> SelfAssessment:
    """End it: its answers never change again."""
    assessment = SelfAssessment.objects.for_school(assessment.school_id).locked(assessment.pk)
    require(policies.assess, by, assessment)
    if assessment.closed_on is not None:
        return assessment
    if not assessment.answers.exists():
        raise RuleBroken("Aucune question n’a encore de réponse : répondez à une au moins, puis terminez.")
    journal.write_changes(assessment, {"closed_on": today}, by=by, verb="steering.assessment_closed")
    return assessment
