"""The demonstration: licences of which one is short of seats, contracts of which one renews soon, a reserve."""

from datetime import date, datetime, time, timedelta
from typing import Any

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import STORY, register
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.supplies.actions import consumable, machines, purchase
from fanal.supplies.models import Licence, MaintenanceContract

PURCHASE = {
    "supplier": "",
    "order_reference": "",
    "payer": "school",
    "price_cents": None,
    "is_yearly": True,
    "notice_months": 0,
    "is_tacit": False,
    "note": "",
}
LICENCE = PURCHASE | {
    "publisher": "",
    "kind": "machine",
    "seats": None,
    "proof_place": "Gestion, classeur « Licences »",
    "key_place": "",
    "program_words": "",
}
CONTRACT = PURCHASE | {"reference": "", "hotline_phone": "", "hotline_email": "", "covers": ""}
# Name, since and until (days from today), what else is known.
LICENCES: tuple[tuple[str, int, int | None, dict[str, Any]], ...] = (
    (
        "Atelier Photo",
        -320,
        44,
        {
            "publisher": "Lumen Logiciels",
            "seats": 20,
            "price_cents": 64_000,
            "supplier": "Lumen Logiciels",
            "key_place": "Coffre de la direction, enveloppe 3",
            "program_words": "Atelier Photo",
            "order_reference": "BC 2026-031",
        },
    ),
    (
        "Antivirus des postes",
        -200,
        165,
        {"publisher": "Garde-Poste", "kind": "school", "price_cents": 118_000, "payer": "authority"},
    ),
    (
        "Montage vidéo",
        -340,
        24,
        {
            "publisher": "Bobine",
            "kind": "person",
            "seats": 6,
            "price_cents": 29_400,
            "supplier": "Bobine",
            "key_place": "Comptes nominatifs, gérés par le référent",
        },
    ),
    (
        "Logiciel de la bibliothèque",
        -410,
        -45,
        {
            "publisher": "Rayons",
            "kind": "school",
            "price_cents": 39_000,
            "supplier": "Rayons",
            "is_tacit": True,
            "notice_months": 2,
        },
    ),
    (
        "Simulateur de circuits",
        -700,
        None,
        {
            "publisher": "Volt et Cie",
            "seats": 16,
            "price_cents": 48_000,
            "is_yearly": False,
            "key_place": "Gestionnaire de mots de passe, dossier « Technologie »",
        },
    ),
    ("GeoGebra", -900, None, {"publisher": "GeoGebra", "kind": "free", "program_words": "GeoGebra"}),
)
CONTRACTS: tuple[tuple[str, int, int, dict[str, Any]], ...] = (
    (
        "Maintenance des photocopieurs",
        -280,
        140,
        {
            "supplier": "Bureautique de la Côte",
            "reference": "MC-4471",
            "hotline_phone": "02 00 00 00 41",
            "hotline_email": "depannage@bureautique.invalid",
            "covers": "Pièces, main-d’œuvre, déplacement et toner, sous 8 heures ouvrées.",
            "price_cents": 146_000,
            "is_tacit": True,
            "notice_months": 3,
        },
    ),
    (
        "Vérification des vidéoprojecteurs",
        -150,
        215,
        {
            "supplier": "Images et Sons 22",
            "reference": "2026-118",
            "hotline_phone": "02 00 00 00 77",
            "covers": "Une visite par an : nettoyage, réglage, lampe.",
            "price_cents": 84_000,
            "payer": "authority",
        },
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


@register(STORY, 45)
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
    """The first is given to a room, the next one to people; one was renewed a year ago."""
    made = {}
    for name, since, until, about in LICENCES:
        values = {**LICENCE, "name": name, **_dated(story, since, until), **about}
        made[name] = purchase.register_purchase(Licence(school=story.school), values, by=by)
    now = {"today": story.today - timedelta(days=61), "by": by}
    room = [machine for machine in story.equipment if machine.name.startswith("INFO1-")]
    machines.give_seats(made["Atelier Photo"], room[:14], [], **now)
    machines.give_seats(made["Simulateur de circuits"], room[10:22], [], **now)
    machines.give_seats(made["Montage vidéo"], [], story.teachers[4:9], **now)
    video = made["Montage vidéo"]
    before = {
        "ends_on": video.starts_on - timedelta(days=1),
        "starts_on": video.starts_on - timedelta(days=365),
    }
    video.periods.create(school=story.school, seats=4, price_cents=19_600, **before)


def _contracts(story: Story, by: Actor) -> None:
    covered = ("COP-", "VP-")
    for (name, since, until, about), prefix in zip(CONTRACTS, covered, strict=True):
        values = {**CONTRACT, "name": name, **_dated(story, since, until), **about}
        made = purchase.register_purchase(MaintenanceContract(school=story.school), values, by=by)
        theirs = [machine for machine in story.equipment if machine.name.startswith(prefix)]
        machines.cover_machines(made, theirs, by=by)


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
