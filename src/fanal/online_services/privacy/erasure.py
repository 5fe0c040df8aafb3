"""What the comparisons keep of somebody who is erased: a difference that is over, counted, without words."""

from typing import Any

from django.db.models import Q, QuerySet

from fanal.accounts.rules import law
from fanal.core.erasing import PERSON, PUPIL, Subject, Trace, blanked, deleted
from fanal.core.own_data import OwnRows
from fanal.core.registry import ERASURE, PUPIL_DATA, register
from fanal.online_services.models import (
    AccessReview,
    AccountOwner,
    Comparison,
    Designation,
    ExpectedAdmin,
    Finding,
    OnlineService,
    ReviewedRight,
    ReviewedService,
    ServiceHabit,
    Signing,
    StatePeriod,
)

LINK = {PERSON: "person", PUPIL: "pupil"}
CANDIDATE = {PERSON: "staff", PUPIL: "pupil"}  # as `Finding.candidates` names them


@register(PUPIL_DATA, 20)
def accounts_of_pupil(school_id: int, pupil_id: int) -> dict[str, Any]:
    findings = Finding.objects.for_school(school_id).not_gone().filter(pupil=pupil_id)
    return {
        "écarts de comptes": OwnRows(
            findings, {"service": "service__name", "compte": "told", "vu depuis le": "since"}, "vu depuis le"
        )
    }


def _findings(who: Subject) -> QuerySet:
    named = f"{CANDIDATE[who.sort]} {who.pk}"
    about = Q(**{LINK[who.sort]: who.pk}) | Q(candidates__contains=[[CANDIDATE[who.sort], who.pk]])
    return Finding.objects.for_school(who.school_id).filter(about | Q(others__has_key=named))


def _settle(rows: QuerySet, who: Subject) -> None:
    """As a comparison that no longer sees them leaves them."""
    rows.update(
        state=Finding.State.GONE,
        returned="",
        told={},
        why="",
        candidates=[],
        others={},
        pupil=None,
        person=None,
        reason="",
        settled_by=None,
        settled_on=who.today,
    )


def _unname(rows: QuerySet, who: Subject) -> None:
    """Whose right it was is forgotten; that it was reviewed, and what was decided, stays."""
    mine = Q(person=who.pk) | who.named_in("who", "reason")
    rows.filter(mine).update(person=None, who="Personne partie", reason="")
    rows.filter(doer=who.pk).update(doer=None)


OFFERED = (
    Trace(
        "Écarts de comptes",
        (PERSON, PUPIL),
        ("online_services.Finding",),
        _findings,
        becomes="réglés, comptés toujours, sans nom ni compte",
        forget=_settle,
    ),
    Trace(
        "Comptes dont on a dit à qui ils sont",
        (PERSON, PUPIL),
        ("online_services.AccountOwner",),
        lambda who: AccountOwner.objects.for_school(who.school_id).filter(**{LINK[who.sort]: who.pk}),
        forget=deleted,
    ),
    Trace(
        "Administrateur prévu",
        (PERSON,),
        ("online_services.ExpectedAdmin",),
        lambda who: ExpectedAdmin.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Écarts réglés pour d’autres",
        (PERSON,),
        (),
        lambda who: Finding.objects.for_school(who.school_id).filter(settled_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(settled_by=None),
    ),
    Trace(
        "Services dont la fiche porte son nom",
        (PERSON,),
        ("online_services.OnlineService",),
        lambda who: OnlineService.objects.for_school(who.school_id).filter(
            who.named_in("ask", "support", "note", "access", "duties")
        ),
        why="un contact de l’établissement : remplacez-le dans la fiche du service",
    ),
    Trace(
        "États de services déclarés",
        (PERSON,),
        ("online_services.StatePeriod",),
        lambda who: StatePeriod.objects.for_school(who.school_id).filter(declared_by=who.pk),
        becomes="sans dire par qui, ni leurs mots",
        forget=blanked(declared_by=None, reason=""),
    ),
    Trace(
        "Désignations, actes signés compris",
        (PERSON,),
        ("online_services.Designation",),
        lambda who: Designation.objects.for_school(who.school_id).filter(delegate=who.pk),
        why="prouver qui administrait quoi, par quel acte : cinq ans après la fin de l’acte",
    ),
    Trace(
        "Désignations préparées, confirmées, ou dont la personne est suppléante",
        (PERSON,),
        (),
        lambda who: (
            Designation.objects.for_school(who.school_id)
            .filter(Q(prepared_by=who.pk) | Q(confirmed_by=who.pk) | Q(substitute=who.pk))
            .exclude(delegate=who.pk)
        ),
        becomes="sans dire par qui ; l’acte signé garde son texte",
        forget=blanked(prepared_by=None, confirmed_by=None, substitute=None),
        keeps_history=True,
    ),
    Trace(
        "Actes signés, et leurs scans",
        (PERSON,),
        ("online_services.Signing", "online_services.SigningFile"),
        lambda who: Signing.objects.for_school(who.school_id).filter(signed_by=who.pk),
        why=f"un acte dit le prénom, le nom et la qualité de qui l’a signé ({law.SIGNATURE})",
    ),
    Trace(
        "Droits revus",
        (PERSON,),
        ("online_services.ReviewedRight",),
        lambda who: ReviewedRight.objects.for_school(who.school_id).filter(
            Q(person=who.pk) | Q(doer=who.pk) | who.named_in("who", "reason")
        ),
        becomes="comptés toujours, sans nom",
        forget=_unname,
    ),
    Trace(
        "Revues d’accès ouvertes ou closes",
        (PERSON,),
        ("online_services.AccessReview",),
        lambda who: AccessReview.objects.for_school(who.school_id).filter(
            Q(opened_by=who.pk) | Q(closed_by=who.pk)
        ),
        becomes="sans dire par qui",
        forget=blanked(opened_by=None, closed_by=None),
        keeps_history=True,
    ),
    Trace(
        "Services revus",
        (PERSON,),
        ("online_services.ReviewedService",),
        lambda who: ReviewedService.objects.for_school(who.school_id).filter(done_by=who.pk),
        becomes="sans dire par qui, ni leurs mots",
        forget=blanked(done_by=None, note=""),
    ),
    Trace(
        "Habitudes de sécurité dites",
        (PERSON,),
        ("online_services.ServiceHabit",),
        lambda who: ServiceHabit.objects.for_school(who.school_id).filter(
            Q(said_by=who.pk) | who.named_in("note")
        ),
        becomes="sans dire par qui, ni leurs mots",
        forget=blanked(said_by=None, note=""),
    ),
    Trace(
        "Comparaisons demandées",
        (PERSON,),
        ("online_services.Comparison",),
        lambda who: Comparison.objects.for_school(who.school_id).filter(asked_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(asked_by=None),
    ),
)
for trace in OFFERED:
    register(ERASURE, 40)(trace)
