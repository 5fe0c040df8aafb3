"""What the journal says of a school and of its settings: no person, nothing of them is erased."""

from fanal.accounts.models import School, SchoolHoliday
from fanal.accounts.rules import law
from fanal.core.people.kinds import PARTNERS
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Known
from fanal.core.registry import FILES, register

SENTENCES = {
    "accounts.school_opened": "Établissement ouvert",
    "accounts.school_closed": "Établissement fermé",
    "accounts.school_reopened": "Établissement rouvert",
    "accounts.school_exported": "Toutes les données de l’établissement emportées",
    "accounts.school_renamed": "Nom, adresse ou accès modifiés",
    "accounts.logo_changed": "Logo des documents changé",
    "accounts.clock_changed": "Zone ou fuseau horaire changés",
    "accounts.mail_hours_changed": "Heures des courriels changées",
    "accounts.delegate_changed": "Coordonnées du délégué à la protection des données changées",
    "accounts.smallest_group_changed": "Plus petit groupe montré changé",
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
}

keeps = AppPrivacy("accounts", "Personnes et réglages", SENTENCES, place="schools")

keeps(
    School,
    Known(
        PARTNERS,
        (
            Erased(
                "Délégué à la protection des données, dans les réglages",
                why=f"chacun doit pouvoir le joindre ({law.gdpr('article 13')}) : remplacez-le dans les "
                "réglages",
            ),
        ),
        {"nom": "dpo_name", "courriel": "dpo_email", "téléphone": "dpo_phone"},
        name="dpo_name",
        email="dpo_email",
        also=("dpo_phone",),
        rows=lambda school_id: School.objects.filter(pk=school_id),
        sort="delegue",
        what="le nom et les coordonnées du délégué à la protection des données",
    ),
    JournalName("L’établissement"),
)


@register(FILES)
def logo_kept(school_id: int) -> set[str]:
    """The file of its logo, so that the night leaves it."""
    return set(School.objects.filter(pk=school_id).exclude(logo="").values_list("logo", flat=True))


keeps(SchoolHoliday, JournalName("Calendrier"))
