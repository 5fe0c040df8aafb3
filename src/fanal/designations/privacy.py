"""What the acts keep about people: whom they designate, who prepared and signed them."""

from django.db.models import Q, QuerySet

from fanal.accounts.rules import law
from fanal.core.people.erasure import Subject
from fanal.core.people.kinds import STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, Files, JournalName, Own, Until, years
from fanal.core.registry import register
from fanal.core.retention.archives import ARCHIVES, Papers
from fanal.core.retention.rule import UNTIL_VISA
from fanal.designations.models import Designation, Signing, SigningFile
from fanal.designations.policies.acts import read_designations

SENTENCES = {
    "online_services.act_prepared": "Désignation préparée",
    "online_services.act_changed": "Projet de désignation modifié",
    "online_services.act_renewed": "Renouvellement d’une désignation préparé",
    "online_services.act_dropped": "Projet de désignation abandonné",
    "online_services.act_sent": "Désignation mise au parapheur",
    "online_services.act_taken_back": "Désignation reprise du parapheur",
    "online_services.act_validated": "Désignation validée dans Fanal",
    "online_services.act_refused": "Désignation refusée par la direction",
    "online_services.act_signed": "Désignation signée",
    "online_services.act_published": "Désignation publiée",
    "online_services.act_acknowledged": "Obligations d’une désignation acceptées",
    "online_services.act_suspended": "Désignation suspendue",
    "online_services.act_to_confirm": "Désignation à confirmer : son signataire n’est plus en fonction",
    "online_services.act_lapsed": "Délégation de signature caduque : son signataire n’est plus en fonction",
    "online_services.act_confirmed": "Désignation confirmée",
    "online_services.act_revoked": "Désignation abrogée",
}


def _acts_of_others(who: Subject) -> QuerySet:
    """The acts that name them as delegate stay whole."""
    rows = Designation.objects.for_school(who.school_id)
    mine = Q(prepared_by=who.pk) | Q(confirmed_by=who.pk) | Q(substitute=who.pk)
    return rows.filter(mine).exclude(delegate=who.pk)


keeps = AppPrivacy(
    "online_services",
    "Services en ligne",
    SENTENCES,
    place="designations",
    purpose="Désigner qui administre un service, et garder l’acte signé",
)
ACTS = keeps.rule(
    "online_services.acts", "Une désignation et son scan : cinq ans après la fin de l’acte.", is_archive=True
)

keeps(
    Signing,
    About(STAFF, "signer", "quality"),
    Erased(
        "Actes signés, et leurs scans",
        "signed_by",
        why=f"un acte dit le prénom, le nom et la qualité de qui l’a signé ({law.SIGNATURE})",
        also=(SigningFile,),
    ),
    Until(ACTS, where=Q(acts__isnull=True), also=(SigningFile,)),
    Own("actes signés", {"signé le": "signed_on", "nom": "signer", "qualité": "quality"}, by="signé le"),
)
keeps(SigningFile, About(STAFF, "name", "sha256"), Files())
keeps(
    Designation,
    Erased(
        "Désignations, actes signés compris",
        "delegate",
        why=f"prouver qui administrait quoi, par quel acte : cinq ans après la fin de l’acte, {UNTIL_VISA}",
    ),
    Erased(
        "Désignations préparées, confirmées, ou dont la personne est suppléante",
        ("prepared_by", "confirmed_by", "substitute"),
        rows=_acts_of_others,
        becomes="sans dire par qui ; l’acte signé garde son texte",
        keeps_history=True,
    ),
    Until(ACTS, "ends_on", years(5)),
    Until(ACTS, "revoked_on", years(5)),
    Own(
        "désignations",
        {
            "acte": "number",
            "service": "service__name",
            "du": "starts_on",
            "au": "ends_on",
            "étape": "step",
            "acceptées le": "acknowledged_at",
        },
        by="du",
        of="delegate",
        among=lambda acts, _: acts.signed(),
        labels={"service": lambda name: name or "Fanal", "étape": Designation.Step},
    ),
    JournalName(
        "Désignation", "n° {0.number}", "designations:act_page", by="number", right=read_designations
    ),
    Own(
        "désignations préparées, confirmées ou comme suppléant",
        {"acte": "number", "service": "service__name", "du": "starts_on", "au": "ends_on"},
        by="du",
        of=("prepared_by", "confirmed_by", "substitute"),
        labels={"service": lambda name: name or "Fanal"},
    ),
)
register(ARCHIVES)(Papers(ACTS, "Désignations signées", Designation, "starts_on"))
