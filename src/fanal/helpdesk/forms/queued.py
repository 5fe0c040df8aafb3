"""What waited in a browser without network goes: no page can ask its writer anything (ADR 0063).

The queue takes the room that the words name, or none; what was closed or put away meanwhile is left out, and
said in the text.
"""

from django.http import QueryDict

from fanal.accounts.models.member import Member
from fanal.core.text.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.forms.asking import AskForm
from fanal.helpdesk.reading.guesses import MOST_READ, guess_room
from fanal.helpdesk.rules.places import place_named

CHOSEN = ("room", "equipment", "service", "kind", "urgency")


def is_queued(data: QueryDict) -> bool:
    return "queued" in data


def queued_data(data: QueryDict, files: object, member: Member) -> QueryDict:
    """The same sending, without what a reader would be asked to choose again."""
    data = data.copy()
    rooms = Room.objects.for_school(member.school).in_use().values_list("pk", "name")
    place = place_named(data.get("text", "")[:MOST_READ], rooms)
    is_proposed = data.get("room", "") == data.get("guessed_room", "")
    if data.get("room", "") not in map(str, place.rooms) and (place.only is not None or is_proposed):
        guess_room(data, place)
    form = AskForm(data, files, school=member.school, member=member)
    wrong = [name for name in CHOSEN if name in form.errors]
    if gone := [name for field in wrong if (name := _name_of(data, field, member))]:
        text = str(data.get("text", "")).rstrip()
        data["text"] = f"{text}\n\nChoisi sans réseau : {', '.join(gone)}."
    for field in wrong:
        data[field] = AskForm.base_fields[field].initial or ""
    return data


def _name_of(data: QueryDict, field: str, member: Member) -> str:
    """« Salle 107 », of what can no longer be chosen."""
    models = {"room": Room, "equipment": Equipment}
    if field not in models or not is_id(data.get(field, "")):
        return ""
    row = models[field].objects.for_school(member.school).filter(pk=data[field]).first()
    return row.name if row else ""
