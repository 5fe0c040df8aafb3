"""Somebody of the staff who asks for their data, or to be erased: how they are found, what stays of them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import AccessGrant, ApiToken, Invitation, Membership, Person, School
from fanal.accounts.models.anonymous import BLANK, NOBODY
from fanal.accounts.models.member import Member
from fanal.accounts.models.membership import valid_since
from fanal.core import jobs
from fanal.core.erasing import PERSON, Finder, Subject, Trace, deleted
from fanal.core.imports.models import Import
from fanal.core.own_data import OwnRows
from fanal.core.registry import DATA_SUBJECTS, ERASURE, PERSONAL_DATA, register, registered
from fanal.core.saved_views import SavedView

FIND = 20
HERE = "Cette personne est encore dans l’établissement : notez d’abord son départ, sous « Personnes »."
THEIRS = "Lu de cette personne seule, sur la page « Mes données » de son compte : elle l’y prend elle-même."
RIGHTS = "savoir qui avait quels droits, cinq ans après leur fin"


def _subject(person: Person, today: date) -> Subject:
    links = Membership.objects.for_school(person.school_id).filter(person=person, user__isnull=False)
    users = list(links.order_by("-valid_from").values_list("user_id", "user__email"))
    emails = {email.lower() for email in (person.email, *(email for _, email in users)) if email}
    return Subject(
        PERSON,
        person.school_id,
        person.pk,
        person.given_name,
        person.family_name,
        today,
        person.job,
        tuple(sorted(emails)),
        users[0][0] if users else 0,
    )


def _find(school_id: int, typed: str, today: date) -> list[Subject]:
    rows = Person.objects.for_school(school_id).named(typed).exclude(family_name=NOBODY).by_name()[:FIND]
    return [
        Subject(PERSON, school_id, row.pk, row.given_name, row.family_name, today, row.job) for row in rows
    ]


def _get(school_id: int, pk: int, today: date, lock: bool) -> Subject | None:
    rows = Person.objects.for_school(school_id).exclude(family_name=NOBODY)
    rows = rows.select_for_update() if lock else rows
    person = rows.filter(pk=pk).first()
    return _subject(person, today) if person else None


def _tell(subject: Subject) -> dict[str, Any]:
    """What the page « Mes données » would give them, but for what they alone read while they can open it."""
    school = School.objects.get(pk=subject.school_id)
    person = Person.objects.for_school(school).get(pk=subject.pk)
    member = Member(school, subject.user_id, frozenset(), person=person)
    can_read = _still_here(subject).filter(user__isnull=False).exists()
    return {
        name: THEIRS if can_read and isinstance(rows, OwnRows) and rows.is_private else rows
        for tell in registered(PERSONAL_DATA)
        for name, rows in tell(member).items()
    }


def _still_here(subject: Subject) -> QuerySet:
    held = Membership.objects.for_school(subject.school_id).filter(person=subject.pk)
    return held.filter(valid_since(subject.today), person__left_on__isnull=True)


def _cut_from_sign_in(rows: QuerySet, subject: Subject) -> None:
    """Their sign-in leads here no more; if it leads nowhere else, it goes too."""
    users = set(rows.filter(user__isnull=False).values_list("user_id", flat=True))
    ApiToken.objects.for_school(subject.school_id).filter(user__in=users).delete()
    rows.update(user=None)
    for user_id in sorted(users):
        jobs.defer("accounts.forget_sign_in", user_id=user_id)


OFFERED = (
    Trace("Fonctions en cours", (PERSON,), (), _still_here, stops=HERE),
    Trace(
        "Fonctions",
        (PERSON,),
        ("accounts.Membership",),
        lambda who: Membership.objects.for_school(who.school_id).filter(person=who.pk),
        becomes=f"détachées de son compte ; les dates restent : {RIGHTS}",
        forget=_cut_from_sign_in,
    ),
    Trace(
        "Droits d’administration de Fanal",
        (PERSON,),
        ("accounts.AccessGrant",),
        lambda who: AccessGrant.objects.for_school(who.school_id).filter(person=who.pk),
        why=f"sans son nom : {RIGHTS}",
    ),
    Trace(
        "Invitations",
        (PERSON,),
        ("accounts.Invitation",),
        lambda who: Invitation.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Jetons d’accès",
        (PERSON,),
        ("accounts.ApiToken",),
        lambda who: ApiToken.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Filtres enregistrés",
        (PERSON,),
        ("core.SavedView",),
        lambda who: SavedView.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Imports faits",
        (PERSON,),
        ("core.Import",),
        lambda who: Import.objects.for_school(who.school_id).filter(made_by=who.pk),
        becomes="sans dire par qui",
        forget=lambda rows, who: rows.update(made_by=None),
    ),
    Trace(
        "Nom et coordonnées",
        (PERSON,),
        ("accounts.Person",),
        lambda who: Person.objects.for_school(who.school_id).filter(pk=who.pk),
        becomes=f"remplacés par « {NOBODY} » : ce qui est compté le reste",
        forget=lambda rows, who: rows.update(**BLANK),
    ),
)
for trace in OFFERED:
    register(ERASURE, 90)(trace)
register(DATA_SUBJECTS, 10)(Finder(PERSON, "Personnel", _find, _get, _tell))
