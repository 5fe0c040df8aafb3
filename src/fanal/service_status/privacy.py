"""What the states of services keep about people: who declared one."""

from django.db.models import Q

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.rules.states import DECLARED, LABELS, ServiceState

SENTENCES = {
    "online_services.state_declared": "État d’un service déclaré",
    "online_services.state_ended": "État d’un service terminé",
    "online_services.state_checked": "État d’un service constaté par une vérification",
    "online_services.watched": "Vérifications d’un service choisies",
}

keeps = AppPrivacy(
    "online_services",
    "Services en ligne",
    SENTENCES,
    place="service_status",
    purpose="Dire l’état des services en ligne",
)
STATES = keeps.rule("online_services.states", "L’état d’un service : un an après sa fin.")

keeps(ServiceWatch, JournalName("Vérifications"))
keeps(
    StatePeriod,
    Erased(
        "États de services déclarés",
        "declared_by",
        becomes="sans dire par qui, ni leurs mots",
        leaves={"reason": ""},
    ),
    Until(STATES, "ended_at", days(365)),
    Until(STATES, "expected_end", days(365), where=Q(ended_at__isnull=True, source=DECLARED)),
    Own(
        "états de services déclarés",
        {"service": "service__name", "état": "state", "depuis": "starts_at"},
        by="depuis",
        labels={"état": lambda state: LABELS[ServiceState(state)]},
    ),
    JournalName("État"),
)
