"""What indicators keep about people: who typed or commented, whose delays are shown with their agreement.

Values are about groups, never about somebody; the delays of an only référent are data about them.
"""

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.indicators.models import DelayAgreement, Indicator, IndicatorComment, IndicatorValue
from fanal.indicators.policies.indicator import read_indicators

SENTENCES = {
    "indicators.chosen": "Indicateur choisi",
    "indicators.left": "Indicateur laissé",
    "indicators.goals_changed": "Cible ou mesure d’un indicateur changée",
    "indicators.own_created": "Indicateur de l’établissement créé",
    "indicators.own_changed": "Formule d’un indicateur de l’établissement changée",
    "indicators.value_typed": "Valeur d’un indicateur saisie",
    "indicators.value_changed": "Valeur d’un indicateur corrigée",
    "indicators.commented": "Indicateur commenté",
    "indicators.delays_agreed": "Accord donné pour publier ses délais",
    "indicators.delays_withheld": "Accord retiré de publier ses délais",
}
NAMED_YEARS = 5

keeps = AppPrivacy(
    "indicators",
    "Indicateurs",
    SENTENCES,
    place="indicators",
    purpose="Mesurer l’activité du numérique",
)
WRITERS = keeps.rule(
    "indicators.writers",
    "Qui a saisi une valeur, de qui est un délai : cinq ans après, les noms s’effacent.",
)
COMMENTS = keeps.rule("indicators.comments", "Un commentaire d’indicateur : cinq ans.")

keeps(
    Indicator,
    JournalName("Indicateur", "{0}", "indicators:indicator_page", by="pk", right=read_indicators),
)
keeps(
    IndicatorValue,
    Erased("Délais d’un référent seul", "whose", becomes="gardés, sans nom"),
    Erased("Valeurs saisies", "written_by", becomes="gardées, sans nom"),
    Until(WRITERS, "measured_at", years(NAMED_YEARS), leaves={"whose": None, "written_by": None}),
    Own(
        "délais mesurés",
        {"quoi": "indicator__code", "période": "period", "valeur": "numerator"},
        by="période",
    ),
    JournalName("Valeur d’un indicateur"),
)
keeps(
    IndicatorComment,
    Erased("Commentaires d’indicateurs", "written_by", becomes="gardés, sans nom", leaves={"text": ""}),
    Until(COMMENTS, "written_at", years(NAMED_YEARS)),
    Own("commentaires d’indicateurs", {"texte": "text", "le": "written_at"}, by="le"),
    JournalName("Commentaire d’un indicateur"),
)
keeps(
    DelayAgreement,
    Erased("Accord de publier ses délais", "person"),
    Own("accord sur les délais", {"donné le": "given_on"}, by="donné le"),
    JournalName("Accord sur les délais"),
)
