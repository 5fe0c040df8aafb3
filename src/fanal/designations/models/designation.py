"""An act by which the head designates somebody for a service or for Fanal itself."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import Delegated
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.designations.models.designation_queryset import ActStep, DesignationQuerySet
from fanal.designations.models.signing import LIFE, SIGNED_ACT, Signing
from fanal.designations.rules.designations import (
    LONGEST,
    NATURES,
    REPORTS,
    Act,
    ActNature,
    ActState,
    awaits_publishing,
    state_on,
)
from fanal.online_services.models.online_service import OnlineService


def lines(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=LONGEST), verbose_name=label, default=list)


class Designation(SchoolOwned):
    """The act, apart from the technical right it opens (`accounts.AccessGrant`, an account in a service).

    Without a service, it is about Fanal itself: `rights` are then the codes of what it opens there.
    """

    Step = ActStep

    number = models.PositiveIntegerField("numéro")
    nature = models.CharField(
        "nature",
        max_length=12,
        choices=[(nature.value, label) for nature, label in NATURES.items()],
        default=ActNature.DESIGNATION.value,
    )
    service = models.ForeignKey(OnlineService, models.PROTECT, null=True, related_name="designations")
    delegate = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        verbose_name="qui est désigné",
        related_name="designations",
        error_messages={"blank": "Choisissez la personne désignée."},
    )
    substitute = models.ForeignKey(
        "accounts.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="suppléant",
        related_name="+",
        help_text="Nommé dans l’acte ; pour agir, il lui faut un acte à son nom.",
    )
    rights = ArrayField(
        models.CharField(max_length=12, choices=Delegated),
        verbose_name="droits dans Fanal",
        default=list,
        error_messages={"blank": "Cochez au moins une opération."},
    )
    operations = lines("opérations permises")
    excluded = lines("opérations exclues")
    data_words = models.CharField("données concernées", max_length=500, blank=True)
    duties = lines("obligations")
    reporting = models.CharField("compte rendu", max_length=6, choices=list(REPORTS.items()), default="year")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    step = models.CharField("étape", max_length=8, choices=Step, default=Step.DRAFT)
    prepared_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    refusal = models.CharField("raison du refus", max_length=300, blank=True)
    validated_at = models.DateTimeField("validé dans Fanal le", null=True)
    content = models.JSONField("l’acte tel qu’il est à signer", null=True)
    # Of `content` and `rights`, whole, from the day it goes to be signed: a restore without secrets changes
    # it no more. Acts of before keep its first twenty or twelve signs.
    fingerprint = models.CharField("empreinte imprimée", max_length=64, blank=True)
    signing = models.ForeignKey(Signing, models.PROTECT, null=True, related_name="acts")
    published_on = models.DateField("publié le", null=True)
    published_where = models.CharField(
        "publié où", max_length=120, error_messages={"blank": "Dites où l’acte est publié."}
    )
    acknowledged_at = models.DateTimeField("accepté le", null=True)
    is_suspended = models.BooleanField("suspendu", default=False)
    suspension = models.CharField("raison de la suspension", max_length=300, blank=True)
    confirm_by = models.DateField("à confirmer avant le", null=True)
    lapsed_on = models.DateField("caduc depuis le", null=True)
    confirmed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    revoked_on = models.DateField("abrogé le", null=True)
    revocation = models.CharField("raison de l’abrogation", max_length=300, blank=True)
    renews = models.OneToOneField("self", models.SET_NULL, null=True, related_name="renewed_by")
    renewal_prepared_on = models.DateField("suite préparée le", null=True)

    has_function = has_signer = True  # unless `with_function` says otherwise

    objects = DesignationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="designation_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="designation_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(step="signed", signing__isnull=False, content__isnull=False)
                | (~Q(step="signed") & Q(signing__isnull=True, revoked_on__isnull=True, is_suspended=False)),
                name="designation_signed_is_proven",
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(rights=[]), name="designation_rights_are_of_fanal"
            ),
            SameSchool("service"),
            SameSchool("delegate"),
            SameSchool("substitute"),
            SameSchool("prepared_by"),
            SameSchool("confirmed_by"),
            SameSchool("signing"),
            SameSchool("renews"),
        ]
        indexes = [models.Index(fields=["school", "delegate"], name="designation_of_person")]

    DATA = DataMap("savoir qui administre quoi, par quel acte, jusqu’à quand", "nom, fonction, dates", LIFE)
    JOURNAL_NAME = "online_services.designation"
    FROZEN = SIGNED_ACT
    WRITTEN = (
        "nature",
        "service",
        "delegate",
        "substitute",
        "rights",
        "operations",
        "excluded",
        "data_words",
        "duties",
        "reporting",
        "starts_on",
        "ends_on",
    )
    # A draft again: what was validated or printed meanwhile counts for nothing.
    AS_DRAFT: ClassVar[Any] = {"step": Step.DRAFT, "validated_at": None, "content": None, "fingerprint": ""}
    JOURNALED = (
        *WRITTEN,
        "step",
        "refusal",
        "published_on",
        "is_suspended",
        "confirm_by",
        "lapsed_on",
        "revoked_on",
        "revocation",
    )

    def __str__(self) -> str:
        return f"Acte n° {self.number}"

    @property
    def act(self) -> Act:
        return Act(
            self.step,
            self.starts_on,
            self.ends_on,
            self.is_suspended,
            self.revoked_on,
            self.confirm_by,
            self.has_function,
            self.has_signer,
            self.lapsed_on,
        )

    @property
    def about(self) -> str:
        return self.service.name if self.service else "Fanal"

    def state_on(self, day: date) -> ActState:
        return state_on(self.act, day)

    def awaits_publishing(self, day: date) -> bool:
        return awaits_publishing(self.act, self.published_on, day)

    def fields_for_renewal(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.WRITTEN if name not in {"starts_on", "ends_on"}}
