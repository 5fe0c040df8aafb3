"""What the dialogue file says of a school: machines and their age, breakdowns, delays, needs, commitments.

Every figure is counted on the day the file is made, from the rows of other areas; the two files are kept, so
that nothing that comes later changes it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from statistics import median
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import number_of
from fanal.agenda.reading.figures import page_of
from fanal.commission.models import DialogueFile, MeetingDecision
from fanal.commission.reading.paper import paper, section
from fanal.commission.rules.decision import CommittedSide
from fanal.commission.rules.dialogue import MOST_ROWS, average_age, rate_per_hundred
from fanal.commission.rules.meeting import Circle
from fanal.core.text.french import counted, full_day
from fanal.equipment.models import Equipment
from fanal.equipment.rules.fleet import Age, age_of
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.rules.codes import AuthorityState
from fanal.measures.reading.period_filters import within
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

OTHERS = "Autres"
NOTHING_WRITTEN = "Rien n’a été écrit ici."


def dialogue_data(file: DialogueFile, year: SchoolYear, *, today: date) -> dict[str, Any]:
    """The whole file as data: what typst draws, and what the editable text holds."""
    school = file.school
    name = authority_name(school)
    machines = list(
        Equipment.objects.for_school(school).present().values_list("type__name", "bought_on", "state")
    )
    return paper(
        school,
        f"Dossier de dialogue {year}",
        number_of(year, file.number),
        facts=[
            ["Destinataire", name.noun],
            ["Établi le", full_day(today)],
            ["Machines suivies", str(len(machines))],
        ],
        sections=[
            _park(machines, today),
            _breakdowns(school, machines, year),
            _delays(school, year, today),
            _needs(file, school),
            _uses(file, school, year, today=today),
            _commitments(school, year, today),
        ],
        signer=signer_words(head_of(school, today)),
    )


def _in_year(school: School, year: SchoolYear, name: str) -> dict[str, datetime]:
    """The condition on a moment, on the clock of the school."""
    return within(school, MeasurePeriod(year, PeriodKind.YEAR), name)


def _types(machines: Iterable[tuple[str, date | None, str]]) -> list[str]:
    """The most frequent types first; beyond what fits, they are told together."""
    counts = Counter(kind for kind, *_ in machines)
    return [kind for kind, _ in counts.most_common(MOST_ROWS)]


def _park(machines: list[tuple[str, date | None, str]], today: date) -> dict[str, Any]:
    types = _types(machines)
    days = defaultdict[str, list[date | None]](list)
    for kind, bought_on, _ in machines:
        days[kind if kind in types else OTHERS].append(bought_on)
    rows = []
    for kind in [*types, *([OTHERS] if OTHERS in days else [])]:
        ages = Counter(age_of(day, today) for day in days[kind])
        bands = [str(ages[age]) for age in Age]
        rows.append([kind, str(len(days[kind])), *bands, average_age(days[kind], today=today)])
    head = ("Type", "Nombre", *(age.label for age in Age), "Âge moyen")
    sentences = ["L’âge compte depuis l’achat, quand sa date est notée."]
    return section("Le parc et son âge", sentences, head, rows)


def _breakdowns(
    school: School, machines: list[tuple[str, date | None, str]], year: SchoolYear
) -> dict[str, Any]:
    rows = HelpRequest.objects.for_school(school).not_merged().filter(equipment__isnull=False)
    since = rows.filter(**_in_year(school, year, "asked_at"))
    asked = Counter(since.values_list("equipment__type__name", flat=True))
    counts = Counter(kind for kind, *_ in machines)
    stopped = Counter(kind for kind, _, state in machines if state in {"broken", "repair"})
    lines = [
        [
            kind,
            str(counts[kind]),
            str(asked[kind]),
            rate_per_hundred(asked[kind], counts[kind]),
            str(stopped[kind]),
        ]
        for kind, _ in (asked + stopped).most_common(MOST_ROWS)
    ]
    if not lines:
        return section("Les pannes", [f"Aucune demande de {year} ne nomme une machine."])
    total, all_machines = sum(asked.values()), len(machines)
    sentences = [
        f"{counted(total, 'demande')} de {year} {'nomme' if total < 2 else 'nomment'} une machine : "
        f"{rate_per_hundred(total, all_machines)} pour 100 machines."
    ]
    head = ("Type", "Machines", "Demandes", "Pour 100 machines", "À l’arrêt aujourd’hui")
    return section("Les pannes", sentences, head, lines)


def _delays(school: School, year: SchoolYear, today: date) -> dict[str, Any]:
    """What was passed on to the authority: how long it took, which promised days were held."""
    rows = Transmission.objects.for_school(school)
    sent = list(rows.filter(**_in_year(school, year, "sent_at")))
    if not sent:
        return section("Les délais", [f"Rien n’a été transmis en {year}."])
    zone = school.zone_info
    ended = [
        (each.ended_at.astimezone(zone).date(), each)
        for each in sent
        if each.ended_at and each.state == AuthorityState.DONE
    ]
    days = [(day - each.sent_at.astimezone(zone).date()).days for day, each in ended]
    done_on = {each.pk: day for day, each in ended}
    promised = [each for each in sent if each.promised_on]
    held = sum(done_on.get(each.pk, date.max) <= each.promised_on for each in promised if each.promised_on)
    missed = sum(done_on.get(each.pk, today) > each.promised_on for each in promised if each.promised_on)
    lines = [
        ["Envois à la collectivité", str(len(sent))],
        ["Terminées", str(len(ended))],
        [
            "Délai médian de la collectivité, de l’envoi à la fin, en jours",
            str(round(median(days))) if days else "–",
        ],
        ["Avec une date promise", str(len(promised))],
        ["Promesses tenues", str(held)],
        ["Promesses non tenues", str(missed)],
        ["Relances", str(sum(each.reminders for each in sent))],
    ]
    return section("Les délais, promis et tenus", head=("", str(year)), rows=lines)


def _needs(file: DialogueFile, school: School) -> dict[str, Any]:
    rows = Transmission.objects.for_school(school).pending().select_related("help_request")
    lines = [
        [
            each.help_request.title,
            full_day(each.sent_at.astimezone(school.zone_info).date()),
            full_day(each.promised_on) if each.promised_on else "–",
        ]
        for each in rows.order_by("sent_at")[:MOST_ROWS]
    ]
    head = ("Demande en attente", "Transmise le", "Promise pour le") if lines else ()
    return section("Les besoins", [file.needs or NOTHING_WRITTEN], head, lines)


def _uses(file: DialogueFile, school: School, year: SchoolYear, *, today: date) -> dict[str, Any]:
    figures = page_of(school, year, today=today)
    lines = [[row.label, row.now, row.before] for row in figures.rows if row.now]
    head = ("Chiffre", str(year), f"{figures.before}, toute l’année")
    return section("Les usages, et l’année en chiffres", [file.uses or NOTHING_WRITTEN], head, lines)


def _commitments(school: School, year: SchoolYear, today: date) -> dict[str, Any]:
    rows = MeetingDecision.objects.for_school(school).approved().filter(meeting__circle=Circle.DIALOGUE)
    recent = rows.filter(due_on__gte=year.previous.starts_on, due_on__lte=year.next.ends_on).for_list()
    lines = [
        [
            each.text,
            each.owner_label or CommittedSide(each.side).label,
            full_day(each.due_on) if each.due_on else "–",
            each.state_on(today)[0],
        ]
        for each in recent[: 2 * MOST_ROWS]
    ]
    if not lines:
        return section("Les engagements", ["Aucun engagement n’est noté depuis la rentrée précédente."])
    return section("Les engagements", head=("Engagement", "Qui", "Pour le", "Suite"), rows=lines)
