"""What designations put on the home page: acts to sign, to confirm, ending; one's own duties to accept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.designations.models import Designation

FOLLOWS = (Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD)


@register(HOME_FACT)
def acts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many acts wait for whom."""
    rows = Designation.objects.for_school(OuterRef("pk"))
    mine = rows.in_force(today).filter(acknowledged_at=None, delegate=member.person)
    facts = {"acts_to_accept": count_of(mine)} if member.person else {}
    if member.has(*FOLLOWS):
        force = rows.in_force(today)
        facts |= {
            "acts_sign": count_of(rows.awaiting()),
            "acts_confirm": count_of(force.filter(confirm_by__isnull=False)),
            "acts_ending": count_of(rows.ending(today).without_next()),
            "acts_refused": count_of(rows.refused()),
            "acts_drafts": count_of(rows.filter(step=Designation.Step.DRAFT, refusal="")),
            "acts_suspended": count_of(
                rows.signed()
                .with_function(today)
                .filter(
                    Q(is_suspended=True) | Q(has_function=False),
                    has_signer=True,
                    lapsed_on=None,
                    revoked_on=None,
                    ends_on__gte=today,
                )
            ),
            "acts_lapsed": count_of(rows.lapsed(today)),
        }
    return facts


@dataclass(frozen=True)
class ActTask:
    """What waits at one step of acts: one and several of it, where it is done, which verb."""

    fact: str
    one: str
    many: str
    detail: str
    button: str
    filter: str


REFUSED, CONFIRM, LAPSED, ENDING, DRAFTS, SUSPENDED = (
    "La direction dit pourquoi",
    "Qui les a signés n’est plus en fonction ; les droits sont gardés trente jours",
    "Qui l’a signée n’est plus chef d’établissement ; un nouvel acte est à signer",
    "Dans le mois",
    "Puis à signer",
    "À rétablir, à abroger ou à remplacer",
)
FOR_THE_HEAD = "En attente du chef d’établissement"
STEPS = (
    ActTask("refused", "acte renvoyé", "actes renvoyés", REFUSED, "Reprendre", "renvoyes"),
    ActTask("confirm", "acte à confirmer", "actes à confirmer", CONFIRM, "Confirmer", "confirmer"),
    ActTask(
        "lapsed",
        "délégation de signature caduque",
        "délégations de signature caduques",
        LAPSED,
        "Voir",
        "caduques",
    ),
    ActTask("ending", "acte à renouveler", "actes à renouveler", ENDING, "Renouveler", "renouveler"),
    ActTask("drafts", "projet d’acte à relire", "projets d’actes à relire", DRAFTS, "Relire", "relire"),
    ActTask("suspended", "acte suspendu", "actes suspendus", SUSPENDED, "Voir", "suspendus"),
)


@register(HOME_TASK, "designations")
def designations(member: Member, today: date) -> list[HomeTask]:
    facts, uai, tasks = home_facts(member, today), member.school.uai, []
    listed = address("designations:act_list", uai)
    if member.person and facts.acts_to_accept:
        many = facts.acts_to_accept > 1
        what = f"{facts.acts_to_accept} désignations" if many else "Votre désignation"
        detail = "À lire et à accepter"
        tasks.append(_task(what, f"{listed}?faire=accepter", "Lire", detail, is_urgent=True))
    if not member.has(*FOLLOWS):
        return tasks
    is_head = member.has(Role.HEAD)
    if facts.acts_sign:
        acts = counted(facts.acts_sign, "acte", "actes")
        parapheur = address("designations:parapheur", uai)
        tasks.append(
            _task(f"{acts} à signer", parapheur, "Lire et signer", "Lire, imprimer, signer, joindre le scan")
            if is_head
            else _task(f"{acts} au parapheur", parapheur, "Voir", "En attente de la direction")
        )
    for step in STEPS:
        if count := getattr(facts, f"acts_{step.fact}"):
            what, page = counted(count, step.one, step.many), f"{listed}?faire={step.filter}"
            waits_for_head = step.fact == "suspended" and not is_head
            tasks.append(_task(what, page, step.button, FOR_THE_HEAD if waits_for_head else step.detail))
    return tasks


def _task(what: str, url: str, button: str, detail: str, *, is_urgent: bool = False) -> HomeTask:
    return HomeTask(what, url, button, detail, "signature", "year", is_urgent=is_urgent)
