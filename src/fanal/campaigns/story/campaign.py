"""The demonstration: a campaign half done by two people, and last June's, closed with its report."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.campaigns.actions.campaign import close_campaign, open_campaign
from fanal.campaigns.actions.scan import Reading, note_scan, record_scan
from fanal.campaigns.models import Campaign
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Equipment, Room

LASTS, BEGUN = timedelta(days=12), timedelta(days=4)
VISITED = ("Salle informatique 1", "201", "202", "203", "204")
UNKNOWN, WHAT = "D000000", "écran sans étiquette, près de la fenêtre"


@register(STORY, "campaigns")
def open_campaigns(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    bursar = actor_of(story.people["bursar"], Role.BURSAR)
    with scope(story.school):
        rooms = list(Room.objects.for_school(story.school).select_related("building"))
        machines = list(Equipment.objects.for_school(story.school).present().select_related("room"))
        give_labels([*rooms, *machines], school=story.school, by=lead)
        _last_year(story, rooms, machines, bursar)
        _half_done(story, rooms, machines, (lead, bursar))


def _scans(campaign: Campaign, places: list[tuple[Room, str]], at: datetime, by: tuple[Actor, ...]) -> None:
    """One after the other, twenty seconds each, by each person in turn."""
    for rank, (room, text) in enumerate(places):
        reading = Reading(text, f"demonstration-{campaign.pk}-{rank:04d}", at + timedelta(seconds=20 * rank))
        record_scan(campaign, room, reading, now=reading.at or at, by=by[rank % len(by)])


def _last_year(story: Story, rooms: list[Room], machines: list[Equipment], by: Actor) -> None:
    """Closed: all of the main building was found but for a few."""
    start = story.today - timedelta(days=150)
    chosen = [room for room in rooms if room.building.name == rooms[0].building.name]
    campaign = open_campaign(
        story.school, "Inventaire de fin d’année", start, start + LASTS, chosen, today=start, by=by
    )
    inside = {room.pk for room in chosen}
    there = [machine for machine in machines if machine.room_id in inside and machine.number % 17]
    places = [(machine.room, machine.name) for machine in there if machine.room is not None]
    at = _at(story, start)
    _scans(campaign, places, at, (by,))
    close_campaign(campaign, now=at + LASTS, by=by)


def _half_done(story: Story, rooms: list[Room], machines: list[Equipment], by: tuple[Actor, ...]) -> None:
    """Some rooms are done but for a machine, one machine is in another room, one label is unknown."""
    start = story.today - BEGUN
    campaign = open_campaign(
        story.school, "Récolement en cours", start, start + LASTS, rooms, today=start, by=by[0]
    )
    visited = [room for room in rooms if room.name.removeprefix("Salle ") in VISITED or room.name in VISITED]
    keys = {room.pk for room in visited}
    there = [machine for machine in machines if machine.room_id in keys and machine.number % 9]
    places = [(machine.room, machine.name) for machine in there if machine.room is not None]
    away = next(machine for machine in machines if machine.room_id not in keys and machine.room is not None)
    places += [(visited[0], away.name), (visited[0], UNKNOWN)]
    _scans(campaign, places, _at(story, start), by)
    note_scan(campaign.scans.get(text=UNKNOWN), WHAT, by=by[0])


def _at(story: Story, day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)), story.school.zone_info)
