"""Projects, watch, commission, register, designations, spending."""

from fanal.accounts.rules.periods import PeriodKind
from fanal.indicators.rules.definition import EUROS, Direction, Family, IndicatorDefinition, NationalReference

MONTH, TERM = PeriodKind.MONTH, PeriodKind.TERM
HEAD = "Chef d’établissement"

STEERING = (
    IndicatorDefinition(
        "US2",
        Family.USES,
        "Projets avec une part numérique",
        "nombre de projets en cours qui ont une part numérique",
        "projets en cours",
        unit="",
        origin="Les projets de l’année, discipline par discipline.",
        note="Les actions du projet en vigueur ; le détail compte chacune dans toutes ses disciplines.",
    ),
    IndicatorDefinition(
        "VE1",
        Family.STEERING,
        "Lettres de veille envoyées",
        "lettres envoyées dans le mois",
        "lettres envoyées",
        unit="",
        direction=Direction.NEITHER,
        frequency=MONTH,
        origin="Ce que vous avez envoyé. Le taux d’ouverture n’en fait pas partie : il faudrait pister.",
    ),
    IndicatorDefinition(
        "GOV1",
        Family.STEERING,
        "Trimestres où la commission s’est réunie",
        "trimestres avec au moins une réunion ÷ trimestres × 100",
        "trimestres avec au moins une réunion",
        "trimestres",
        frequency=TERM,
        owner=HEAD,
        origin="Les comptes rendus de la commission.",
        references=(NationalReference("au moins une par trimestre (Versailles)", "date non relevée"),),
    ),
    IndicatorDefinition(
        "GOV2",
        Family.STEERING,
        "Décisions tenues à la date",
        "décisions faites à la date prévue ÷ décisions dont la date est passée × 100",
        "décisions faites à temps",
        "décisions dont la date est passée",
        frequency=TERM,
        owner=HEAD,
        origin="Les comptes rendus de la commission.",
    ),
    IndicatorDefinition(
        "RG1",
        Family.SECURITY,
        "Registre des traitements complet",
        "services en ligne qui ont une fiche ÷ services en ligne × 100",
        "services qui ont une fiche au registre",
        "services en ligne utilisés",
        frequency=TERM,
        owner=HEAD,
    ),
    IndicatorDefinition(
        "RG2",
        Family.SECURITY,
        "Désignations en règle",
        "désignations en vigueur, avec acte et date de fin ÷ désignations signées et non abrogées × 100",
        "désignations en vigueur",
        "désignations signées et non abrogées",
        frequency=MONTH,
        owner=HEAD,
    ),
    IndicatorDefinition(
        "SEC1",
        Family.SECURITY,
        "Droits d’administration avec double authentification",
        "droits avec double authentification ÷ droits revus × 100",
        "droits où la double authentification est notée",
        "droits d’administration de la dernière revue",
        frequency=MONTH,
    ),
    IndicatorDefinition(
        "BU1",
        Family.STEERING,
        "Dépenses d’équipement",
        "somme des achats de l’année, par payeur, en euros",
        "somme des achats",
        unit=EUROS,
        direction=Direction.NEITHER,
        owner="Gestionnaire",
        note="Les équipements dont la date d’achat et le prix sont notés.",
    ),
)
