"""What is done to a report while it is a draft: begun, changed, its parts written and ordered, removed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.order import Step, move
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.reports.models import BoardReport, FigureAgreement, ReportPart
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import sources
from fanal.reports.rules.report import MOST_DRAFTS, MOST_REPORTS, date_refusals, part_refusals

NO_PREVIEW = {"preview": None, "previewed_at": None}  # what it showed is no more what the report says


def _refuse(codes: Sequence[str], board_on: date | None, today: date, *, kept: Sequence[str] = ()) -> None:
    reasons = part_refusals(codes, [*sources(), *kept]) + date_refusals(board_on, today)
    if reasons:
        raise RuleBroken(reasons)


def _refuse_too_many(school: School) -> None:
    every = BoardReport.objects.for_school(school)
    if every.drafts().count() >= MOST_DRAFTS:
        raise RuleBroken(
            f"Il y a déjà {MOST_DRAFTS} brouillons : figez-en un, ou supprimez ceux qui ne servent plus."
        )
    if every.count() >= MOST_REPORTS:
        raise RuleBroken(f"L’établissement garde au plus {MOST_REPORTS} rapports : supprimez un brouillon.")


@transaction.atomic
def begin_report(
    school: School, values: Mapping[str, Any], codes: Sequence[str], *, today: date, by: Actor
) -> BoardReport:
    """Begin a report of these parts, in the order in which rooms offer them."""
    require(policies.draft_report, by, None)
    School.objects.held(school.pk)  # its number is the next one
    _refuse_too_many(school)
    _refuse(codes, values["board_on"], today)
    last = BoardReport.objects.for_school(school).aggregate(last=Max("number", default=0))["last"]
    report = BoardReport.objects.create(school=school, number=last + 1, **values)
    journal.created(report, by=by, verb="reports.begun")
    _set_parts(report, codes)
    return report


@transaction.atomic
def correct_report(report: BoardReport, *, today: date, by: Actor) -> BoardReport:
    """Begin the report that corrects a frozen one: its parts with their texts, its figures counted anew.

    A correction that somebody began already is that one.
    """
    school = report.school
    School.objects.held(school.pk)
    report = BoardReport.objects.for_school(school).locked(report.pk)
    require(policies.correct_report, by, report)
    begun = BoardReport.objects.for_school(school).drafts().filter(corrects=report.number).first()
    if begun is not None:
        return begun
    values = {"title": report.title, "period": report.period, "corrects": report.number}
    values["board_on"] = None if date_refusals(report.board_on, today) else report.board_on
    texts = {part.code: part.text for part in report.parts.all() if part.code in sources()}
    made = begin_report(school, values, list(texts), today=today, by=by)
    for part in made.parts.all():
        if texts[part.code]:
            write_part(part, texts[part.code], by=by)
    return made


@transaction.atomic
def change_report(
    report: BoardReport,
    values: Mapping[str, Any],
    codes: Sequence[str],
    *,
    today: date,
    by: Actor,
    seen: str = "",
) -> BoardReport:
    """Another title, day or period; parts are added at the end, or leave with their text."""
    report = BoardReport.objects.for_school(report.school_id).locked(report.pk)
    require(policies.draft_report, by, report)
    refuse_stale(report, values, seen)
    _refuse(codes, values["board_on"], today, kept=[part.code for part in report.parts.all()])
    journal.write_changes(report, values, by=by, verb="reports.changed")
    _set_parts(report, codes)
    _forget_preview(report)
    return report


def _set_parts(report: BoardReport, codes: Sequence[str]) -> None:
    """Those that stay keep their text and their place."""
    report.parts.exclude(code__in=codes).delete()
    before = set(report.parts.values_list("code", flat=True))
    last = report.parts.aggregate(last=Max("rank", default=0))["last"]
    fresh = [code for code in codes if code not in before]
    ReportPart.objects.bulk_create(
        ReportPart(school_id=report.school_id, report=report, code=code, rank=rank)
        for rank, code in enumerate(fresh, start=last + 1)
    )


def _forget_preview(report: BoardReport) -> None:
    """What a job was asked to make or to freeze is not this any more: it is asked again."""
    BoardReport.objects.for_school(report.school_id).filter(pk=report.pk).update(
        **NO_PREVIEW, work=BoardReport.Work.NONE, work_at=None
    )


@transaction.atomic
def write_part(part: ReportPart, text: str, *, by: Actor, seen: str = "") -> ReportPart:
    """The words of the school before the figures of a part."""
    report = BoardReport.objects.for_school(part.school_id).locked(part.report_id)
    require(policies.draft_report, by, report)
    part = ReportPart.objects.for_school(part.school_id).locked(part.pk)
    refuse_stale(part, {"text": text}, seen)
    journal.write_changes(part, {"text": text}, by=by, verb="reports.part_written")
    _forget_preview(report)
    return part


@transaction.atomic
def move_part(part: ReportPart, step: Step, *, by: Actor) -> BoardReport:
    """Put a part a step up or down, first or last; one that stands there already stays where it is."""
    report = BoardReport.objects.for_school(part.school_id).locked(part.report_id)
    require(policies.draft_report, by, report)
    move(part, report.parts, step)
    journal.noted(report, by=by, verb="reports.part_raised", code=part.code, step=step.value)
    _forget_preview(report)
    return report


@transaction.atomic
def remove_report(report: BoardReport, *, by: Actor) -> None:
    """A draft that serves no more, with its texts."""
    report = BoardReport.objects.for_school(report.school_id).locked(report.pk)
    require(policies.draft_report, by, report)
    journal.noted(report, by=by, verb="reports.removed", title=report.title)
    report.delete()


@transaction.atomic
def agree_to_figure(report: BoardReport, *, is_given: bool, now: datetime, by: Actor) -> None:
    """Whoever acts agrees, or agrees no more, that figures of their own work stand in this report."""
    report = BoardReport.objects.for_school(report.school_id).locked(report.pk)
    require(policies.agree_to_figure, by, report)
    if by.person_id is None:
        raise TypeError("a person agrees to their own figure")
    mine = FigureAgreement.objects.for_school(report.school_id).filter(report=report, person=by.person_id)
    if is_given == mine.exists():
        return
    verb = "reports.agreement_given" if is_given else "reports.agreement_withdrawn"
    journal.noted(report, by=by, verb=verb)
    if is_given:
        FigureAgreement.objects.create(
            school_id=report.school_id, report=report, person_id=by.person_id, given_at=now
        )
    else:
        mine.delete()
    _forget_preview(report)
