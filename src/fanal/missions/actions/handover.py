"""A note to whoever comes next, and where the accesses are. A secret is refused, never written."""

from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text import secret_shapes
from fanal.missions.models import AccessPlace, HandoverNote
from fanal.missions.policies import handover as policies
from fanal.missions.rules import handover
from fanal.online_services.models import OnlineService


@transaction.atomic
def write_note(school: School, author: Person, text: str, *, now: datetime, by: Actor) -> HandoverNote | None:
    """Their own note, written again as a whole; empty, it is taken away."""
    require(policies.write_note, by, None)
    text = text.strip()
    if reasons := handover.note_refusals(text):
        raise RuleBroken(reasons)
    School.objects.held(school.pk)
    note = HandoverNote.objects.for_school(school).filter(author=author).first()
    if note is None and text:
        note = HandoverNote.objects.create(school=school, author=author, text=text, written_at=now)
        journal.created(note, by=by, verb="missions.note_written")
    elif note is not None and text:
        with journal.change(note, by=by, verb="missions.note_written"):
            note.text, note.written_at = text, now
            note.save()
    elif note is not None:
        journal.noted(note, by=by, verb="missions.note_removed")
        note.delete()
        return None
    return note


@transaction.atomic
def say_access(
    school: School, service: OnlineService | None, text: str, *, today: date, by: Actor
) -> AccessPlace:
    """Where the accesses of this service are; without one, all the others. Said again, it is replaced."""
    require(policies.say_access, by, None)
    text = " ".join(text.split())
    if reasons := secret_shapes.refusals(text):
        raise RuleBroken(reasons)
    School.objects.held(school.pk)
    place = AccessPlace.objects.for_school(school).filter(service=service).first()
    if place is None:
        place = AccessPlace.objects.create(
            school=school, service=service, text=text, written_by_id=by.person_id, written_on=today
        )
        journal.created(place, by=by, verb="missions.access_said")
    elif place.text != text:
        with journal.change(place, by=by, verb="missions.access_said"):
            place.text, place.written_by_id, place.written_on = text, by.person_id, today
            place.save()
    return place
