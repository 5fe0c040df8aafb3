"""The register of one world of the matrix: a sheet that somebody declared, with its version."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.privacy.models import (
    BreachEvidence,
    DataBreach,
    DelegateOpinion,
    Processing,
    ProcessingVersion,
    RightsRequest,
)


def fill_privacy(school: School, person: Person, canary: str) -> None:
    """Each row says the canary. Nothing is public: the extract is open to anyone."""
    number = next_number(school.pk, "processing")
    processing = Processing.objects.create(
        school=school, number=number, name=canary, purposes=canary, state="kept", version=number,
        declared_by=person, made_on=today(), changed_on=today(),
    )  # fmt: skip
    ProcessingVersion.objects.create(
        school=school, processing=processing, number=number, validated_by=person, validated_at=timezone.now(),
        content={"name": canary, "sheet": [["Finalités", [canary]]]},
    )  # fmt: skip
    DelegateOpinion.objects.create(
        school=school, processing=processing, asked_by=person, asked_at=timezone.now(), outcome="reserves",
        text=canary, sheet_version=number, author_name=canary, written_at=timezone.now(),
    )  # fmt: skip
    breach = DataBreach.objects.create(
        school=school, number=next_number(school.pk, "breach"), title=canary, description=canary,
        known_at=timezone.now(), reported_by=person,
    )  # fmt: skip
    now = timezone.now()
    BreachEvidence.objects.create(
        school=school, breach=breach, since=now, until=now, count=1, name=canary, mime=canary, size=1,
        sha256=canary, does_hold=False, verification=canary, heads={"history": canary}, about=canary,
        frozen_at=now, frozen_by=person,
    )  # fmt: skip
    RightsRequest.objects.create(
        school=school, number=next_number(school.pk, "rights request"), who=canary, right="access",
        received_on=today(),
    )  # fmt: skip
