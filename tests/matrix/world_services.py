"""The services of one world of the matrix: one with a difference in doubt, and a list whose columns wait."""

from datetime import timedelta

from django.utils import timezone

from fanal.account_lists.models import Comparison, Finding
from fanal.accounts.models import AccessGrant, Person, School
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.core.files.attachments import keep_own
from fanal.core.imports.models import Import, ImportLine
from fanal.designations.models import Designation, Signing, SigningFile
from fanal.directory.models import Pupil
from fanal.helpdesk.models import HelpRequest, OutageLink
from fanal.online_services.models import OnlineService
from fanal.service_security.models import (
    AccessReview,
    ReviewedRight,
    ReviewedService,
    ServiceHabit,
)
from fanal.service_status.models import ServiceWatch, StatePeriod

ACT_CONTENT = {
    "school": "", "uai": "", "address": "", "law": [], "always": [], "delegate": "", "city": "",
    "decides": "",
}  # fmt: skip


def fill_services(school: School, person: Person, canary: str) -> None:
    """Each row says the canary. The lists take the next two numbers of the school's imports."""
    service = OnlineService.objects.create(
        school=school, name=f"Service {canary}", note=canary, audience=canary, access=canary, ask=canary,
        provider=canary, hosting=canary, role=canary, support=canary, duties=canary, contract=canary,
        contract_ends_on=today(), cost_cents=1234, owner="school", payer="school",
        address=f"https://{canary.lower()}.invalid/",
    )  # fmt: skip
    StatePeriod.objects.create(
        school=school, service=service, state="down", source="declared", reason=canary,
        starts_at=timezone.now(), declared_by=person,
    )  # fmt: skip
    ServiceHabit.objects.create(
        school=school,
        service=service,
        code="factor",
        answer="no",
        note=canary,
        said_on=today(),
        said_by=person,
    )
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
        compared_on=today(),
        read=1,
        doubt=1,
        found={"doubt": 1},
    )
    _acts(school, service, person, canary)
    _review(school, service, person, canary)
    pupil = Pupil.objects.for_school(school).order_by("pk").first()
    Finding.objects.create(
        school=school, service=service, comparison=done, kind="doubt", key=canary, why=canary,
        cells={"login": canary}, candidates=[["pupil", pupil.pk], ["staff", person.pk]], since=today(),
        seen_on=today(),
    )  # fmt: skip


def _acts(school: School, service: OnlineService, person: Person, canary: str) -> None:
    """One to sign, and one signed: about the service, then about Fanal."""
    words = {
        "operations": [canary], "excluded": [canary], "duties": [canary], "data_words": canary,
        "refusal": canary, "suspension": canary, "revocation": canary, "published_where": canary,
        "content": ACT_CONTENT | {"lines": [[canary, [canary]]], "title": canary},
        "starts_on": today(), "ends_on": today() + timedelta(days=9), "delegate": person,
        "prepared_by": person,
    }  # fmt: skip
    number = next_number(school.pk, "designation", count=2)
    Designation.objects.create(school=school, number=number, service=service, step="awaiting", **words)
    signing = Signing.objects.create(
        school=school, signed_on=today(), signed_by=person, signer=canary, quality=canary
    )
    kept = keep_own(school.pk, canary.encode(), f"{canary}.png", "image/png")
    SigningFile.objects.create(
        school=school, signing=signing, name=kept.name, mime=kept.mime, size=kept.size, sha256=kept.sha256
    )
    Designation.objects.create(
        school=school, number=number + 1, step="signed", signing=signing, rights=["do:year"], **words
    )
    AccessGrant.objects.create(
        school=school,
        person=person,
        act=number + 1,
        operations=["do:year"],
        valid_from=today(),
        valid_until=today(),
    )


def _review(school: School, service: OnlineService, person: Person, canary: str) -> None:
    """One that goes on, with a right that is to be taken away."""
    review = AccessReview.objects.create(
        school=school, number=next_number(school.pk, "access review"), title=canary, opened_on=today(),
        due_on=today(), opened_by=person, attestation=canary,
    )  # fmt: skip
    reviewed = ReviewedService.objects.create(
        school=school, review=review, service=service, name=canary, note=canary, done_on=today()
    )
    ReviewedRight.objects.create(
        school=school, reviewed=reviewed, person=person, who=canary, source="said", decision="revoke",
        reason=canary, doer=person,
    )  # fmt: skip


def _list(school: School, person: Person, canary: str, stage: str) -> Import:
    is_done, now = stage == "applied", timezone.now()
    return Import.objects.create(
        school=school, number=next_number(school.pk, "import"), name=canary, kind="accounts", stage=stage,
        sha256="0" * 64, headers=["Login"], columns=["login"], made_by=person, made_at=now,
        applied_at=now if is_done else None, read=int(is_done), unchanged=int(is_done),
    )  # fmt: skip


def await_end(request: HelpRequest) -> None:
    """That request waits for the end of the outage of the service above."""
    period = StatePeriod.objects.get(school=request.school, ended_at=None)
    OutageLink.objects.create(school=request.school, help_request=request, period=period)
