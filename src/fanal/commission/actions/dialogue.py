"""The dialogue file of the year: asked for on the page, made by a job, kept as it was that day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.commission.models import DialogueFile
from fanal.commission.models.dialogue import ODT, PDF
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.dialogue import dialogue_data
from fanal.commission.reading.paper import TEMPLATE
from fanal.commission.reading.text_document import file_of
from fanal.core import jobs, journal
from fanal.core.database.numbers import next_number
from fanal.core.documents.paper import bound, typeset_whole
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import keep_own
from fanal.year.rules.years import year_named, year_of

MAKE, SERIES = "commission.make_dialogue", "dialogue file"
MOST_A_DAY, DAY = 10, timedelta(days=1)
TOO_MANY = "Dix dossiers ont été demandés depuis hier : reprenez l’un d’eux, ou revenez demain."
WAITING = "Un dossier est déjà en préparation : il sera là dans la minute, rechargez la page."
PATIENCE = timedelta(minutes=10)


@transaction.atomic
def ask_dialogue(
    school: School, values: Mapping[str, Any], *, today: date, now: datetime, by: Actor
) -> DialogueFile:
    """Keep what the school says of its needs and uses, and promise the file."""
    require(policies.prepare_dialogue, by, None)
    School.objects.held(school.pk)
    lately = DialogueFile.objects.for_school(school).filter(asked_at__gt=now - DAY)
    if lately.filter(made_at=None, asked_at__gt=now - PATIENCE).exists():
        raise RuleBroken(WAITING)
    if lately.count() >= MOST_A_DAY:
        raise RuleBroken(TOO_MANY)
    file = DialogueFile.objects.create(
        school=school,
        number=next_number(school.pk, SERIES),
        school_year=year_of(today).label,
        asked_by_id=by.person_id,
        asked_at=now,
        **values,
    )
    journal.created(file, by=by, verb="commission.dialogue_asked")
    jobs.defer(MAKE, school_id=school.pk, file_id=file.pk)
    return file


@transaction.atomic
def make_dialogue(file: DialogueFile, *, today: date, now: datetime, by: Actor) -> DialogueFile:
    """Count, draw and keep the two files; a file that is made stays as it is."""
    file = DialogueFile.objects.for_school(file.school_id).select_related("school__authority").locked(file.pk)
    require(policies.make_papers, by, file)
    if file.made_at is not None:
        return file
    data = dialogue_data(file, year_named(file.school_year), today=today)
    name = f"dossier-de-dialogue-{file.school_year}"
    pdf = keep_own(file.school_id, typeset_whole(TEMPLATE, data), f"{name}.pdf", PDF)
    odt = keep_own(file.school_id, file_of(bound(data)), f"{name}.odt", ODT)
    values = {"made_at": now, "pdf_sha256": pdf.sha256, "odt_sha256": odt.sha256}
    for field, value in values.items():
        setattr(file, field, value)
    file.save(update_fields=[*values])
    journal.noted(file, by=by, verb="commission.dialogue_made")
    return file
