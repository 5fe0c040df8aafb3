"""A long file is kept, its reading promised; and stopped, or forgotten, by whoever brought it."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import jobs
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.keys.sealed_content import seal_content
from fanal.file_readings.models import FileReading
from fanal.file_readings.policies import file_reading as policies
from fanal.file_readings.reading.readers import reader_of
from fanal.file_readings.reading.waiting import READ
from fanal.file_readings.rules.length import lines_of

ONE_AT_A_TIME = (
    "Fanal lit encore un fichier que vous avez déposé : attendez qu’il soit lu, ou arrêtez sa lecture, puis "
    "recommencez."
)

NOBODY = "Seule une personne de l’établissement dépose un fichier."


@transaction.atomic
def promise_reading(
    school: School,
    kind: str,
    content: bytes,
    *,
    name: str,
    now: datetime,
    by: Actor,
    about: int | None = None,
) -> FileReading:
    """Keep a file and promise that it is read. RuleBroken at once for another sort of file, or a second."""
    reader = reader_of(kind)
    if by.person_id is None:
        raise NotAllowed(NOBODY)
    reading = FileReading(
        school=school,
        kind=kind,
        about=about,
        name=name[-120:],
        size=len(content),
        total=lines_of(content),
        asked_by_id=by.person_id,
        asked_at=now,
        moved_at=now,
    )
    reader.require(school, by, *reading.place)
    reader.check(content, name)
    reading.content = seal_content(settings.FANAL_HOME, content, bound=reading.bound)
    try:
        with transaction.atomic():
            reading.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(ONE_AT_A_TIME) from None
    jobs.defer(READ, school_id=school.pk, reading_id=reading.pk)
    return reading


@transaction.atomic
def stop_reading(reading: FileReading, *, by: Actor) -> None:
    """Its file goes at once, and what was said of it; the job that reads it finds nothing any more."""
    reading = FileReading.objects.for_school(reading.school_id).without_content().locked(reading.pk)
    require(policies.stop_reading, by, reading)
    reading.delete()
