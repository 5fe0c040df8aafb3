"""Somebody to erase: every row that may point to them does, and says the canary in all its free texts."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from fanal.accounts.models import Membership, Person, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.files import attachments
from fanal.core.frozen import open_doors
from fanal.core.journal.models import JournalEntry, JournalStub
from fanal.core.mail.models import IncomingMail, Mail
from fanal.directory.models import NotDuplicate, Pupil
from fanal.equipment.models import Equipment
from fanal.helpdesk.models import HelpRequest, Message, RequestFile
from fanal.loans.models import Loan, LoanSignature
from fanal.visits.models import Visit
from tests.matrix.rows import World, owned_models

CANARY = "ZZ7QX"
EMAIL = f"{CANARY.lower()}@ecole.invalid"
SETUP = system(System.SETUP)
BESIDE = 1000  # added to a number, for another row of its sort


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields where anything may be written."""
    for field in model._meta.concrete_fields:
        plain = field.base_field if isinstance(field, ArrayField) else field
        is_text = isinstance(plain, models.CharField | models.TextField | models.JSONField)
        if is_text and not plain.choices and not field.generated:
            yield field


def frozen_of(model: type[models.Model], ids: list[int]) -> frozenset[str]:
    """The columns of these rows that the database lets nobody write: once they stand, they are emptied or go.

    Nothing that hangs under another row is frozen here: no project is adopted, no review is over.
    """
    frozen = getattr(model, "FROZEN", None)
    if frozen is None or frozen.under:
        return frozenset()
    rows = model._base_manager.filter(pk__in=ids)
    if frozen.when and not rows.extra(where=[f"({frozen.when})"]).exists():
        return frozenset()
    return frozenset(frozen.names)


def unsign(ids: list[int]) -> None:
    """A loan that is not signed yet: its agreement may say the canary."""
    for row in Loan._base_manager.filter(pk__in=ids):
        signatures = LoanSignature._base_manager.filter(loan=row, replaced_on=None)
        signatures.update(replaced_on=today(), former_agreement=row.agreement)
        Loan._base_manager.filter(pk=row.pk).update(signed_on=None, agreement={})


def is_held(row: models.Model) -> bool:
    """Whether rows hang on it."""
    links = [link.field for link in row._meta.related_objects]
    return any(field.model._base_manager.filter(**{field.name: row.pk}).exists() for field in links)


def anew(row: models.Model, **values: object) -> models.Model:
    """What is frozen is never written twice: another one stands in its place, which says this.

    One that others hold on to (the signing of an act, a meeting) stays beside it.
    """
    model = type(row)
    with journal.erasing(by=SETUP, why="en faire un autre"):
        open_doors(row.school_id, [model])
    if not is_held(row):
        model._base_manager.filter(pk=row.pk).delete()
    elif hasattr(row, "number"):
        row.number += BESIDE
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def say(model: type[models.Model], ids: list[int]) -> None:
    """Let every free text of these rows say the canary, but for what is frozen: a loan is not signed yet."""
    if model is LoanSignature:
        signatures = list(LoanSignature._base_manager.filter(pk__in=ids))
        ids = [anew(row, name=CANARY, grounds=CANARY, drawing=CANARY).pk for row in signatures]
    frozen = frozen_of(model, ids)
    for field in texts_of(model):
        if field.column in frozen:
            continue
        said: object = CANARY
        if isinstance(field, ArrayField):
            said = [CANARY]
        elif isinstance(field, models.JSONField):
            said = [CANARY] if isinstance(field.get_default(), list) else {CANARY: CANARY}
        if not field.unique:
            model._base_manager.filter(pk__in=ids).update(**{field.name: said})


def points_to(model: type[models.Model], target: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.related_model is target and field.name not in {"id", "school"}
    ]


def kind_of(model: type[models.Model], target: models.Model) -> dict[str, str]:
    """What a source said of somebody of the staff is of that kind; a family's loan alone fills every text."""
    if model.__name__ == "Loan":
        return {"borrower_kind": "family"}
    return {"kind": "staff"} if model.__name__ == "SourceRecord" and isinstance(target, Person) else {}


def link_and_say(target: models.Model) -> list[str]:
    """Every row of the school that may point to them does, says the canary, and is in the journal."""
    linked = []
    for model in owned_models():
        names = points_to(model, type(target))
        if not names or model in {Membership, HelpRequest, NotDuplicate, Equipment}:
            continue
        row = model._base_manager.filter(**{f"{names[0]}__isnull": False}).order_by("pk").first()
        row = row or model._base_manager.order_by("pk").first()
        other = points_to(model, Pupil if isinstance(target, Person) else Person)
        clear = {name: None for name in other if model._meta.get_field(name).null}
        if model is Loan:
            unsign([row.pk])
        frozen = frozen_of(model, [row.pk])
        held = [name for name in names if model._meta.get_field(name).column in frozen]
        if held:
            row = anew(row, **dict.fromkeys(held, target))
            names = [name for name in names if name not in held]
        model._base_manager.filter(pk=row.pk).update(
            **clear | dict.fromkeys(names, target.pk) | kind_of(model, target)
        )
        say(model, [row.pk])
        linked.append(model._meta.label)
    return linked


def in_the_journal(school) -> None:
    """Each row that says it now is told in both chains, with all its values."""
    for model in owned_models():
        if model in {JournalEntry, JournalStub}:
            continue
        for row in model._base_manager.all():
            if CANARY in str([getattr(row, field.attname) for field in texts_of(model)]):
                journal.noted(row, by=SETUP, verb="test.noted", word=CANARY)
                journal.noted(row, by=SETUP, verb="test.noted", word=CANARY, chain=journal.Chain.SECURITY)


def a_colleague_who_left(world: World) -> Person:
    user = User.objects.create(email=EMAIL, password="!")
    person = Person.objects.create(
        school=world.school, given_name=f"Zoé{CANARY}", family_name=CANARY, email=EMAIL, phone=CANARY,
        job=CANARY, civility="Mme", left_on=today() - timedelta(days=2),
    )  # fmt: skip
    Membership.objects.create(
        school=world.school, person=person, user=user, roles=["teacher"],
        valid_from=today() - timedelta(days=400), valid_until=today() - timedelta(days=2),
    )  # fmt: skip
    return person


def what_they_asked(world: World, person: Person) -> None:
    """A request of theirs, with its thread and its photo; a message on somebody else's; their mails."""
    school, now = world.school, timezone.now()
    mine, others = HelpRequest.objects.order_by("pk")[:2]
    HelpRequest.objects.filter(pk__in=[mine.pk, others.pk]).update(
        state="closed", closed_at=now, waiting_for=""
    )
    HelpRequest.objects.filter(pk=mine.pk).update(requester=person, text=CANARY, taken_by=person)
    kept = attachments.keep_own(school.pk, CANARY.encode(), "photo.png", "image/png")
    RequestFile.objects.filter(help_request=mine).update(name=CANARY, sha256=kept.sha256)
    Message.objects.filter(help_request=mine).update(text=CANARY, author_name=CANARY)
    Message.objects.create(
        school=school, help_request=others, author=person, author_name=CANARY, text=CANARY, written_at=now
    )
    Mail.objects.update(to=EMAIL, text=CANARY, html=CANARY, subject=CANARY)
    IncomingMail.objects.update(sender=EMAIL, text=CANARY, whole_text=CANARY, raw=CANARY.encode())
    Visit.objects.update(contact=f"{person.given_name} {person.family_name}", planned_by=str(person))
