"""What reviews and habits keep about people: whose right was reviewed, who decided and answered."""

from django.db.models import Q, QuerySet

from fanal.core.people.erasure import PERSON, Subject
from fanal.core.people.kinds import ACCOUNT_HOLDERS, STAFF
from fanal.core.people.personal_data import (
    About,
    AppPrivacy,
    Erased,
    JournalName,
    Known,
    Own,
    Until,
    days,
    years,
)
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService, ServiceHabit
from fanal.service_security.models.review import UNNAMED
from fanal.service_security.rules.checklist import HABIT_OF
from fanal.service_security.rules.habit_facts import HabitAnswer
from fanal.service_security.rules.reviews import DECISIONS, ReviewDecision

SENTENCES = {
    "online_services.habit_said": "Habitude de sécurité d’un service dite",
    "online_services.review_opened": "Revue d’accès ouverte",
    "online_services.review_completed": "Actes signés depuis ajoutés à une revue",
    "online_services.service_reviewed": "Service revu",
    "online_services.service_without_admin": "Service revu : personne ne l’administre",
    "online_services.right_added": "Droit ajouté à une revue",
    "online_services.right_withdrawn": "Droit ajouté par erreur à une revue, ôté",
    "online_services.right_entrusted": "Droit à retirer ou à changer confié",
    "online_services.right_done": "Droit retiré ou changé dans un service",
    "online_services.review_closed": "Revue d’accès close et attestée",
}


REVIEWED = {
    "service": "reviewed__name",
    "revue": "reviewed__review__title",
    "titulaire": "who",
    "décision": "decision",
    "précision": "reason",
    "dernière utilisation": "last_used_on",
}


def _decision(code: str) -> str:
    return DECISIONS.get(ReviewDecision(code), "") if code else ""


def _unname(rows: QuerySet, who: Subject) -> None:
    """Whose right it was is forgotten; that it was reviewed, and what was decided, stays."""
    mine = Q(person=who.pk) | who.named_in("who", "reason")
    rows.filter(mine).update(person=None, who=UNNAMED, reason="")
    if who.sort == PERSON:
        rows.filter(doer=who.pk).update(doer=None)


keeps = AppPrivacy(
    "online_services",
    "Services en ligne",
    SENTENCES,
    place="service_security",
    purpose="Revoir les droits d’administration et les habitudes de sécurité des services",
)
REVIEWS = keeps.rule("online_services.reviews", "Une revue d’accès : cinq ans.")
HABITS = keeps.rule(
    "online_services.habits", "Une réponse sur les habitudes de sécurité d’un service : deux ans."
)

keeps(
    ReviewedRight,
    Known(
        ACCOUNT_HOLDERS,
        (
            Erased(
                "Droits revus de ce titulaire",
                becomes="comptés toujours, sans nom",
                leaves={"who": UNNAMED, "reason": ""},
            ),
        ),
        REVIEWED,
        name="who",
        where=Q(person__isnull=True) & ~Q(who=UNNAMED),
        what="le nom du titulaire d’un droit d’administration",
    ),
    About(STAFF),
    Own(
        "droits d’administration revus", REVIEWED, by="revue", of=("person",), labels={"décision": _decision}
    ),
    Own(
        "droits à régler après une revue", REVIEWED, by="revue", of=("doer",), labels={"décision": _decision}
    ),
    Erased(
        "Droits revus",
        ("person", "doer"),
        named_in=("who", "reason"),
        becomes="comptés toujours, sans nom",
        forget=_unname,
    ),
    JournalName("Droit revu"),
)
keeps(
    AccessReview,
    Erased(
        "Revues d’accès ouvertes ou closes",
        ("opened_by", "closed_by"),
        becomes="sans dire par qui",
        keeps_history=True,
    ),
    Until(REVIEWS, "opened_on", years(5), also=(ReviewedService, ReviewedRight)),
    JournalName("Revue d’accès"),
    Own(
        "revues d’accès",
        {"titre": "title", "ouverte le": "opened_on", "close le": "closed_on"},
        by="ouverte le",
    ),
)
keeps(
    ReviewedService,
    Erased("Services revus", "done_by", becomes="sans dire par qui, ni leurs mots", leaves={"note": ""}),
    JournalName("Service revu"),
    Own("services revus", {"service": "name", "revu le": "done_on", "mots": "note"}, by="revu le"),
)
keeps(
    ServiceHabit,
    Erased(
        "Habitudes de sécurité dites",
        "said_by",
        named_in=("note",),
        becomes="sans dire par qui, ni leurs mots",
        leaves={"note": ""},
    ),
    Until(HABITS, "said_on", days(2 * 365)),
    Own(
        "habitudes de sécurité dites",
        {"service": "service__name", "habitude": "code", "réponse": "answer", "dite le": "said_on"},
        by="dite le",
        labels={"habitude": lambda code: HABIT_OF[code].label, "réponse": HabitAnswer},
    ),
    JournalName("Habitude de sécurité"),
)
