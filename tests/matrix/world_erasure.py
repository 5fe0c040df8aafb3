"""Somebody to erase: every row that may point to them does, and says the canary in all its free texts."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from fanal.accounts.models import Membership, Person, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import attachments, journal
from fanal.core.clock.testing import today
from fanal.core.journal.models import JournalEntry, JournalStub
from fanal.core.mail.models import IncomingMail, Mail
from fanal.directory.models import NotDuplicate, Pupil
from fanal.equipment.models import Equipment
from fanal.helpdesk.models import HelpRequest, Message, RequestFile
from fanal.visits.models import Visit
from tests.matrix.rows import World, owned_models

CANARY = "ZZ7QX"
EMAIL = f"{CANARY.lower()}@ecole.invalid"
SETUP = system(System.SETUP)


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields where anything may be written."""
    for field in model._meta.concrete_fields:
        plain = field.base_field if isinstance(field, ArrayField) else field
        is_text = isinstance(plain, models.CharField | models.TextField | models.JSONField)
        if is_text and not plain.choices and not field.generated:
            yield field


def say(model: type[models.Model], ids: list[int]) -> None:
    """Let every free text of these rows say the canary."""
    for field in texts_of(model):
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
