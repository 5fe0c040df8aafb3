"""What is answered nine times of ten, by the kind of the request, with a name and an hour. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from fanal.core.text.french import weekday_and_day
from fanal.helpdesk.rules.codes import RequestKind
from fanal.year.rules.delays import WorkingCalendar, next_working_day

NOTICE, STEP = timedelta(minutes=15), timedelta(minutes=30)
OPENS, CLOSES = time(8), time(17, 30)
COMES = ("Je passe {when}", "Je passe {when}.")
ADVICE: Mapping[RequestKind, tuple[str, str]] = {
    RequestKind.PROJECTOR: (
        "Essayez l’autre entrée",
        "Essayez l’autre prise HDMI, puis « Source » sur la télécommande. Sinon, je passe {when}.",
    ),
    RequestKind.COMPUTER: (
        "Éteignez, attendez, rallumez",
        "Éteignez-le dix secondes, bouton de marche maintenu, puis rallumez. Sinon, je passe {when}.",
    ),
    RequestKind.TABLET: (
        "Redémarrez la tablette",
        "Redémarrez-la, et chargez-la dix minutes si elle reste noire. Sinon, je passe {when}.",
    ),
    RequestKind.PRINTER: (
        "Regardez le bac et le capot",
        "Regardez s’il reste du papier et si le capot est bien fermé. Sinon, je passe {when}.",
    ),
    RequestKind.ENT: (
        "Essayez un autre navigateur",
        "Essayez avec un autre navigateur, et dites-moi ce que la page écrit. Sinon, je passe {when}.",
    ),
    RequestKind.ACCOUNT: (
        "On le refait ensemble",
        "Je passe {when}, et nous refaisons votre mot de passe ensemble. Ne me l’écrivez pas.",
    ),
    RequestKind.NETWORK: (
        "Oubliez le Wi-Fi, reconnectez-vous",
        "Oubliez le réseau Wi-Fi de cet appareil, puis reconnectez-vous. Sinon, je passe {when}.",
    ),
    RequestKind.SOFTWARE: (
        "Quel poste, quelle version ?",
        "Dites-moi sur quels postes, et pour quel cours. Je m’en occupe {when}.",
    ),
}


@dataclass(frozen=True)
class ReadyAnswer:
    """`label` is on its button, `text` in the answer that is then corrected or sent."""

    label: str
    text: str


def next_visit(now: datetime, calendar: WorkingCalendar) -> datetime:
    """Find the next half hour that leaves time to come, in opening hours. `now` in the school's hour."""
    soon = now + NOTICE
    minutes = -(soon.hour * 60 + soon.minute) % (STEP.seconds // 60)
    visit = (soon + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    is_today = visit.date() == now.date()
    if is_today and calendar.is_working(visit.date()) and visit.time() <= CLOSES:
        return max(visit, datetime.combine(visit.date(), OPENS, tzinfo=now.tzinfo))
    day = next_working_day(now.date() + timedelta(days=1), calendar)
    return datetime.combine(day, OPENS, tzinfo=now.tzinfo)


def when_in_words(visit: datetime, now: datetime) -> str:
    """Write « vers 10 h 30 », « demain à 8 h », « lundi 7 décembre à 8 h »."""
    hour = f"{visit.hour} h" + (f" {visit.minute:02}" if visit.minute else "")
    if visit.date() == now.date():
        return f"vers {hour}"
    is_tomorrow = visit.date() == now.date() + timedelta(days=1)
    day = "demain" if is_tomorrow else weekday_and_day(visit.date(), today=now.date())
    return f"{day} à {hour}"


def ready_answers(kind: RequestKind, name: str, when: str) -> list[ReadyAnswer]:
    """Write those of this kind, each a greeting and a sentence."""
    sentences = [COMES, *([ADVICE[kind]] if kind in ADVICE else [])]
    return [
        ReadyAnswer(label.format(when=when), f"Bonjour {name},\n\n{text.format(when=when)}")
        for label, text in sentences
    ]
