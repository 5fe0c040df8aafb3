"""What a job makes of a report: a preview of its paper, or the frozen report with all its papers."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.policies.rights import Right, require
from fanal.core import jobs, journal
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import keep_paper
from fanal.reports.models import BoardReport, ReportContent
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import content_of, content_sum, json_of
from fanal.reports.reading.papers import brief_paper, report_paper, report_text, slides_paper

MAKE = "reports.make"
NO_PART = "Ce rapport n’a aucune partie : ajoutez-en une avant de le figer."


def ask_preview(report: BoardReport, *, now: datetime, by: Actor) -> BoardReport:
    """Ask for the paper of a draft, as it would be today."""
    return _ask(report, BoardReport.Work.PREVIEW, policies.draft_report, now=now, by=by)


def ask_freeze(report: BoardReport, *, now: datetime, by: Actor) -> BoardReport:
    """Ask to freeze a report: nothing in it will change any more."""
    return _ask(report, BoardReport.Work.FREEZE, policies.freeze_report, now=now, by=by)


@transaction.atomic
def _ask(
    report: BoardReport, work: BoardReport.Work, right: Right, *, now: datetime, by: Actor
) -> BoardReport:
    report = BoardReport.objects.for_school(report.school_id).locked(report.pk)
    require(right, by, report)
    if not report.parts.exists():
        raise RuleBroken(NO_PART)
    if work == BoardReport.Work.FREEZE:
        journal.noted(report, by=by, verb="reports.freeze_asked")
        report.by_delegation, report.frozen_by_id = not by.has(Role.HEAD), by.person_id
    report.work, report.work_at = work, now
    report.save(update_fields=["work", "work_at", "by_delegation", "frozen_by"])
    jobs.defer(MAKE, school_id=report.school_id, report_id=report.pk)
    return report


@transaction.atomic
def make(school: School, report_id: int, *, now: datetime) -> BoardReport | None:
    """Do what was asked of a report; None when nothing is, or not any more."""
    report = (
        BoardReport.objects.for_school(school).select_for_update(of=("self",)).filter(pk=report_id).first()
    )
    if report is None or report.is_frozen or report.work == BoardReport.Work.NONE:
        return None
    today = now.astimezone(school.zone_info).date()
    if report.work == BoardReport.Work.FREEZE:
        return freeze(report, school, now=now, today=today)
    report.preview = report_paper(content_of(report, school, today), is_draft=True)
    report.previewed_at, report.work, report.work_at = now, BoardReport.Work.NONE, None
    report.save(update_fields=["preview", "previewed_at", "work", "work_at"])
    return report


def freeze(report: BoardReport, school: School, *, now: datetime, today: date) -> BoardReport:
    """Keep what the report says, and its papers, inside the transaction of whoever asks."""
    content = content_of(report, school, today)
    text = json_of(content)
    frozen = ReportContent.objects.create(
        school=school,
        report=report,
        content=text,
        sha256=content_sum(text),
        paper=report_paper(content),
        text_file=report_text(content),
        brief=brief_paper(content),
        slides=slides_paper(content),
        frozen_at=now,
    )
    files = (frozen.paper, frozen.text_file, frozen.brief, frozen.slides)
    sums = [hashlib.sha256(file).hexdigest() for file in files]
    keep_paper("reports.report", report, frozen.sha256, on=today, files=sums)
    schedule = system(System.SCHEDULE)
    with journal.change(report, by=schedule, verb="reports.frozen"):
        report.frozen_at, report.work, report.work_at = now, BoardReport.Work.NONE, None
        report.preview, report.previewed_at = None, None
        report.save(update_fields=["frozen_at", "work", "work_at", "preview", "previewed_at"])
    journal.noted(report, by=schedule, verb="reports.content_kept", sha256=frozen.sha256)
    return report
