"""The journal of the allowances, in French: the envelope's total, nobody's amount (`models.proposal`)."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.missions.models import ParticularMission

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
    "missions.proposal_presented": "Proposition d’indemnité présentée",
    "missions.proposal_heard": "Proposition entendue par une instance",
    "missions.proposal_sent": "Proposition d’indemnité transmise au recteur",
    "missions.decision_recorded": "Décision du recteur enregistrée",
    "missions.decision_corrected": "Décision du recteur corrigée",
    "missions.proposal_withdrawn": "Proposition d’indemnité retirée",
    "missions.substitution_certified": "Remplacement enregistré",
    "missions.substitution_cancelled": "Remplacement retiré",
    "missions.relief_prepared": "Allègement de service préparé",
    "missions.relief_proposed": "Allègement proposé par le conseil d’administration",
    "missions.relief_decided": "Décision du recteur sur un allègement",
    "missions.relief_withdrawn": "Allègement retiré",
}


def _missions(school: School, ids: Iterable[int]) -> Named:
    rows = ParticularMission.objects.for_school(school).filter(pk__in=ids)
    return {
        mission.pk: (mission.title, reverse("allowances:mission_edit", args=[school.uai, mission.number]))
        for mission in rows
    }


def _proposals(school: School, ids: Iterable[int]) -> Named:
    rows = ImpProposal.objects.for_school(school).filter(pk__in=ids).values_list("pk", "number")
    return {
        pk: (f"n° {number}", reverse("allowances:proposal_page", args=[school.uai, number]))
        for pk, number in rows
    }


def _envelopes(school: School, ids: Iterable[int]) -> Named:
    rows = ImpEnvelope.objects.for_school(school).filter(pk__in=ids).values_list("pk", "school_year")
    page = reverse("allowances:allowance_list", args=[school.uai])
    return {pk: (year, f"{page}?annee={year}") for pk, year in rows}


THINGS = {
    "missions.impenvelope": Things("Enveloppe", _envelopes),
    "missions.particularmission": Things("Mission", _missions),
    "missions.impproposal": Things("Proposition", _proposals),
    "missions.councilopinion": Things("Avis"),
    "missions.servicerelief": Things("Allègement"),
    "missions.substitution": Things("Remplacement"),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
