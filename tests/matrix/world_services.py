"""The services of one world of the matrix: one with a difference in doubt, and a list whose columns wait."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.imports.models import Import, ImportLine
from fanal.core.numbers import next_number
from fanal.directory.models import Pupil
from fanal.online_services.models import (
    AccountOwner,
    Comparison,
    ExpectedAdmin,
    Finding,
    OnlineService,
    ServiceDocument,
    ServiceWatch,
    StatePeriod,
)

TODAY = timezone.localdate()


def fill_services(school: School, person: Person, canary: str) -> None:
    """Each row says the canary. The lists take the next two numbers of the school's imports."""
    service = OnlineService.objects.create(
        school=school, name=f"Service {canary}", note=canary, audience=canary, access=canary, ask=canary,
        provider=canary, hosting=canary, role=canary, support=canary, duties=canary, contract=canary,
        contract_ends_on=TODAY, cost_cents=1234, owner="school", payer="school",
        address=f"https://{canary.lower()}.invalid/",
    )  # fmt: skip
    ServiceDocument.objects.create(
        school=school, service=service, name=canary, mime="image/png", size=1, sha256="0" * 64,
        is_picture=True, joined_on=TODAY,
    )  # fmt: skip
    ExpectedAdmin.objects.create(school=school, service=service, person=person, marked_on=TODAY)
    AccountOwner.objects.create(school=school, service=service, key=canary, person=person, decided_on=TODAY)
    StatePeriod.objects.create(
        school=school, service=service, state="down", source="declared", reason=canary,
        starts_at=timezone.now(), declared_by=person,
    )  # fmt: skip
    ServiceWatch.objects.create(
        school=school, service=service, is_public=True, address=f"https://{canary}.example.fr", saw=canary,
        warns=canary, kinds=["http"],
    )  # fmt: skip
    waiting, compared = (_list(school, person, canary, stage) for stage in ("deposited", "applied"))
    ImportLine.objects.create(school=school, imported=waiting, line=2, cells=[canary])
    Comparison.objects.create(school=school, service=service, imported=waiting)
    done = Comparison.objects.create(
        school=school,
        service=service,
        imported=compared,
        compared_on=TODAY,
        read=1,
        doubt=1,
        found={"doubt": 1},
    )
    pupil = Pupil.objects.for_school(school).order_by("pk").first()
    Finding.objects.create(
        school=school, service=service, comparison=done, kind="doubt", key=canary, why=canary,
        told={"login": canary}, candidates=[["pupil", pupil.pk], ["staff", person.pk]], since=TODAY,
        seen_on=TODAY,
    )  # fmt: skip


def _list(school: School, person: Person, canary: str, stage: str) -> Import:
    is_done, now = stage == "applied", timezone.now()
    return Import.objects.create(
        school=school, number=next_number(school.pk, "import"), name=canary, kind="accounts", stage=stage,
        sha256="0" * 64, headers=["Login"], columns=["login"], made_by=person, made_at=now,
        applied_at=now if is_done else None, read=int(is_done), unchanged=int(is_done),
    )  # fmt: skip
