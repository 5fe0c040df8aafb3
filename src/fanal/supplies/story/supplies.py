"""The demonstration: licences of which one is short of seats, contracts of which one renews soon, a reserve."""

from datetime import date, datetime, time, timedelta
from typing import Any

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.supplies.actions import consumable, machines, purchase
from fanal.supplies.models import Licence, MaintenanceContract

PURCHASE = {
    **dict.fromkeys(("order_reference", "note"), ""),
    "payer": "school",
    "is_yearly": True,
    "notice_months": 0,
    "is_tacit": False,
}
PLACES = {"proof_place": "Gestion, classeur « Licences »", "key_place": "", "program_words": ""}
TACIT = {"is_tacit": True, "notice_months": 3}
# Name, publisher, kind, seats, price in cents, since and until (days from today); what else is known of some.
LICENCES = (
    ("Atelier Photo", "Lumen Logiciels", "machine", 20, 64_000, -320, 44),
    ("Antivirus des postes", "Garde-Poste", "school", None, 118_000, -200, 165),
    ("Montage vidéo", "Bobine", "person", 6, 29_400, -340, 24),
    ("Logiciel de la bibliothèque", "Rayons", "school", None, 39_000, -410, -45),
    ("Simulateur de circuits", "Volt et Cie", "machine", 16, 48_000, -700, None),
    ("GeoGebra", "GeoGebra", "free", None, None, -900, None),
)
KNOWN: dict[str, dict[str, Any]] = {
    "Atelier Photo": {"key_place": "Coffre de la direction, enveloppe 3", "program_words": "Atelier Photo"},
    "Antivirus des postes": {"payer": "authority"},
    "Montage vidéo": {"key_place": "Comptes nominatifs, gérés par le référent"},
    "Logiciel de la bibliothèque": TACIT,
    "Simulateur de circuits": {"is_yearly": False, "key_place": "Gestionnaire de mots de passe"},
    "GeoGebra": {"program_words": "GeoGebra"},
}
# Name, supplier, number, telephone, what it covers, price in cents, since and until, its machines, what else.
COPIERS = "Pièces, main-d’œuvre, déplacement et toner, sous 8 heures ouvrées."
LAMPS = "Une visite par an : nettoyage, réglage, lampe."
CONTRACTS: tuple[tuple[Any, ...], ...] = (
    (
        "Maintenance des photocopieurs",
        "Bureautique de la Côte",
        "MC-4471",
        "02 00 00 00 41",
        COPIERS,
        146_000,
        -280,
        140,
        "COP-",
        TACIT,
    ),
    (
        "Vérification des vidéoprojecteurs",
        "Images et Sons 22",
        "2026-118",
        "02 00 00 00 77",
        LAMPS,
        84_000,
        -150,
        215,
        "VP-",
        {"payer": "authority"},
    ),
)
RESERVE = (
    ("Toner noir TK-8335K", "cartouche", "TASKalfa", 2, "Bureautique de la Côte", "TK-8335K", 8_900, 4),
    ("Toner cyan TK-8335C", "cartouche", "TASKalfa", 1, "Bureautique de la Côte", "TK-8335C", 11_200, 1),
    ("Papier A4", "ramette", "", 20, "Papeterie Morel", "A4-80", 480, 64),
    ("Lampe de vidéoprojecteur", "pièce", "EB-L200", 2, "Images et Sons 22", "ELP-97", 12_400, 3),
    ("Piles AA", "lot de 4", "", 5, "Papeterie Morel", "AA-4", 320, 2),
    ("Câble HDMI 3 m", "pièce", "", 3, "", "", 1_150, 9),
    ("Câble réseau 2 m", "pièce", "", 5, "", "", 390, 22),
)
NOON = time(12, 15)


@register(STORY, "supplies")
def keep_supplies(story: Story) -> None:
    bursar = actor_of(story.people["bursar"], Role.BURSAR)
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        _licences(story, lead)
        _contracts(story, bursar)
        _reserve(story, bursar, lead)


def _dated(story: Story, since: int, until: int | None) -> dict[str, date | None]:
    ends_on = None if until is None else story.today + timedelta(days=until)
    return {"starts_on": story.today + timedelta(days=since), "ends_on": ends_on}


def _licences(story: Story, by: Actor) -> None:
    """The first is given to a room, another to people; one was renewed a year ago."""
    licences = {}
    for name, publisher, kind, seats, cents, since, until in LICENCES:
        bought = {"name": name, "publisher": publisher, "supplier": publisher, "kind": kind, "seats": seats}
        values = {**PURCHASE, **PLACES, **bought, "price_cents": cents, **_dated(story, since, until)}
        licences[name] = purchase.register_purchase(Licence(school=story.school), values | KNOWN[name], by=by)
    stamp = {"today": story.today - timedelta(days=61), "by": by}
    room = [machine for machine in story.equipment if machine.name.startswith("INFO1-")]
    machines.give_seats(licences["Atelier Photo"], room[:14], [], **stamp)
    machines.give_seats(licences["Simulateur de circuits"], room[10:22], [], **stamp)
    video = licences["Montage vidéo"]
    machines.give_seats(video, [], story.teachers[4:9], **stamp)
    ended = video.starts_on - timedelta(days=1)
    before = {"starts_on": ended - timedelta(days=364), "ends_on": ended, "seats": 4, "price_cents": 19_600}
    video.periods.create(school=story.school, **before)


def _contracts(story: Story, by: Actor) -> None:
    for name, supplier, number, phone, covers, cents, since, until, prefix, known in CONTRACTS:
        signed = {"name": name, "supplier": supplier, "reference": number, "price_cents": cents}
        called = {"hotline_phone": phone, "hotline_email": "", "covers": covers}
        values = {**PURCHASE, **signed, **called, **_dated(story, since, until), **known}
        contract = purchase.register_purchase(MaintenanceContract(school=story.school), values, by=by)
        theirs = [machine for machine in story.equipment if machine.name.startswith(prefix)]
        machines.cover_machines(contract, theirs, by=by)


def _reserve(story: Story, bursar: Actor, lead: Actor) -> None:
    """Counted in September; a toner left for the copier, paper came in, batteries ran low."""
    counted = _at(story, 60)
    names = ("name", "unit", "fits", "threshold", "supplier", "supplier_reference", "price_cents")
    reserve = {}
    for *about, level in RESERVE:
        values = {**dict(zip(names, about, strict=True)), "room": story.rooms.get("Administration")}
        reserve[values["name"]] = consumable.register_consumable(
            story.school, values, level, now=counted, by=bursar
        )
    copier = next((machine for machine in story.equipment if machine.name.startswith("COP-")), None)
    toner, paper = reserve["Toner noir TK-8335K"], reserve["Papier A4"]
    consumable.take(toner, 1, now=_at(story, 31), by=lead, equipment=copier)
    consumable.take(toner, 1, now=_at(story, 9), by=lead, equipment=copier)
    consumable.take(paper, 25, now=_at(story, 20), by=bursar, room=story.rooms.get("Vie scolaire"))
    consumable.bring_in(paper, 50, "BL 8841", now=_at(story, 12), by=bursar)
    consumable.count_again(reserve["Câble HDMI 3 m"], 7, "deux abîmés", now=_at(story, 5), by=lead)


def _at(story: Story, days: int) -> datetime:
    return datetime.combine(story.today - timedelta(days=days), NOON, tzinfo=story.school.zone_info)
