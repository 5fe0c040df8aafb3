"""What a new letter may already say, asked of what Fanal knows."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from fanal.accounts.models import Person, School
from fanal.agenda.reading.figures import kept_figures, known_values
from fanal.agenda.rules.figures import value_in_words
from fanal.allowances.models import CouncilOpinion, ImpProposal, ServiceRelief
from fanal.allowances.rules.councils import Body
from fanal.allowances.rules.relief import COUNTING
from fanal.allowances.rules.states import LIVING
from fanal.core.registry import registered
from fanal.core.text.french import full_day
from fanal.measures.reading.measures import MEASURES
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.rules.letter import REPEATED, WRITABLE
from fanal.mission_letters.rules.prefill import MOST_FIGURES, LetterFacts, Prefill, prefill
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission
from fanal.missions.rules.parts import PARTS
from fanal.year.rules.years import SchoolYear, year_named

Figures = tuple[tuple[str, str], ...]


def with_pay(mission: ParticularMission, person: Person) -> Any:
    """The mission, knowing what this person takes of it and is proposed for it, and the needs of its year."""
    lines = ImpProposal.objects.for_school(mission.school_id).filter(
        mission=OuterRef("pk"), person=person, state__in=LIVING
    )
    reliefs = ServiceRelief.objects.for_school(mission.school_id).filter(
        mission=OuterRef("pk"), person=person, state__in=COUNTING
    )
    rows = ParticularMission.objects.for_school(mission.school_id)
    shares = MissionShare.objects.for_school(mission.school_id).filter(mission=OuterRef("pk"), person=person)
    needs = NeedsAssessment.objects.for_school(mission.school_id).filter(school_year=OuterRef("school_year"))
    return rows.annotate(
        has_indemnity=Exists(lines),
        has_relief=Exists(reliefs),
        parts=ArraySubquery(shares.values("part")),
        needs_expertise=Subquery(needs.values("expertise")[:1]),
        needs_projects=Subquery(needs.values("projects")[:1]),
    ).get(pk=mission.pk)


def last_letter(mission: ParticularMission, person: Person) -> MissionLetter | None:
    """Their last version of the year before, for the same kind of mission."""
    year = year_named(mission.school_year).previous
    rows = MissionLetter.objects.for_school(mission.school_id).filter(
        person=person, school_year=year.label, mission__kind=mission.kind
    )
    if not mission.is_digital:  # « Coordination de discipline » is not the same mission from title to title
        rows = rows.filter(mission__title=mission.title)
    last: MissionLetter | None = rows.exclude(state__in=WRITABLE).order_by("-number", "-version").first()
    return last


def figures_of(school: School, year: SchoolYear, today: date) -> Figures:
    """(label, value) of the first figures that are known of that year; two queries."""
    values = known_values(school, year, kept_figures(school, [year]), today)
    lines = []
    for measure in registered(MEASURES):
        value = values.get(measure.code)
        if not measure.is_state and value and value.is_known and value.basis:
            lines.append((measure.label, value_in_words(value, is_duration=measure.is_duration)))
    return tuple(lines[:MOST_FIGURES])


def opinions_of(mission: ParticularMission) -> tuple[str, ...]:
    """« Conseil pédagogique, le 18 mai 2026 : favorable », of the sessions that had this mission."""
    rows: QuerySet[CouncilOpinion] = CouncilOpinion.objects.for_school(mission.school_id)
    lines = list(ImpProposal.objects.for_school(mission.school_id).living().filter(mission=mission))
    reliefs = ServiceRelief.objects.for_school(mission.school_id).counting().filter(mission=mission)
    relieved_on = set(reliefs.values_list("board_on", flat=True))
    return tuple(
        f"{opinion.get_body_display()}, le {full_day(opinion.held_on)} : "
        f"{opinion.get_outcome_display().lower()}"
        for opinion in rows.filter(school_year=mission.school_year).order_by("held_on")
        if any(line.had(opinion.body, opinion.held_on) for line in lines)
        or (opinion.body == Body.BOARD and opinion.held_on in relieved_on)
    )


def labels_of(taken: Collection[str]) -> tuple[str, ...]:
    """The labels of the parts that this person takes, in the order of the text."""
    return tuple(part.label for part in PARTS if part.code in taken)


def prefilled(school: School, mission: ParticularMission, person: Person, today: date) -> Prefill:
    """Nothing is written: what the form shows first."""
    last, about = last_letter(mission, person), with_pay(mission, person)
    before = year_named(mission.school_year).previous
    facts = LetterFacts(
        last={name: getattr(last, name) for name in REPEATED} if last else {},
        is_digital=mission.is_digital,
        title=mission.title,
        workload=mission.workload,
        expertise=mission.expertise,
        shared_parts=labels_of(about.parts),
        needs_expertise=about.needs_expertise or "",
        projects=about.needs_projects or "",
        figures=figures_of(school, before, today) if mission.is_digital else (),
        figures_year=before.label,
        opinions=opinions_of(mission),
        has_indemnity=about.has_indemnity,
        has_relief=about.has_relief,
    )
    return prefill(facts)
