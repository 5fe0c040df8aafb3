"""Where a code leads, and what is printed on labels."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from fanal.accounts.models import Membership, School, User
from fanal.accounts.models.member import Member, schools_of
from fanal.accounts.models.roles import Role
from fanal.core.database.french_order import sort_key
from fanal.core.imports.models import ImportLine
from fanal.core.registry import Kind, registered
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment, Label, LabelSheet, Room
from fanal.equipment.models.label import label_among
from fanal.equipment.rules.kinds import KIND_INKS, ROOM_INK
from fanal.equipment.rules.label_sheets import USUAL, LabelLayout
from fanal.equipment.rules.labels import as_printed

LABEL_CHOICE: "Kind[Callable[[Member, Label], list[LabelChoice]]]" = Kind(
    "label choice",
    (
        "campaigns",
        "bookings",
    ),
)

TEMPLATE = Path(__file__).parents[1] / "documents/labels.typ"
POSTER = Path(__file__).parents[1] / "documents/poster.typ"
STEPS = (
    "Dites ce qui se passe, avec la salle.",
    "Une photo si c’est utile : jamais d’élève.",
    "C’est parti. Vous saurez quand ça remarche.",
)


@dataclass(frozen=True)
class LabelChoice:
    """What else whoever scanned a label may do, a button each."""

    label: str
    url: str
    icon: str


def choices_of(member: Member, label: Label) -> list[LabelChoice]:
    return [choice for offer in registered(LABEL_CHOICE) for choice in offer(member, label)]


def school_of_label(user: User, code: str, today: date) -> School | None:
    """The school of this user where this code is stuck; None for any other school's, or for no code."""
    if not code:
        return None
    with transaction.atomic():
        schools = {school.pk: school for school in schools_of(user, today)}
        with scope(*schools):
            label = label_among(code, schools)
    return schools[label.school_id] if label else None


def sheets_of(school: School) -> dict[str, LabelLayout]:
    """The layouts to choose from, by their code in the form: the school's own first, then the usual ones."""
    own = {f"s{sheet.pk}": sheet.layout for sheet in LabelSheet.objects.for_school(school).order_by("name")}
    return own | {f"u{rank}": sheet for rank, sheet in enumerate(USUAL)}


def things_to_label(
    member: Member, numbers: Iterable[int], room: Room | None, *, with_room: bool
) -> list[Equipment | Room]:
    """The equipment of these numbers, or what this room holds, in the order of the rooms."""
    rows = Equipment.objects.visible_to(member).select_related("room", "type")
    rows = rows.filter(room=room).present() if room else rows.filter(number__in=list(numbers))
    things = list(rows.order_by(sort_key("room__name").asc(nulls_last=True), sort_key("name"), "number"))
    return [room, *things] if room and with_room else things


def numbers_created_by(member: Member, imported: int, *, most: int) -> list[int]:
    """The numbers of the records that this import created and that are still there, the first ones."""
    lines = ImportLine.objects.for_school(member.school).filter(
        imported__number=imported, imported__kind="equipment", effect=ImportLine.Effect.CREATED
    )
    rows = Equipment.objects.visible_to(member).filter(pk__in=lines.values("target"))
    return list(rows.order_by("number").values_list("number", flat=True)[:most])


def printed(
    codes: Mapping[Equipment | Room, str],
    sheet: LabelLayout,
    *,
    school: School,
    url: str,
    first: int,
    outlined: bool,
) -> dict[str, Any]:
    """What the template of labels reads. `url` is the public address that a code is added to."""
    labels = [_printed_one(thing, code, school, url) for thing, code in codes.items()]
    return {
        "title": f"Étiquettes de {school}",
        "sheet": asdict(sheet),
        "first": first,
        "outlined": outlined,
        "labels": labels,
    }


def _printed_one(thing: Equipment | Room, code: str, school: School, url: str) -> dict[str, str]:
    where = str(thing.room) if isinstance(thing, Equipment) and thing.room else ""
    return {
        "name": str(thing),
        "detail": " · ".join(part for part in (where, str(school.name)) if part),
        "code": as_printed(code),
        "square": square(f"{url}{code}"),
        "alt": f"Code à scanner {as_printed(code)}",
        "ink": KIND_INKS[thing.type.kind] if isinstance(thing, Equipment) else ROOM_INK,
    }


def poster_of(school: School, ask_url: str, today: date) -> dict[str, Any]:
    """What the template of the poster reads. `ask_url`: the public address of « Demander de l’aide »."""
    held = Membership.objects.for_school(school).valid_on(today).holding(Role.DIGITAL_LEAD)
    people = [row.person for row in held.select_related("person").order_by("pk")]
    return {
        "title": f"Demander de l’aide – {school}",
        "school": str(school),
        "host": urlsplit(ask_url).netloc,
        "leads": " et ".join(f"{person.given_name} {person.family_name}" for person in people),
        "steps": list(STEPS),
        "square": square(ask_url),
        "alt": "Code à scanner pour demander de l’aide",
    }


def square(text: str) -> str:
    """A QR code as an SVG. The mask is given: choosing the best one takes five times as long."""
    drawn = io.BytesIO()
    _code_of(text).save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()


def square_on_screen(text: str, height: str, said: str) -> SafeString:
    """The same on a screen: so high, on white whatever the theme; `said` to whoever does not see it."""
    drawn = _code_of(text).svg_inline(border=2, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    start = format_html('<svg role="img" aria-label="{}" width="100%" height="{}"', said, height)
    return mark_safe(drawn.replace("<svg", start, 1))


def _code_of(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False, boost_error=False, mask=2)
