"""What the comparisons keep about people: a difference, whose account it is, who should administer a service.

An account of another service is kept as long as its difference, and never longer than that. The list itself
goes as soon as it is compared, or a week after it was left there.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from fanal.account_lists.models import AccountOwner, Comparison, ExpectedAdmin, Finding
from fanal.core.imports.models import Import, ImportLine
from fanal.core.people.erasure import EVERYONE, PERSON, PUPIL, Subject
from fanal.core.people.kinds import ACCOUNT_HOLDERS, PUPILS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Known, Own, Until, days
from fanal.core.retention.removal import remove

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
LISTED = "le nom et le compte que dit la liste d’un service"
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
    if who.sort not in LINK:
        return _unowned(who)
    named = f"{CANDIDATE[who.sort]} {who.pk}"
    about = Q(**{LINK[who.sort]: who.pk}) | Q(candidates__contains=[[CANDIDATE[who.sort], who.pk]])
    return Finding.objects.for_school(who.school_id).filter(about | Q(others__has_key=named))


def _unowned(who: Subject) -> QuerySet:
    """Differences of an account that nobody of the school owns, by what its list said."""
    rows = Finding.objects.for_school(who.school_id).filter(pupil__isnull=True, person__isnull=True)
    return who.naming(rows.not_gone(), "cells")


def _with_holder(school_id: int) -> QuerySet:
    """The cells of a list are no columns: whose name, and which account, are read from them."""
    words = [KeyTextTransform(code, "cells") for code in ("given_name", "family_name", "full_name")]
    account = [KeyTextTransform(code, "cells") for code in ("login", "identifier", "email")]
    return Finding.objects.for_school(school_id).annotate(
        holder=Func(Value(" "), *words, function="concat_ws", output_field=TextField()),
        account=Coalesce(*account, Value(""), output_field=TextField()),
    )


def _settle(rows: Any, who: Subject) -> None:
    rows.settle_gone(who.today)


keeps = AppPrivacy(
    "online_services",
    "Services en ligne",
    SENTENCES,
    place="account_lists",
    purpose="Rapprocher les comptes des services en ligne de ceux qui y ont droit",
)
FINDINGS = keeps.rule(
    "online_services.findings",
    "Un écart de comptes : jusqu’à la comparaison qui ne le voit plus, ou 180 jours ; son empreinte "
    "seule, un an de plus.",
)
LISTS = keeps.rule(
    "online_services.lists",
    "Une liste de comptes : effacée dès qu’elle est comparée ; laissée avant, sept jours.",
    Comparison,
    ImportLine,
    remover=_lists_left,
)
PEOPLE = keeps.rule(
    "online_services.people",
    "L’administrateur prévu d’un service, le titulaire d’un compte : un an après le départ.",
)

keeps(
    Finding,
    Known(
        ACCOUNT_HOLDERS,
        (),  # settled below, with those of everybody
        {"service": "service__name", "compte": "cells", "vu depuis le": "since"},
        name="holder",
        also=("account",),
        rows=_with_holder,
        where=Q(pupil__isnull=True, person__isnull=True) & ~GONE,
        sort="titulaire-de-compte",
        what=LISTED,
    ),
    About(
        ACCOUNT_HOLDERS,
        "cells",
        "candidates",
        "others",
        what=LISTED,
    ),
    About(PUPILS, "cells", what="les écarts de ses comptes"),
    About(STAFF, what="les écarts de ses comptes"),
    Erased(
        "Écarts de comptes",
        rows=_findings,
        sorts=(EVERYONE,),
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
    Own(
        "écarts réglés pour d’autres",
        {"service": "service__name", "réglé le": "settled_on"},
        by="réglé le",
        of="settled_by",
    ),
)
keeps(
    AccountOwner,
    About(PUPILS, what="les écarts de ses comptes"),
    About(STAFF, what="les écarts de ses comptes"),
    Erased("Comptes dont on a dit à qui ils sont", ("person", "pupil")),
    Until(PEOPLE, "person__left_on", days(365)),
    Own(
        "comptes dont on a dit à qui ils sont", {"service": "service__name", "le": "decided_on"}, by="service"
    ),
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
    Own("comparaisons demandées", {"service": "service__name", "le": "compared_on"}, by="le"),
)
