"""Accounts, skills of pupils, training of the staff, uses: what is counted of people."""

from fanal.indicators.rules.definition import Direction, Family, IndicatorDefinition
from fanal.year.rules.periods import PeriodKind

MONTH, TERM, YEAR = PeriodKind.MONTH, PeriodKind.TERM, PeriodKind.YEAR
PIX = "L’export de Pix Orga, ou ce qu’il affiche."
TEACHERS = "enseignants"

ENT = "Les statistiques de votre ENT (DNMA), profil par profil."


def _active_accounts(code: str, whose: str) -> IndicatorDefinition:
    """Of one profile: the total of all of them would give a small group away by difference."""
    accounts = f"comptes {whose}"
    return IndicatorDefinition(
        code,
        Family.ACCOUNTS,
        f"Comptes {whose} actifs sur l’ENT",
        f"{accounts} utilisés au moins une fois dans le mois ÷ {accounts} × 100",
        f"{accounts} utilisés dans le mois",
        accounts,
        frequency=MONTH,
        origin=ENT,
        counts_people=True,
    )


PEOPLE = (
    _active_accounts("ENT1E", "d’élèves"),
    _active_accounts("ENT1P", "de personnels"),
    _active_accounts("ENT1R", "de responsables d’élèves"),
    IndicatorDefinition(
        "ENT2",
        Family.ACCOUNTS,
        "Visites par personne active",
        "visites ÷ visiteurs différents",
        "visites",
        "visiteurs différents",
        factor=1,
        unit="",
        direction=Direction.NEITHER,
        frequency=MONTH,
        origin=ENT,
        is_of_people=True,
    ),
    IndicatorDefinition(
        "EC1",
        Family.ACCOUNTS,
        "Comptes ÉduConnect activés",
        "comptes activés ÷ comptes × 100",
        "comptes activés, élèves et responsables",
        "comptes, élèves et responsables",
        frequency=TERM,
        origin="Le module d’administration d’ÉduConnect, onglet des statistiques.",
        counts_people=True,
    ),
    IndicatorDefinition(
        "GAR1",
        Family.ACCOUNTS,
        "Licences GAR attribuées",
        "licences attribuées ÷ licences disponibles × 100",
        "licences attribuées",
        "licences disponibles",
        frequency=PeriodKind.HALF_TERM,
        origin="Le décompte de la console d’affectation du GAR, en CSV.",
    ),
    IndicatorDefinition(
        "PIX1",
        Family.SKILLS,
        "Élèves certifiés Pix",
        "élèves certifiés ÷ élèves de 3e (ou de terminale) × 100",
        "élèves certifiés",
        "élèves de 3e ou de terminale",
        frequency=TERM,
        origin=PIX,
        counts_people=True,
    ),
    IndicatorDefinition(
        "PIX2",
        Family.SKILLS,
        "Nombre moyen de pix",
        "somme des pix ÷ élèves qui ont envoyé leur profil",
        "somme des pix",
        "profils envoyés",
        factor=1,
        unit="pix",
        frequency=TERM,
        origin="L’export d’une collecte de profils de Pix Orga, en CSV.",
        is_of_people=True,
    ),
    IndicatorDefinition(
        "PIX3",
        Family.SKILLS,
        "Attestation de 6e",
        "élèves à 50 % ou plus ÷ élèves de 6e × 100",
        "élèves à 50 % ou plus",
        "élèves de 6e",
        frequency=TERM,
        origin=PIX,
        counts_people=True,
    ),
    IndicatorDefinition(
        "PIX4",
        Family.SKILLS,
        "Pix IA fait",
        "élèves qui ont fait Pix IA ÷ élèves concernés × 100",
        "élèves qui ont fait Pix IA",
        "élèves de 4e, de 2de et de 1re année de CAP",
        frequency=TERM,
        origin=PIX,
        counts_people=True,
    ),
    IndicatorDefinition(
        "FO1",
        Family.TRAINING,
        "Enseignants formés dans l’année",
        "enseignants qui ont suivi une formation au numérique dans les 12 mois ÷ enseignants × 100",
        "enseignants formés",
        TEACHERS,
        origin="Votre plan de formation.",
        counts_people=True,
    ),
    IndicatorDefinition(
        "FO2",
        Family.TRAINING,
        "Heures de formation par enseignant",
        "heures de formation suivies ÷ enseignants",
        "heures suivies",
        TEACHERS,
        factor=1,
        unit="h",
        origin="Votre plan de formation.",
        is_of_people=True,
    ),
    IndicatorDefinition(
        "FO3",
        Family.TRAINING,
        "Besoins de formation satisfaits",
        "besoins suivis d’une action tenue ÷ besoins exprimés × 100",
        "besoins suivis d’une action",
        "besoins exprimés",
        origin="Votre plan de formation.",
    ),
    IndicatorDefinition(
        "US1",
        Family.USES,
        "Enseignants qui utilisent le numérique chaque semaine",
        "réponses « chaque semaine » ou plus ÷ réponses de ceux qui ont des élèves × 100",
        "réponses « chaque semaine » ou plus",
        "réponses de ceux qui ont des élèves",
        note="Quand moins de cinq personnes n’ont pas d’élèves, elles restent comptées : les ôter les "
        "montrerait.",
        changes=("Qui n’a pas d’élèves ne compte plus parmi les enseignants.",),
        origin="Une enquête auprès des enseignants.",
        counts_people=True,
        is_answered=True,
    ),
)
