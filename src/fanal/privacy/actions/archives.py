"""Public archives: the head takes a year away, and says that papers may go."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.retention.archives import write_year
from fanal.privacy.models import ArchiveRelease
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading.archives import sorts_of_papers
from fanal.privacy.rules import archives as rules


@transaction.atomic
def release_archives(
    school: School, values: Mapping[str, Any], *, now: datetime, by: Actor, person_id: int | None
) -> ArchiveRelease:
    """Papers of these sorts whose time ended up to that day go in the night. The proof never changes."""
    require(policies.release_archives, by, None)
    today, known = now.astimezone(school.zone_info).date(), dict(sorts_of_papers())
    ground = values["ground"]
    if reasons := rules.refusals(values["sorts"], known, values["until"], today, ground=ground):
        raise RuleBroken(reasons)
    made = ArchiveRelease.objects.create(
        school=school, released_at=now, released_by_id=person_id, **{name: values[name] for name in values}
    )
    journal.created(made, by=by, verb="privacy.archives_released")
    return made


@transaction.atomic
def export_year(school: School, path: Path, year: int, *, by: Actor) -> int:
    """Write the papers of a year in a file; that it was taken is journaled."""
    require(policies.release_archives, by, None)
    count = write_year(path, school.pk, year)
    journal.noted(school, by=by, verb="privacy.archives_exported", year=year, rows=count)
    return count
