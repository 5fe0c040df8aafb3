"""The journal of people, functions, sign-ins and settings, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import ApiToken, Invitation, Membership, Person, School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "accounts.school_opened": "Établissement ouvert",
    "accounts.school_closed": "Établissement fermé",
    "accounts.school_reopened": "Établissement rouvert",
    "accounts.school_exported": "Toutes les données de l’établissement emportées",
    "accounts.school_renamed": "Nom, adresse ou accès modifiés",
    "accounts.clock_changed": "Zone ou fuseau horaire changés",
    "accounts.mail_hours_changed": "Heures des courriels changées",
    "accounts.departures_changed": "Part de départs qui arrête un import changée",
    "accounts.authority_changed": "Collectivité changée",
    "accounts.authority_confirmed": "Rattachement à la collectivité confirmé",
    "accounts.desk_changed": "Adresse de transmission changée",
    "accounts.support_changed": "Adresse d’assistance de la collectivité changée",
    "accounts.closing_kept": "Période sans classe enregistrée",
    "accounts.closing_given_up": "Période sans classe retirée",
    "accounts.indicators_shared": "Indicateurs partagés avec l’académie",
    "accounts.indicators_kept": "Partage des indicateurs arrêté",
    "accounts.dpo_appointed": "DPD de l’académie désigné",
    "accounts.dpo_dismissed": "Désignation du DPD retirée",
    "accounts.person_enrolled": "Personne inscrite à la mise en service",
    "accounts.person_invited": "Personne invitée par l’exploitant",
    "accounts.partner_invited": "Partenaire invité",
    "accounts.partner_kept_until": "Fin de l’accès d’un partenaire changée",
    "accounts.partner_ended": "Accès d’un partenaire arrêté",
    "accounts.partner_reopened": "Accès d’un partenaire rouvert",
    "accounts.person_added": "Personne ajoutée",
    "accounts.person_changed": "Fiche d’une personne modifiée",
    "accounts.person_left": "Départ noté",
    "accounts.person_came_back": "Retour noté",
    "accounts.functions_given": "Fonctions données",
    "accounts.functions_changed": "Fonctions changées",
    "accounts.functions_ended": "Fonctions arrêtées",
    "accounts.functions_withdrawn": "Fonctions à venir retirées",
    "accounts.act_awaited": "Droits d’administration donnés en attendant la désignation",
    "accounts.act_not_awaited": "Droits donnés en attendant la désignation arrêtés",
    "accounts.right_given": "Droits d’administration ouverts par un acte",
    "accounts.right_changed": "Droits d’administration changés avec leur acte",
    "accounts.right_ended": "Droits d’administration fermés avec leur acte",
    "accounts.invitation_sent": "Invitation envoyée",
    "accounts.invitation_withdrawn": "Invitation retirée",
    "accounts.invitation_accepted": "Invitation acceptée",
    "accounts.signed_in": "Connexion",
    "accounts.signed_out": "Déconnexion",
    "accounts.sign_in_failed": "Connexion refusée",
    "accounts.password_changed": "Mot de passe changé",
    "accounts.password_reset": "Mot de passe choisi de nouveau",
    "accounts.second_factor_added": "Seconde preuve ajoutée",
    "accounts.second_factor_removed": "Seconde preuve retirée",
    "accounts.second_factor_reset": "Secondes preuves remises à zéro",
    "accounts.second_factor_failed": "Seconde preuve refusée",
    "accounts.access_ended": "Accès fermé par l’exploitant",
    "accounts.access_reopened": "Accès rouvert par l’exploitant",
    "accounts.token_made": "Jeton d’accès créé",
    "accounts.token_revoked": "Jeton d’accès révoqué",
    "core.values_erased": "Valeurs effacées du journal",
    "retention.removed": "Données effacées au bout de leur délai",
}


def _people(school: School, ids: Iterable[int]) -> Named:
    rows = Person.objects.for_school(school).filter(pk__in=ids)
    return {row.pk: _page_of(row, school) for row in rows}


def _memberships(school: School, ids: Iterable[int]) -> Named:
    rows = Membership.objects.for_school(school).filter(pk__in=ids).select_related("person")
    return {row.pk: _page_of(row.person, school) for row in rows}


def _invitations(school: School, ids: Iterable[int]) -> Named:
    rows = Invitation.objects.for_school(school).filter(pk__in=ids).select_related("person")
    return {row.pk: _page_of(row.person, school) for row in rows}


def _tokens(school: School, ids: Iterable[int]) -> Named:
    rows = ApiToken.objects.for_school(school).filter(pk__in=ids).only("name")
    return {row.pk: (f"« {row} »", reverse("tokens:token_list", args=[school.uai])) for row in rows}


def _page_of(person: Person, school: School) -> tuple[str, str]:
    return str(person), reverse("people:person_page", args=[school.uai, person.pk])


register(JOURNAL_WORDS, 0)(
    JournalWords(
        "accounts",
        "Personnes et réglages",
        SENTENCES,
        {
            "accounts.person": Things("Fiche", _people),
            "accounts.membership": Things("Accès", _memberships),
            "accounts.invitation": Things("Invitation", _invitations),
            "accounts.apitoken": Things("Jeton d’accès", _tokens),
            "accounts.school": Things("L’établissement"),
            "accounts.schoolholiday": Things("Calendrier"),
        },
    )
)
