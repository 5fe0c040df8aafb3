"""May this be proposed for this person? Each rule says its sentence, its kind and its source.

Only a text that was read refuses; what others report of the rest warns, and asks for a reason.

Source: decree and order of 27 April 2015, circular 2015-058; of a private school, what `texts_of` names.
R2 and R15 are told with their corrections in `docs/domain/mission.md`.
"""

from dataclasses import dataclass
from datetime import date

from fanal.allowances.rules.rates import DatedRates, as_tasks, rates_of, split_said, units
from fanal.core.labelled import Labelled
from fanal.core.text.french import full_day
from fanal.missions.rules.words import (
    ENVELOPE,
    OURS,
    PRACTICE,
    RuleKind,
    RuleSentence,
    Texts,
    texts_of,
)
from fanal.year.rules.years import SchoolYear


class StaffStanding(Labelled):
    """What somebody is, for the right to an IMP (R15)."""

    TEACHER = "teacher", "Enseignant (documentaliste compris)"
    CPE = "cpe", "CPE"
    TZR = "tzr", "TZR affecté à l’année"
    CONTRACT = "contract", "Enseignant contractuel"
    CPGE = "cpge", "Enseignant à service complet en CPGE"
    DDFPT = "ddfpt", "DDFPT"
    SEGPA = "segpa", "Directeur adjoint chargé de SEGPA"
    STAFF = "staff", "Personnel non enseignant (AED, AESH, administratif…)"
    OTHER = "other", "Autre"


WITHOUT_RIGHT = {
    StaffStanding.CPGE: "Un enseignant à service complet en classe préparatoire",
    StaffStanding.DDFPT: "Un DDFPT",
}


@dataclass(frozen=True)
class ProposedLine:
    """One line as the head writes it. `others` are the same person's other lines of the year, in quarters;
    `mission` is what the mission takes without this line."""

    quarters: int
    standing: StaffStanding
    agreed: bool
    remaining: int
    is_digital: bool
    today: date
    year: SchoolYear
    others: int = 0
    mission: int = 0
    mission_others: int = 0  # of these quarters of the mission, those of the same person
    has_relief: bool = False
    other_relief: bool = False
    has_pacte: bool = False
    declined: bool = False
    reason: str = ""
    is_private: bool = False

    @property
    def texts(self) -> Texts:
        return texts_of(is_private=self.is_private)


WHY = " Si c’est bien cela, écrivez pourquoi dans le motif de la mission : il est présenté."


def unless_said(text: str, reason: str) -> str:
    """A warning on a text that was not read: the reason is asked for, and is not compulsory."""
    return text if reason.strip() else text + WHY


def date_refusals(day: date, year: SchoolYear) -> list[str]:
    """Why an answer or a decision of that day cannot be about that year: a mistyped year dates many lines."""
    earliest = year.previous.starts_on
    if day >= earliest:
        return []
    return [f"Ce jour est bien avant l’année {year} : indiquez-en un depuis le {full_day(earliest)}."]


def findings(line: ProposedLine) -> list[RuleSentence]:
    """All that the rules say of one line, what stops it first."""
    rates = rates_of(line.year)
    sentences = [*_rate(line, rates), *_who(line), *_money(line, rates), *_relief(line), *_range(line, rates)]
    return sorted([*sentences, *_others(line, rates)], key=lambda sentence: not sentence.stops)


def _rate(line: ProposedLine, rates: DatedRates) -> list[RuleSentence]:
    """R1."""
    if line.quarters in rates.legal_quarters:
        return []
    if line.quarters <= 0:
        return [RuleSentence("R1", RuleKind.REFUSAL, "Choisissez un taux.", OURS)]
    way = split_said(as_tasks(line.quarters, rates))
    text = (
        f"{units(line.quarters)} n’est pas l’un des cinq taux d’usage : demandez au rectorat. Autrement, une "
        f"ligne par tâche distincte : {way}."
    )
    return [RuleSentence("R1", RuleKind.WARNING, unless_said(text, line.reason), PRACTICE)]


def _who(line: ProposedLine) -> list[RuleSentence]:
    """R3 and R15. Where the text on the agreement was not read, asking for it is ours."""
    sentences, source = [], line.texts.decree if line.texts.is_read else OURS
    if line.declined:
        text = (
            "La personne a dit qu’elle n’est pas d’accord : changez ce qui lui est proposé, "
            "ou retirez la ligne."
        )
        sentences.append(RuleSentence("R3", RuleKind.REFUSAL, text, source))
    elif not line.agreed:
        text = "L’accord de la personne n’est pas encore enregistré : aucune mission sans son accord."
        sentences.append(RuleSentence("R3", RuleKind.REFUSAL, text, source))
    return [*sentences, *standing_findings(line.standing, line.texts)]


def standing_findings(standing: StaffStanding, texts: Texts) -> list[RuleSentence]:
    """R15."""
    sentences = []
    if standing == StaffStanding.STAFF:
        kind = RuleKind.REFUSAL if texts.is_read else RuleKind.WARNING
        text = (
            "Une IMP va à un enseignant ou à un CPE. Si cette personne l’est, choisissez sa qualité ; "
            "sinon, voyez une autre forme de reconnaissance avec le rectorat."
        )
        sentences.append(RuleSentence("R15", kind, text, texts.circular))
    if standing in WITHOUT_RIGHT:
        text = (
            f"{WITHOUT_RIGHT[standing]} ne reçoit d’habitude pas d’IMP : demandez au rectorat avant de "
            "proposer."
        )
        sentences.append(RuleSentence("R15", RuleKind.WARNING, text, PRACTICE))
    if standing == StaffStanding.SEGPA:
        text = (
            "Un directeur adjoint de SEGPA est un enseignant nommé dans un emploi de direction, avec ses "
            "indemnités propres : les textes de l’IMP ne le nomment pas. Voyez le rectorat avant de proposer."
        )
        sentences.append(RuleSentence("R15", RuleKind.WARNING, text, PRACTICE))
    if standing == StaffStanding.OTHER:
        text = "Demandez au rectorat si cette personne a droit à une IMP avant de proposer."
        sentences.append(RuleSentence("R15", RuleKind.WARNING, text, PRACTICE))
    return sentences


def _money(line: ProposedLine, rates: DatedRates) -> list[RuleSentence]:
    """R7."""
    if line.quarters <= line.remaining:
        return []
    remaining = max(line.remaining, 0)
    text = (
        f"Il reste {units(remaining)} ({rates.amount(remaining)}) sur l’enveloppe de l’établissement, qui ne "
        f"suffit pas : la ligne demande {units(line.quarters)}."
    )
    return [RuleSentence("R7", RuleKind.REFUSAL, text, ENVELOPE)]


def _relief(line: ProposedLine) -> list[RuleSentence]:
    """R9; a relief for another mission of the same person is only to be known."""
    if line.has_relief:
        text = (
            "Un allègement de service est déjà prévu pour cette mission : d’habitude c’est l’un ou l’autre, "
            "demandez au rectorat."
        )
        return [RuleSentence("R9", RuleKind.WARNING, unless_said(text, line.reason), PRACTICE)]
    if line.other_relief:
        text = (
            "Cette personne a un allègement pour une autre mission : possible seulement si les deux missions "
            "sont bien distinctes et présentées séparément."
        )
        return [RuleSentence("R9", RuleKind.WARNING, text, PRACTICE)]
    return []


def _range(line: ProposedLine, rates: DatedRates) -> list[RuleSentence]:
    """R2, for the person then for the whole mission: a warning that stops nothing, and keeps a reason.

    The range bears on the mission: a legal share below it says nothing when the whole is within it (R11).
    """
    if not line.is_digital:
        return []
    person, total = line.quarters + line.mission_others, line.quarters + line.mission
    limits = f"de {rates.amount(rates.lowest)} à {rates.amount(rates.highest)}"
    is_whole_within = rates.lowest <= total <= rates.highest
    sentences, source = [], line.texts.annex
    for who, quarters in (("Pour cette personne", person), ("Pour la mission entière", total)):
        if is_whole_within or rates.lowest <= quarters <= rates.highest:
            continue
        side = "au-dessous" if quarters < rates.lowest else "au-dessus"
        text = f"{who}, {rates.amount(quarters)} : {side} de la fourchette de la circulaire ({limits})."
        if not line.reason.strip():
            text += " Rien ne l’interdit ; écrivez pourquoi si vous le souhaitez : le motif est présenté."
        sentences.append(RuleSentence("R2", RuleKind.WARNING, text, source))
    return sentences


def _others(line: ProposedLine, rates: DatedRates) -> list[RuleSentence]:
    """R12 and R21."""
    sentences = []
    if line.others:
        total = line.quarters + line.others
        sum_said = f"{units(total)}, {rates.amount(total)}"
        text = f"Avec ses autres missions, cette personne aurait dans l’année {sum_said}."
        sentences.append(RuleSentence("R12", RuleKind.WARNING, text, line.texts.circular))
    if line.has_pacte:
        text = "Une part de Pacte est déclarée pour cette tâche : elle exclut d’en être payé autrement."
        sentences.append(RuleSentence("R21", RuleKind.WARNING, text, PRACTICE))
    return sentences
