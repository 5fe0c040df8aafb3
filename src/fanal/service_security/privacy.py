"""What reviews and habits keep about people: whose right was reviewed, who decided and answered."""

from django.db.models import Q, QuerySet

from fanal.core.erasing import Subject
from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days, years
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService, ServiceHabit
from fanal.service_security.rules.checklist import HABIT_OF
from fanal.service_security.rules.habit_facts import HabitAnswer

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


def _unname(rows: QuerySet, who: Subject) -> None:
    """Whose right it was is forgotten; that it was reviewed, and what was decided, stays."""
    mine = Q(person=who.pk) | who.named_in("who", "reason")
    rows.filter(mine).update(person=None, who="Personne partie", reason="")
    rows.filter(doer=who.pk).update(doer=None)


keeps = AppPrivacy(
    "online_services", "Services en ligne", SENTENCES, journal=25, own=41, erasure=40, retention=42
)
REVIEWS = keeps.rule("online_services.reviews", "Une revue d’accès : cinq ans.")
HABITS = keeps.rule(
    "online_services.habits", "Une réponse sur les habitudes de sécurité d’un service : deux ans."
)

keeps(
    ReviewedRight,
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
)
keeps(
    ReviewedService,
    Erased("Services revus", "done_by", becomes="sans dire par qui, ni leurs mots", leaves={"note": ""}),
    JournalName("Service revu"),
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
