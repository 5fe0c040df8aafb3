"""The register of services of the demonstration: what everybody reads, contracts, one without a sheet."""

from datetime import timedelta

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.online_services.actions.register import add_usual_services, change_service, write_contract
from fanal.online_services.models import OnlineService

BY = system(System.SETUP)
OTHERS = (
    "gar",
    "educonnect",
    "elea",
    "pix-certif",
    "arena",
    "apps",
    "listes",
    "site",
    "wifi",
    "reseau",
)
DESCRIPTIONS: dict[str, dict[str, str]] = {
    "ENT": {
        "address": "https://ent.demonstration.invalid/",
        "provider": "Département",
        "support": "0 800 00 00 00",
        "audience": "Élèves, familles et personnels",
        "ask": "Référent numérique, salle 112",
        "access": "Élèves et familles : par ÉduConnect.\nPersonnels : par le compte académique.",
        "hosting": "Chez l’éditeur de l’ENT, en France",
        "owner": "both",
        "role": "Administrateur local",
        "duties": "Changement d’année\nGroupes\nComptes d’invités\nDroits",
    },
    "Pronote": {
        "address": "https://pronote.demonstration.invalid/",
        "audience": "Élèves, familles et personnels",
        "access": "Depuis l’ENT, tuile « Pronote ».",
        "ask": "Vie scolaire",
        "owner": "publisher",
        "hosting": "Chez l’éditeur, en France",
        "role": "Superviseur",
        "duties": "Nouvelle base de l’année, en juillet-août\nDates de publication\nAccès des parents",
    },
    "ÉduConnect": {
        "address": "https://educonnect.demonstration.invalid/",
        "audience": "Élèves et responsables",
        "access": "Avec le code remis en début d’année, ou par FranceConnect pour un responsable.",
        "ask": "Secrétariat des élèves",
    },
    "ARENA": {
        "audience": "Personnels, selon leurs fonctions",
        "access": "Par le guichet de l’académie, avec la clé OTP.",
        "ask": "Direction",
    },
    "apps.education.fr": {"audience": "Personnels", "access": "Avec le compte académique."},
    "Listes de diffusion": {
        "audience": "Personnels",
        "owner": "authority",
        "access": "Sans compte : écrire à l’adresse de la liste.",
        "ask": "Secrétariat de direction",
    },
    "Réseau pédagogique": {
        "owner": "authority",
        "audience": "Élèves et personnels",
        "provider": "Département",
        "access": "Sur les ordinateurs de l’établissement, avec le compte du réseau.",
    },
    "Éléa": {"access": "Depuis l’ENT, tuile « Éléa ».", "audience": "Enseignants et leurs classes"},
    "Site de l’établissement": {
        "address": "https://college.demonstration.invalid/",
        "audience": "Tout le monde",
        "access": "Sans compte. Pour publier, demandez un compte de rédacteur.",
        "ask": "Documentation (CDI)",
    },
    "Wi-Fi de l’établissement": {
        "access": "Réseau « Personnels », avec le compte du réseau pédagogique.",
        "owner": "authority",
    },
}
EUROS = 100
CONTRACTS = (  # service, contract, days until its end, euros a year, who pays
    ("ENT", "Marché du Département", 580, 0, "authority"),
    ("Pronote", "Bon de commande 2025-31", 53, 2890, "school"),
    ("Site de l’établissement", "Hébergement et nom de domaine", 214, 96, "school"),
)


@register(STORY, "online_services")
def keep_the_register(story: Story) -> None:
    """The other usual services, what everybody reads of each, three contracts; one of before sheets."""
    with scope(story.school):
        _tell_all(story)


def _tell_all(story: Story) -> None:
    school, today = story.school, story.today
    add_usual_services(school, OTHERS, today=today - timedelta(days=41), by=BY)
    OnlineService.objects.create(
        school=school,
        name="Réservation des sorties",
        audience="Enseignants",
        holders="staff",
        ask="Intendance",
        access="Par un compte partagé de l’intendance.",
    )
    rows = {service.name: service for service in OnlineService.objects.for_school(school).in_use()}
    for name, fields in DESCRIPTIONS.items():
        change_service(rows[name], by=BY, **fields)
    for name, contract, days, cost, payer in CONTRACTS:
        write_contract(
            rows[name],
            today=today,
            by=BY,
            contract=contract,
            contract_ends_on=today + timedelta(days=days),
            cost_cents=cost * EUROS if cost else None,
            payer=payer,
        )
