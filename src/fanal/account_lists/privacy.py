"""What the comparisons keep about people: a difference, whose account it is, who should administer a service.

An account of another service is kept as long as its difference, and never longer than that. The list itself
goes as soon as it is compared, or a week after it was left there.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from fanal.account_lists.models import AccountOwner, Comparison, ExpectedAdmin, Finding
from fanal.core.erasing import PERSON, PUPIL, Subject
from fanal.core.imports.models import Import, ImportLine
from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days
from fanal.core.retention import remove

SENTENCES = {
    "online_services.admins_expected": "Administrateurs prévus d’un service indiqués",
    "online_services.sheets_printed": "Fiches de connexion imprimées",
    "online_services.compared": "Comptes d’un service comparés",
    "online_services.finding_done": "Écart de comptes coché fait",
    "online_services.finding_accepted": "Écart de comptes accepté",
    "online_services.finding_reopened": "Écart de comptes à refaire",
    "online_services.findings_settled": "Comptes corrigés d’un coup",
    "online_services.owner_decided": "Titulaire d’un compte reconnu",
    "online_services.decision_undone": "Titulaire d’un compte à reconnaître de nouveau",
}
LINK = {PERSON: "person", PUPIL: "pupil"}
CANDIDATE = {PERSON: "staff", PUPIL: "pupil"}  # as `Finding.candidates` names them
LEFT = timedelta(days=7)
GONE = Q(state=Finding.State.GONE)


def _lists_left(school_id: int, now: datetime) -> int:
    """A list that was left there: its lines, then what named it. Lines are those of other imports too."""
    left = Comparison.objects.for_school(school_id).filter(
        compared_on__isnull=True, imported__made_at__lt=now - LEFT
    )
    imports: QuerySet = Import.objects.for_school(school_id).filter(pk__in=left.values("imported"))
    return remove(ImportLine.objects.for_school(school_id).filter(imported__in=imports)) or remove(imports)


def _findings(who: Subject) -> QuerySet:
    """Somebody is also one of the likely owners, and of those whom an account names besides."""
    named = f"{CANDIDATE[who.sort]} {who.pk}"
    about = Q(**{LINK[who.sort]: who.pk}) | Q(candidates__contains=[[CANDIDATE[who.sort], who.pk]])
    return Finding.objects.for_school(who.school_id).filter(about | Q(others__has_key=named))


def _settle(rows: Any, who: Subject) -> None:
    rows.settle_gone(who.today)


keeps = AppPrivacy(
    "online_services", "Services en ligne", SENTENCES, journal=25, own=40, erasure=40, retention=42
)
FINDINGS = keeps.rule(
    "online_services.findings",
    "Un écart de comptes : jusqu’à la comparaison qui ne le voit plus, ou 180 jours ; son empreinte "
    "seule, un an de plus.",
)
LISTS = keeps.rule(
    "online_services.lists",
    "Une liste de comptes : effacée dès qu’elle est comparée ; laissée avant, sept jours.",
    *(Comparison, ImportLine),
    remover=_lists_left,
)
PEOPLE = keeps.rule(
    "online_services.people",
    "L’administrateur prévu d’un service, le titulaire d’un compte : un an après le départ.",
)

keeps(
    Finding,
    Erased(
        "Écarts de comptes",
        rows=_findings,
        sorts=(PERSON, PUPIL),
        becomes="réglés, comptés toujours, sans nom ni compte",
        forget=_settle,
    ),
    Erased("Écarts réglés pour d’autres", "settled_by", becomes="sans dire par qui"),
    Until(FINDINGS, "settled_on", days(365), where=GONE),
    Until(FINDINGS, "seen_on", days(180), where=~GONE),
    Own(
        "écarts de comptes",
        {"service": "service__name", "compte": "cells", "vu depuis le": "since"},
        by="vu depuis le",
        of=("person", "pupil"),
        among=lambda findings, _: findings.not_gone(),
    ),
    JournalName("Écart"),
)
keeps(
    AccountOwner,
    Erased("Comptes dont on a dit à qui ils sont", ("person", "pupil")),
    Until(PEOPLE, "person__left_on", days(365)),
)
keeps(
    ExpectedAdmin,
    Erased("Administrateur prévu", "person"),
    Until(PEOPLE, "person__left_on", days(365)),
    Own("administrateur prévu", {"service": "service__name"}, by="service", is_word=True),
)
keeps(
    Comparison,
    Erased("Comparaisons demandées", "asked_by", becomes="sans dire par qui"),
    JournalName("Comparaison"),
)
