"""Reminding somebody of the staff of what they give back soon, or late. For a pupil, the team is shown."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import leaves_at
from fanal.core.http.addresses import address
from fanal.core.mail import outbox
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.text.french import counted, full_day
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement_fields import due_words
from fanal.loans.rules.agreement import in_words
from fanal.loans.rules.loan import LATE, MADE_UP, REMINDED_AT, reminder_due

TEXT = (
    "Bonjour,\n\nVous rendez bientôt ce qui vous est prêté : {what}. Échéance : {day}.\n\nS’il vous le faut "
    "plus longtemps, demandez une prolongation au référent numérique."
)
LATE_TEXT = (
    "Bonjour,\n\nVous deviez rendre ce qui vous est prêté : {what}. L’échéance était le {day}.\n\n"
    "Rapportez-le au référent numérique. S’il vous le faut plus longtemps, demandez-lui une prolongation ; "
    "si c’est déjà rendu, dites-le-lui : le retour n’est pas noté."
)


@transaction.atomic
def send_reminders(school: School, *, now: datetime, by: Actor) -> int:
    """Write one mail for each loan and each of the days, one once it is late; asked again, none."""
    require(policies.remind_loans, by, None)
    today = now.astimezone(school.zone_info).date()
    near = (today - timedelta(days=MADE_UP), today + timedelta(days=max(REMINDED_AT)))
    rows = Loan.objects.for_school(school).out().filter(due_on__range=near, person__left_on=None)
    sent = 0
    for loan in rows.exclude(person=None).select_related("person", "school").order_by("pk"):
        days, person = reminder_due(loan.due_on, loan.handed_on, today), loan.person
        if days is None or person is None or not person.email or person.pk == loan.made_by_id:
            continue
        outbox.queue(
            school, _letter(loan, person.email, days, today), now=now, not_before=leaves_at(school, now)
        )
        sent += 1
    return sent


def _letter(loan: Loan, to: str, days: int, today: date) -> OutgoingMail:
    names = list(loan.items.out().with_machine().values_list("equipment__name", flat=True))
    days_left = (loan.due_on - today).days if loan.due_on else 0
    when = f"dans {counted(days_left, 'jour', 'jours')}" if days_left else "aujourd’hui"
    day = due_words(loan) if days_left else f"{full_day(today)}, aujourd’hui"
    subject, text = (
        (f"En retard : {in_words(names)}", LATE_TEXT)
        if days == LATE
        else (f"À rendre {when} : {in_words(names)}", TEXT)
    )
    page = f"{settings.PUBLIC_URL}{address('loans:own', loan.school.uai)}"
    return OutgoingMail(
        key=f"pret-{loan.number}-{loan.due_on:%Y%m%d}-{'retard' if days == LATE else days}",
        to=to,
        subject=subject[:150],
        text=text.format(what=in_words(names), day=day),
        link=("Ce qui m’est prêté", page),
        is_to_staff=True,
    )
