"""What may a new letter already say, and where does each word come from? Pure: it proposes, people write.

Last year's letter of the same person comes first; then what is known of the mission. The parts of the
circular, the needs, the figures and the log are of the digital mission alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fanal.agenda.rules.codes import Activity
from fanal.allowances.rules.letter import FOLLOW_UP, PARTICIPATION, REPEATED, Pay
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


def prefill(known: LetterFacts) -> Prefill:
    told = Prefill()
    for name in REPEATED:
        told.say(name, known.last.get(name, ""), AGAIN)
    if known.is_digital:
        _say_digital(told, known)
    told.say("main_missions", known.workload or known.title, FROM_MISSION)
    told.say("qualification", known.expertise, FROM_MISSION)
    told.say("opinions", _lines(known.opinions), FROM_COUNCILS)
    if known.has_relief:
        told.say("pay", Pay.RELIEF.value, FROM_MISSION)
    if known.has_indemnity:
        told.say("pay", Pay.INDEMNITY.value, FROM_MISSION)
    return told


def _say_digital(told: Prefill, known: LetterFacts) -> None:
    if known.shared_parts:
        told.say("main_missions", _lines(known.shared_parts), FROM_SHARING)
    main = [one.label for one in PARTS if one.activity != Activity.MISSION]
    own = [one.label for one in PARTS if one.activity == Activity.MISSION]
    told.say("main_missions", _lines(main), FROM_PARTS)
    if not known.shared_parts:
        told.say("secondary_missions", _lines(own), FROM_PARTS)
    told.say("objectives", known.projects, FROM_NEEDS)
    told.say("qualification", known.expertise, FROM_MISSION)
    told.say("qualification", known.needs_expertise, FROM_NEEDS)
    figures = [f"{label} ({known.figures_year} : {value})" for label, value in known.figures[:MOST_FIGURES]]
    told.say("indicators", _lines(figures), FROM_FIGURES)
    told.say("participation", PARTICIPATION, PROPOSED)
    told.say("follow_up", FOLLOW_UP, PROPOSED)
