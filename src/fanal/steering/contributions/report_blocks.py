"""The digital project in the report for the board: what was done, what is late, what lacks something."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import agrees, counted, full_day
from fanal.core.text.money import about
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.measures.reading.report_blocks import (
    MOST_ROWS,
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.steering.models import Objective, ProjectAction, ProjectOpinion, ProjectVersion
from fanal.steering.reading.coverage import coverage_of
from fanal.steering.reading.outline import LATE, Outline, outline_of
from fanal.steering.rules.action import ActionState
from fanal.steering.rules.adoption import opinions_title
from fanal.steering.rules.coverage import Gap
from fanal.year.rules.periods import MeasurePeriod

ACTIONS, OBJECTIVES = ("action", "actions"), ("objectif", "objectifs")
MOST_SAID = 4  # opinions in one sentence


def _action_rows(
    school: School, actions: Sequence[ProjectAction], *, with_budget: bool = False
) -> tuple[MeasuredRow, ...]:
    return tuple(
        MeasuredRow.of(
            row,
            row.title,
            address("steering:objective_page", school.uai, row.objective_id),
            row.ends_on,
            about(row.budget_cents) if with_budget and row.budget_cents else "",
        )
        for row in actions[:MOST_ROWS]
    )


def _objective_rows(school: School, objectives: Sequence[Objective]) -> tuple[MeasuredRow, ...]:
    return tuple(
        MeasuredRow.of(
            row, f"{row.number} {row.title}", address("steering:objective_page", school.uai, row.pk)
        )
        for row in objectives[:MOST_ROWS]
    )


def _figures(school: School, outline: Outline, today: date) -> tuple[BlockFigure, ...]:
    kept, on = outline.kept, f"au {full_day(today)}"
    done = [row for row in kept if row.state == ActionState.DONE]
    late = [row for row in kept if row.state_on(today)[0] == LATE]
    funded = [row for row in kept if row.budget_cents]
    orphans = [row.objective for row in coverage_of(outline.version).lacking(Gap.NOTHING)]
    return (
        BlockFigure.counting(
            "project.done",
            ("Action faite", "Actions faites"),
            len(done),
            len(kept),
            definition="Actions notées faites, parmi celles qui ne sont pas abandonnées.",
            period=on,
            rows=len(done),
            trace=_action_rows(school, done),
            row_noun=ACTIONS,
            day_noun="Fin prévue",
        ),
        BlockFigure.counting(
            "project.late",
            ("Action en retard", "Actions en retard"),
            len(late),
            definition="Actions ni faites ni abandonnées dont la fin prévue est passée.",
            period=on,
            rows=len(late),
            trace=_action_rows(school, late),
            row_noun=ACTIONS,
            day_noun="Fin prévue",
        ),
        BlockFigure(
            code="project.budget",
            label="Budget des actions",
            value=about(outline.budget_cents),
            definition="Somme des budgets notés sur les actions qui ne sont pas abandonnées.",
            period=on,
            numerator=Decimal(outline.budget_cents) / 100,
            denominator=None,
            rows=len(funded),
            trace=_action_rows(school, funded, with_budget=True),
            row_noun=ACTIONS,
            day_noun="Fin prévue",
        ),
        BlockFigure(
            code="project.orphans",
            label=agrees(len(orphans), "Objectif sans rien en face", "Objectifs sans rien en face"),
            value=str(len(orphans)),
            definition="Objectifs du projet en vigueur qu’aucune action ni aucune chose reliée ne sert.",
            period=on,
            numerator=Decimal(len(orphans)),
            denominator=Decimal(len(outline.objectives)),
            rows=len(orphans),
            trace=_objective_rows(school, orphans),
            row_noun=OBJECTIVES,
        ),
    )


def _opinions(school: School, period: MeasurePeriod) -> tuple[BlockFigure, BlockSentence] | None:
    """What councils said of the project in the period, their votes with it."""
    rows = ProjectOpinion.objects.for_school(school).filter(**days_within(period, "given_on"))
    rows = rows.select_related("version").order_by("given_on", "pk")

    def traced(row: ProjectOpinion) -> MeasuredRow:
        page = address("steering:version_page", school.uai, row.version_id)
        outcome = f", {row.get_outcome_display().lower()}" if row.outcome else ""
        words = f"{row}{outcome} ({row.votes_words})" if row.votes_words else f"{row}{outcome}"
        return MeasuredRow.of(row, words, page, row.given_on)

    title = opinions_title(is_private=school.is_private)
    figure = counted_figure(
        "project.opinions",
        (title, title),
        rows,
        traced,
        definition="Les avis rendus sur le projet pendant la période, avec les votes qui sont notés.",
        period=period.label,
        noun=("avis", "avis"),
    )
    if not figure.rows:
        return None
    labels = " ; ".join(row.label for row in figure.trace[:MOST_SAID])
    return figure, BlockSentence(f"Avis rendus : {labels}.", figure.code)


def _compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    version = ProjectVersion.objects.for_school(school).in_force().first()
    if version is None:
        return None
    outline = outline_of(version)
    figures = _figures(school, outline, today)
    done, late, _, orphans = figures
    sentences = [
        BlockSentence(
            f"« {version.title} », {version.period}, {version.label.lower()} : "
            f"{counted(len(outline.objectives), 'objectif')}, "
            f"{counted(done.rows, 'action faite', 'actions faites')} sur {len(outline.kept)}.",
            done.code,
        )
    ]
    if late.rows:
        sentences.append(BlockSentence(f"{counted(late.rows, 'action')} en retard.", late.code))
    if orphans.rows:
        sentences.append(
            BlockSentence(f"{counted(orphans.rows, 'objectif')} sans rien en face.", orphans.code)
        )
    opinions = _opinions(school, period)
    if opinions:
        figures, sentences = (*figures, opinions[0]), [*sentences, opinions[1]]
    bars = tuple((state.label, Decimal(_count(outline, state))) for state in ActionState)
    finding = f"Sur {counted(len(outline.actions), 'action')}, {counted(outline.done, 'faite')}."
    return ReportBlock(tuple(sentences), figures, BlockBars(finding, bars, "actions"))


def _count(outline: Outline, state: ActionState) -> int:
    return sum(action.state == state for action in outline.actions)


register(REPORT_BLOCK, "steering.project")(
    ReportBlockSource(
        "steering.project",
        "Le projet numérique",
        compose=_compose,
        lead="Ce qui est fait, ce qui est en retard, ce qui n’a rien en face.",
    )
)
