"""Somebody of each kind whom the map knows: how a row comes to name them, by the word of their page."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from fanal.account_lists.models import Finding
from fanal.accounts.models import PartnerMembership, Person, School, User
from fanal.accounts.models.roles import Role
from fanal.commission.models import CommissionMember, MeetingDecision
from fanal.core.clock.testing import today
from fanal.core.mail.models import IncomingMail, Mail
from fanal.directory.models import Pupil
from fanal.disposals.models import Disposal
from fanal.loans.models import Guardian, Loan
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import LoanState
from fanal.online_services.models import OnlineService
from fanal.privacy.models import RightsRequest
from fanal.reports.models import ReportSending
from fanal.service_security.models import ReviewedRight
from fanal.steering.models import ProjectAction
from fanal.supplies.models import MaintenanceContract
from fanal.training.models import TrainingSession
from tests.matrix.rows import World

GIVEN, FAMILY = "Zoé", "Canarix"
NAME, EMAIL = f"{GIVEN} {FAMILY}", "zoe.canarix@exemple.invalid"


def _said(model: type[Model], *days: str, **values: Any) -> Callable[[World], None]:
    """The first row of this table says it; these columns, that it is today."""

    def say(world: World) -> None:
        row = model._base_manager.order_by("pk").first()
        assert row is not None
        model._base_manager.filter(pk=row.pk).update(**values, **dict.fromkeys(days, today()))

    return say


def _colleague(world: World) -> None:
    Person.objects.create(
        school=world.school, given_name=GIVEN, family_name=FAMILY, email=EMAIL, left_on=today()
    )


def _pupil(world: World) -> None:
    Pupil.objects.create(school=world.school, given_name=GIVEN, family_name=FAMILY, left_on=today())


def _guardian(world: World) -> None:
    Loan.objects.update(state="closed", closed_on=today())
    Guardian.objects.update(name=NAME, address="3 rue du Port")


def _borrower(world: World) -> None:
    """A tablet came back after its pupil had left, and their record had gone."""
    Loan.objects.create(
        school=world.school,
        number=99,
        borrower=NAME,
        borrower_kind=BorrowerKind.PUPIL,
        state=LoanState.CLOSED,
        closed_on=today(),
        made_at=timezone.now(),
    )


def _partner(world: World) -> None:
    PartnerMembership.objects.create(
        user=User.objects.create_user(EMAIL),
        authority=world.school.authority,
        name=NAME,
        role=Role.TECHNICIAN,
        valid_from=today(),
    )


def _account_holder(world: World) -> None:
    cells = {"given_name": GIVEN, "family_name": FAMILY, "login": "zcanarix"}
    Finding.objects.update(pupil=None, person=None, cells=cells, state="todo")


NAMED: dict[str, Callable[[World], None]] = {
    "personnel": _colleague,
    "eleve": _pupil,
    "responsable": _guardian,
    "emprunteur": _borrower,
    "membre-exterieur": _said(CommissionMember, "ends_on", person=None, name=NAME, email=EMAIL),
    "lecteur": _said(ReportSending, address=EMAIL),
    "partenaire": _partner,
    "delegue": _said(School, dpo_name=NAME, dpo_email=EMAIL),
    "intervenant": _said(TrainingSession, host=None, host_words=NAME),
    "responsable-d-action": _said(ProjectAction, owner=None, owner_words=NAME),
    "responsable-de-decision": _said(MeetingDecision, owner=None, owner_words=NAME),
    "destinataire": _said(Mail, to=EMAIL, state="sent"),
    "correspondant": _said(IncomingMail, sender=EMAIL, sender_name=NAME, state="filed"),
    "contact": _said(MaintenanceContract, hotline_email=EMAIL, supplier=NAME),
    "contact-de-service": _said(OnlineService, support=f"{NAME}, {EMAIL}"),
    "beneficiaire": _said(Disposal, recipient=NAME),
    "titulaire": _said(ReviewedRight, person=None, who=NAME),
    "titulaire-de-compte": _account_holder,
    "demandeur": _said(RightsRequest, who=NAME),
}
