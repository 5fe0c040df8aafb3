"""What is written about acts: one grouped mail a week, and the last working day of one that nobody renews."""

from collections.abc import Callable, Sequence
from datetime import date

from django.conf import settings

from fanal.accounts.models import Membership, Person, School
from fanal.core.http.addresses import address
from fanal.core.mail.outbox import OutgoingMail, Section
from fanal.core.text.french import counted, full_day
from fanal.designations.models import Designation

WeeklyActs = tuple[Sequence[Designation], Sequence[Designation], int]
HELLO = "Bonjour,\n\nVoici où en sont les désignations de votre établissement."
LAST = (
    "Bonjour,\n\nL’acte n° {number} ({about}, {delegate}) prend fin le {day}, et aucun acte ne le suit. "
    "Après ce jour, le droit s’arrête : préparez un renouvellement s’il doit continuer."
)


def weekly(school: School, reader: Membership, acts: WeeklyActs, today: date) -> OutgoingMail | None:
    """None when there is no address to write to."""
    ending, confirm, awaiting = acts
    sections = [
        Section(f"{counted(awaiting, 'acte à signer', 'actes à signer')}", ("Ils attendent au parapheur.",))
        if awaiting
        else None,
        _section("À confirmer par la direction", confirm, lambda act: act.confirm_by),
        _section("Finissent bientôt, sans renouvellement", ending, lambda act: act.ends_on),
    ]
    to, week = reader.person.email, today.isocalendar()
    if not to:
        return None
    return OutgoingMail(
        key=f"actes-{week.year}-{week.week}-{reader.person_id}",
        to=to,
        subject="Désignations : à faire",
        text=HELLO,
        sections=tuple(section for section in sections if section),
        link=("Ouvrir les désignations", _page(school)),
        is_to_staff=True,
    )


def _section(
    title: str, acts: Sequence[Designation], day: Callable[[Designation], date | None]
) -> Section | None:
    lines = tuple(
        f"{act.about}, {act.delegate} (n° {act.number}) : {full_day(day(act) or act.ends_on)}" for act in acts
    )
    return Section(title, lines) if lines else None


def last_call(school: School, person: Person, act: Designation) -> OutgoingMail | None:
    to = person.email
    if not to:
        return None
    text = LAST.format(number=act.number, about=act.about, delegate=act.delegate, day=full_day(act.ends_on))
    page = f"{settings.PUBLIC_URL}{address('designations:act_page', school.uai, act.number)}"
    return OutgoingMail(
        key=f"acte-fin-{act.number}-{act.ends_on:%Y%m%d}-{person.pk}",
        to=to,
        subject=f"L’acte n° {act.number} prend fin le {full_day(act.ends_on)}",
        text=text,
        link=("Ouvrir l’acte", page),
        is_to_staff=True,
    )


def _page(school: School) -> str:
    return f"{settings.PUBLIC_URL}{address('designations:act_list', school.uai)}"
