"""What the allowances keep about people: what was proposed for them.

The sums of the school stay without the names. The journal says the envelope's total, and
nobody's amount (`models.proposal`). Five years after the school year are our own choice.
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.allowances.models import (
    CouncilOpinion,
    ImpEnvelope,
    ImpProposal,
    ServiceRelief,
    Substitution,
)
from fanal.allowances.policies.allowance import read_allowances
from fanal.allowances.rules.rates import units
from fanal.allowances.rules.relief import ReliefState, hours_said
from fanal.allowances.rules.states import LIVING, ProposalState
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Needed, Own, Until
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions
from fanal.missions.privacy.sharing import ALLOWANCES, first_kept
from fanal.year.rules.years import year_of

SENTENCES = {
    "missions.envelope_noted": "Enveloppe des indemnités enregistrée",
    "missions.mission_added": "Mission particulière ajoutée",
    "missions.mission_described": "Mission particulière décrite",
    "missions.opinion_recorded": "Avis d’une instance enregistré",
    "missions.opinion_corrected": "Avis d’une instance corrigé",
    "missions.proposal_prepared": "Proposition d’indemnité préparée",
    "missions.proposal_changed": "Proposition d’indemnité modifiée",
    "missions.proposal_agreed": "Accord donné à une proposition",
    "missions.proposal_declined": "Désaccord dit sur une proposition",
    "missions.agreement_lapsed": "Accord à redemander, la mission a changé",
    "missions.agreement_taken_back": "Réponse à une proposition reprise",
    "missions.agreement_recorded": "Accord donné sur papier enregistré",
    "missions.agreement_asked": "Accord redemandé par courriel",
    "missions.proposal_presented": "Proposition d’indemnité présentée",
    "missions.proposal_heard": "Proposition entendue par une instance",
    "missions.proposal_sent": "Proposition d’indemnité transmise au recteur",
    "missions.proposal_sent_unheard": "Proposition d’indemnité transmise au recteur, sans tous les avis",
    "missions.decision_recorded": "Décision du recteur enregistrée",
    "missions.decision_corrected": "Décision du recteur corrigée",
    "missions.proposal_withdrawn": "Proposition d’indemnité retirée",
    "missions.substitution_certified": "Remplacement enregistré",
    "missions.substitution_cancelled": "Remplacement retiré",
    "missions.relief_prepared": "Allègement de service préparé",
    "missions.relief_proposed": "Allègement proposé au recteur",
    "missions.relief_decided": "Décision du recteur sur un allègement",
    "missions.relief_withdrawn": "Allègement retiré",
}


def _presented(quarters: int | None) -> str:
    return units(quarters) if quarters is not None else ""


WITHOUT_NAME = "gardé par l’établissement pour ses comptes, sans le nom"

keeps = AppPrivacy(
    "missions",
    "La mission",
    SENTENCES,
    place="allowances",
    purpose="Préparer les propositions d’indemnité et les remplacements",
)


def _of_a_year_not_over(proposals: QuerySet) -> QuerySet:
    this_year = year_of(timezone.localdate()).label
    return proposals.filter(Q(state__in=LIVING), envelope__school_year__gte=this_year)


keeps(
    ImpEnvelope,
    Until(ALLOWANCES, "school_year", first_kept),
    JournalName(
        "Enveloppe",
        "{0.school_year}",
        "allowances:allowance_list?annee={0.school_year}",
        right=read_allowances,
    ),
)
keeps(CouncilOpinion, Until(ALLOWANCES, "school_year", first_kept), JournalName("Avis"))
keeps(
    ParticularMission,
    JournalName("Mission", "{0.title}", "allowances:mission_edit", by="number", right=keep_missions),
)
keeps(
    ImpProposal,
    Erased(
        "Propositions d’indemnité",
        "person",
        becomes=WITHOUT_NAME,
        leaves={"task": "", "declined_word": ""},
    ),
    Until(ALLOWANCES, "envelope__school_year", first_kept),
    Own(
        "propositions d’indemnité",
        {
            "année": "envelope__school_year",
            "mission": "mission__title",
            "tâche": "task",
            "taux présenté": "presented_quarters",
            "taux": "quarters",
            "accord": "agreed_on",
            "pas d’accord": "declined_on",
            "mot": "declined_word",
            "état": "state",
            "décision": "decided_on",
        },
        by="année",
        labels={"taux présenté": _presented, "taux": units, "état": ProposalState},
        is_private=True,
    ),
    JournalName(
        "Proposition", "n° {0.number}", "allowances:proposal_page", by="number", right=read_allowances
    ),
    Needed("person", among=_of_a_year_not_over),
)
keeps(
    ServiceRelief,
    Erased("Allègements de service", "person", becomes=WITHOUT_NAME, leaves={"reason": "effacé"}),
    Until(ALLOWANCES, "mission__school_year", first_kept),
    Own(
        "allègements de service",
        {
            "année": "mission__school_year",
            "mission": "mission__title",
            "heures": "halves",
            "motif": "reason",
            "état": "state",
        },
        by="année",
        labels={"heures": hours_said, "état": ReliefState},
        is_private=True,
    ),
    JournalName("Allègement"),
)
keeps(
    Substitution,
    Erased("Remplacements attestés", "person", becomes=WITHOUT_NAME),
    Until(ALLOWANCES, "proposal__envelope__school_year", first_kept),
    Own(
        "remplacements",
        {"mission": "proposal__mission__title", "depuis": "since", "jusqu’au": "until"},
        by="depuis",
        is_private=True,
    ),
    JournalName("Remplacement"),
)
