"""Which rights of administration does a review begin with, and which came since? Nobody copies a list."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from fanal.account_lists.models import ExpectedAdmin, Finding
from fanal.account_lists.rules.accounts import Account, read_account
from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.roles import Role
from fanal.core.database.prepared import prepared
from fanal.designations.models import Designation
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.rules.reviews import RightSource

SEEN = {"admin": RightSource.ADMIN, "shared": RightSource.SHARED, "orphan": RightSource.ORPHAN}
LONGEST_NAME = 160
# An account told twice is reviewed once: whoever left weighs more than a shared account, than rights alone.
BY_WEIGHT = Case(
    *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(("orphan", "shared", "admin")))
)


def heads_of(school: School, today: date) -> set[int]:
    """Who is head of the school that day: their right over its services comes with their function."""
    held = Membership.objects.for_school(school).valid_on(today).holding(Role.HEAD)
    return set(held.values_list("person_id", flat=True))


def rights_of_services(
    school: School, rows: Mapping[int, ReviewedService], today: date
) -> list[ReviewedRight]:
    """What is known of each service, in four questions; an act says more than an expectation."""
    heads = heads_of(school, today)
    acts = Designation.objects.for_school(school).in_force(today).filter(service__in=list(rows))
    made, pairs = list[ReviewedRight](), set[tuple[int, int]]()
    for act in acts.select_related("delegate").order_by("service", "number"):
        if (act.service_id, act.delegate_id) not in pairs:
            pairs.add((act.service_id, act.delegate_id))
            made.append(_of_person(rows[act.service_id], act.delegate, RightSource.ACT, act.number))
    expected = ExpectedAdmin.objects.for_school(school).filter(service__in=list(rows))
    for admin in expected.select_related("person").order_by("service", "pk"):
        if (admin.service_id, admin.person_id) not in pairs:
            pairs.add((admin.service_id, admin.person_id))
            source = RightSource.HEAD if admin.person_id in heads else RightSource.EXPECTED
            made.append(_of_person(rows[admin.service_id], admin.person, source, None))
    findings = Finding.objects.for_school(school).to_do().filter(service__in=list(rows), kind__in=list(SEEN))
    seen = set[tuple[int, str]]()
    for finding in findings.filter(pupil=None).select_related("person").order_by("service", BY_WEIGHT, "pk"):
        account, holder = (finding.service_id, finding.key), (finding.service_id, finding.person_id)
        if (
            account in seen
            or holder in pairs
            or (finding.kind == "orphan" and not _account(finding).is_admin)
        ):
            continue
        seen.add(account)
        made.append(_of_finding(rows[finding.service_id], finding, is_head=finding.person_id in heads))
    return made


def _account(finding: Finding) -> Account:
    """What the list said of this account: its rights, its last use, its holder."""
    return read_account(finding.cells, has_seen="seen" in finding.cells)


def _of_person(row: ReviewedService, person: Person, source: RightSource, act: int | None) -> ReviewedRight:
    return ReviewedRight(
        school_id=row.school_id,
        reviewed=row,
        person=person,
        who=str(person)[:LONGEST_NAME],
        source=source,
        act=act,
        is_gone=person.left_on is not None,
    )


def _of_finding(row: ReviewedService, finding: Finding, *, is_head: bool) -> ReviewedRight:
    account = _account(finding)
    texts = account.texts
    names = [texts.get(name, "") for name in ("given_name", "family_name")]
    who, login = " ".join(filter(None, names)) or texts.get("full_name", ""), texts.get("login", "")
    label = f"{who} ({login})" if who and login else who or login or finding.why
    source = RightSource.HEAD if is_head and finding.kind == "admin" else SEEN[finding.kind]
    return ReviewedRight(
        school_id=row.school_id,
        reviewed=row,
        person=finding.person,
        who=label[:LONGEST_NAME],
        source=source,
        is_gone=finding.kind == "orphan",
        last_used_on=account.seen,
    )


def late_acts(review: AccessReview, today: date) -> list[Designation]:
    """Acts in force of its services that it does not know: they were signed since it opened (one query)."""
    return _late_acts(review.school_id, review.pk, today)


@prepared
def _late_acts(school_id: int, review_id: int, today: date) -> QuerySet[Designation]:
    rights = ReviewedRight.objects.for_school(school_id).filter(reviewed__review=review_id)
    same_rights = rights.filter(act=OuterRef("number"))
    services = ReviewedService.objects.for_school(school_id).filter(review=review_id)
    acts = Designation.objects.for_school(school_id).in_force(today).with_names()
    return acts.filter(~Exists(same_rights), service__in=services.values("service")).order_by("number")


def cover(row: ReviewedService, act: Designation) -> None:
    """The right that the act covers: the one known without it, to be decided again, or a new one."""
    bare = ReviewedRight.objects.for_school(row.school_id).filter(reviewed=row, person=act.delegate, act=None)
    if not bare.update(act=act.number, source=RightSource.ACT, decision="", done_on=None):
        _of_person(row, act.delegate, RightSource.ACT, act.number).save(force_insert=True)
