"""What may a new letter already say, and where does each word come from? Pure: it proposes, people write.

Last year's letter of the same person comes first; then what is known of the mission. The parts of the
circular, the needs, the figures and the log are of the digital mission alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fanal.agenda.rules.codes import Activity
from fanal.mission_letters.rules.letter import FOLLOW_UP, PARTICIPATION, REPEATED, Pay
from fanal.missions.rules.parts import PARTS

AGAIN = "repris de l’an dernier"
FROM_PARTS = "d’après les parties de la mission"
FROM_SHARING = "d’après le partage de la mission"
FROM_MISSION = "d’après la mission"
FROM_NEEDS = "d’après les besoins du service"
FROM_FIGURES = "chiffres de l’an dernier, à choisir"
FROM_COUNCILS = "d’après les avis enregistrés"
PROPOSED = "proposé par Fanal"
MOST_FIGURES = 6


@dataclass
class Prefill:
    """Values by field, and for each where it comes from."""

    values: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, text: str, origin: str) -> None:
        """Only where nothing is said yet."""
        if text and not self.values.get(name):
            self.values[name], self.origins[name] = text, origin


@dataclass(frozen=True)
class LetterFacts:
    """What Fanal knows: last year's texts, the person's parts of the mission, figures of the year before."""

    last: Mapping[str, str] = field(default_factory=dict)
    is_digital: bool = True
    title: str = ""
    workload: str = ""
    shared_parts: tuple[str, ...] = ()
    expertise: str = ""
    needs_expertise: str = ""
    projects: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    figures_year: str = ""
    opinions: tuple[str, ...] = ()
    has_indemnity: bool = False
    has_relief: bool = False


def _lines(words: Iterable[str]) -> str:
    return "\n".join(words)


def prefill(facts: LetterFacts) -> Prefill:
    prefilled = Prefill()
    for name in REPEATED:
        prefilled.say(name, facts.last.get(name, ""), AGAIN)
    if facts.is_digital:
        _say_digital(prefilled, facts)
    prefilled.say("main_missions", facts.workload or facts.title, FROM_MISSION)
    prefilled.say("qualification", facts.expertise, FROM_MISSION)
    prefilled.say("opinions", _lines(facts.opinions), FROM_COUNCILS)
    if facts.has_relief:
        prefilled.say("pay", Pay.RELIEF.value, FROM_MISSION)
    if facts.has_indemnity:
        prefilled.say("pay", Pay.INDEMNITY.value, FROM_MISSION)
    return prefilled


def _say_digital(prefilled: Prefill, facts: LetterFacts) -> None:
    if facts.shared_parts:
        prefilled.say("main_missions", _lines(facts.shared_parts), FROM_SHARING)
    main = [part.label for part in PARTS if part.activity != Activity.MISSION]
    own = [part.label for part in PARTS if part.activity == Activity.MISSION]
    prefilled.say("main_missions", _lines(main), FROM_PARTS)
    if not facts.shared_parts:
        prefilled.say("secondary_missions", _lines(own), FROM_PARTS)
    prefilled.say("objectives", facts.projects, FROM_NEEDS)
    prefilled.say("qualification", facts.expertise, FROM_MISSION)
    prefilled.say("qualification", facts.needs_expertise, FROM_NEEDS)
    figures = [f"{label} ({facts.figures_year} : {value})" for label, value in facts.figures[:MOST_FIGURES]]
    prefilled.say("indicators", _lines(figures), FROM_FIGURES)
    prefilled.say("participation", PARTICIPATION, PROPOSED)
    prefilled.say("follow_up", FOLLOW_UP, PROPOSED)
