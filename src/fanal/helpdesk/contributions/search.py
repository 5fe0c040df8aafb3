"""Where requests are found from the one search box: their words, number, place, machine, and who asked."""

from django.db.models import Q
from django.urls import reverse

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.core.pages.search import KEY, MOST_HITS, SEARCH, Hit, SearchSource, find, ranked
from fanal.core.registry import register
from fanal.core.text.words import number_of
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.models.request_queryset import HelpRequestQuerySet
from fanal.helpdesk.reading.authority import step_of

OF_ONE_NAME = 100  # places, machines or people


def _find(member: Member, typed: str) -> list[Hit]:
    rows = HelpRequest.objects.visible_to(member).order_by("-asked_at").for_list()
    number = number_of(typed.strip().removeprefix("n°").strip())
    numbered = list(rows.filter(number=number)) if number is not None else []
    hits = list(ranked(rows, typed, KEY)[:MOST_HITS]) if number is None else []
    around = list(_around(member, rows, typed))
    # Neither crowds the other out: a place of many requests leaves room for what is said of it.
    found = [*numbered, *hits[: MOST_HITS // 2], *around, *hits[MOST_HITS // 2 :]]
    if not found and number is None:
        found = find(rows, typed, KEY)
    requests = {row.pk: row for row in found}
    return [
        Hit(
            row.title,
            f"Demande n° {row.number} · {row.room_name or 'sans salle'} · {step_of(row, member)}",
            reverse("helpdesk:request_page", args=[member.school.uai, row.number]),
        )
        for row in list(requests.values())[:MOST_HITS]
    ]


def _around(member: Member, rows: HelpRequestQuerySet, typed: str) -> HelpRequestQuerySet:
    """Open requests of a room, of a machine or of somebody of that name."""
    places = {
        "room": ranked(Room.objects.for_school(member.school), typed, "name"),
        "equipment": ranked(Equipment.objects.for_school(member.school), typed, "name"),
        "requester": ranked(Person.objects.for_school(member.school), typed, "given_name", "family_name"),
    }
    ids = {field: list(found.values_list("pk", flat=True)[:OF_ONE_NAME]) for field, found in places.items()}
    if not any(ids.values()):
        return rows.none()
    around = Q(room__in=ids["room"]) | Q(equipment__in=ids["equipment"]) | Q(requester__in=ids["requester"])
    return rows.open().filter(around)[:MOST_HITS]


register(SEARCH, "helpdesk")(SearchSource("Demandes", "list-check", _find, lambda member: "demande"))
