"""A frozen report goes to people who never sign in: now or on a day, capped, and stopped at their word."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import keep_own
from fanal.core.http.addresses import address
from fanal.core.mail import outbox
from fanal.core.mail.addresses import is_sealed, seal
from fanal.core.mail.models import Mail
from fanal.reports.models import BoardReport, ReportSending
from fanal.reports.models.sending import KEY
from fanal.reports.policies import report as policies
from fanal.reports.rules.report import sending_refusals

PURPOSE = "report-stop"
STOPPED = "Son lecteur ne veut plus de rapport."
PDF = "application/pdf"


@transaction.atomic
def send_report(
    report: BoardReport, addresses: Sequence[str], send_on: date, *, today: date, now: datetime, by: Actor
) -> list[ReportSending]:
    """Send the report to these addresses on that day; those that have it already are left out."""
    school = School.objects.held(report.school_id)  # the cap of a day is of the school
    report = BoardReport.objects.for_school(report.school_id).locked(report.pk)
    require(policies.send_report, by, report)
    every = ReportSending.objects.for_school(report.school_id)
    of_report = every.filter(report=report)
    before = set(of_report.values_list("address", flat=True))
    fresh = [each for each in dict.fromkeys(map(str.lower, addresses)) if each not in before]
    stopped = every.filter(stopped_at__isnull=False, address__in=fresh).values_list("address", flat=True)
    reasons = sending_refusals(
        fresh=len(fresh),
        of_report=len(before),
        of_day=every.filter(send_on=send_on).count(),
        send_on=send_on,
        today=today,
        refused=sorted(set(stopped)),
    )
    if reasons:
        raise RuleBroken(reasons)
    sendings = [
        ReportSending.objects.create(
            school_id=report.school_id, report=report, address=each, send_on=send_on, asked_at=now
        )
        for each in fresh
    ]
    for sending in sendings:
        # The journal keeps to whom, on the row of the sending: its address goes with it at its term.
        journal.created(sending, by=by, verb="reports.sending_asked")
        if send_on <= today:
            _queue(school, report, sending, now=now)
    return sendings


def send_due(school: School, *, now: datetime, by: Actor) -> None:
    """Hand over those whose day has come; each hour of a working day."""
    today = now.astimezone(school.zone_info).date()
    rows = ReportSending.objects.for_school(school).due(today)
    due = rows.select_for_update(of=("self",), skip_locked=True).select_related("report")
    with transaction.atomic():
        for sending in due.order_by("pk"):
            with journal.change(sending, by=by, verb="reports.sending_handed_over"):
                _queue(school, sending.report, sending, now=now)


def _queue(school: School, report: BoardReport, sending: ReportSending, *, now: datetime) -> None:
    frozen = report.frozen
    name = f"rapport-{report.measure_period.year}-{report.number}-{school.uai}.pdf"
    file = keep_own(school.pk, bytes(frozen.paper), name, PDF)
    letter = outbox.OutgoingMail(
        key=sending.mail_key,
        to=sending.address,
        subject=report.title,
        text=f"Bonjour,\n\nVous trouverez ci-joint « {report.title} », de {school.name}, tel qu’il a été "
        f"figé le {report.frozen_at:%d/%m/%Y}. Ses chiffres ne changeront plus.\n\n"
        "Ce courriel est envoyé automatiquement par l’établissement : il n’attend pas de réponse.",
        attachments=(file,),
        fewer=stop_link(school, sending),
    )
    outbox.queue(school, letter, now=now)
    sending.queued_at = now
    sending.save(update_fields=["queued_at"])


def stop_link(school: School, sending: ReportSending) -> str:
    """Where its reader says that they want no report any more, without signing in."""
    token = seal(PURPOSE, school.uai, sending.pk)
    return f"{settings.PUBLIC_URL}{address('reports_stop:stop', school.uai, sending.pk, token)}"


def sending_of(school: School, pk: int, token: str) -> ReportSending | None:
    """The sending that this link was made for; None for any other words."""
    if not is_sealed(token, PURPOSE, school.uai, pk):
        return None
    rows = ReportSending.objects.for_school(school).select_related("report")
    sending: ReportSending | None = rows.filter(pk=pk).first()
    return sending


@transaction.atomic
def stop_sending(sending: ReportSending, *, now: datetime, by: Actor) -> None:
    """Its reader wants no report any more, of this school: neither this one nor those that were planned."""
    every = ReportSending.objects.for_school(sending.school_id).filter(address__iexact=sending.address)
    for row in every.filter(stopped_at__isnull=True).select_for_update(of=("self",)).order_by("pk"):
        with journal.change(row, by=by, verb="reports.sending_stopped"):
            row.stopped_at = now
            row.save(update_fields=["stopped_at"])
    keys = [f"{KEY}{pk}" for pk in every.values_list("pk", flat=True)]
    waiting = Mail.objects.for_school(sending.school_id).filter(key__in=keys, state=Mail.State.QUEUED)
    waiting.update(state=Mail.State.HELD, reason=STOPPED)
