"""A batch of goods of one owner that leave the inventory together, and the papers joined to it."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from fanal.accounts.models.roles import TEAM, Role
from fanal.core.files.attached_document import AttachedDocument
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.disposals.rules.disposal import DATED, OVER, STATES, DisposalState
from fanal.disposals.rules.item import DisposalOutcome
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.rules.gift import RecipientKind

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

RETENTION = "sortie + 5 ans, puis sans nom"
# Of which whoever comes for the owner is told: the list is settled, or more.
SHOWN_TO_OWNER = (DisposalState.PROPOSED, DisposalState.DECIDED, DisposalState.CLOSED)
TONES = {
    DisposalState.PREPARED: "info",
    DisposalState.PROPOSED: "warn",
    DisposalState.DECIDED: "info",
    DisposalState.CLOSED: "ok",
}


class DisposalQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "DisposalQuerySet":
        """Those who keep the inventory see all; the technicians, settled lists of the authority's goods."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        if member.has(Role.TECHNICIAN):
            return here.of_authority().filter(state__in=SHOWN_TO_OWNER)
        return here.none()

    def of_authority(self) -> "DisposalQuerySet":
        return self.filter(owner=EquipmentOwner.AUTHORITY)

    def waiting(self) -> "DisposalQuerySet":
        """Those that wait for the owner's decision."""
        return self.filter(state=DisposalState.PROPOSED)

    def decided(self) -> "DisposalQuerySet":
        """Those whose goods may leave, and have not."""
        return self.filter(state=DisposalState.DECIDED)

    def for_list(self) -> "DisposalQuerySet":
        """With how many goods are proposed or have left, the last batch first."""
        counts = Q(items__outcome__in=[DisposalOutcome.PROPOSED, DisposalOutcome.LEFT])
        return self.defer("frozen").annotate(total=Count("items", filter=counts)).order_by("-number")


class Disposal(SchoolOwned):
    """« Sortie n° 3 ». `frozen`: figures and rows as they were when its goods left."""

    number = models.PositiveIntegerField("n°")
    name = models.CharField(
        "nom",
        max_length=60,
        help_text="Par exemple « Postes de la salle 203 ».",
        error_messages={"blank": "Donnez un nom, par exemple « Postes de la salle 203 »."},
    )
    owner = models.CharField("propriétaire", max_length=9, choices=EquipmentOwner)
    state = models.CharField(
        "étape", max_length=9, choices=[*STATES.items()], default=DisposalState.PREPARED.value
    )
    recipient = models.CharField(
        "bénéficiaire du don", max_length=120, blank=True, help_text="Une association, un établissement…"
    )
    recipient_kind = models.CharField("à qui", max_length=11, blank=True, choices=RecipientKind.choices())
    gift_cents = models.PositiveIntegerField(
        "valeur du plus cher des biens donnés, en euros",
        null=True,
        blank=True,
        help_text="Ce qu’il vaut aujourd’hui.",
    )
    carrier = models.CharField(
        "qui emporte pour le recyclage",
        max_length=120,
        blank=True,
        help_text="L’organisme ou le transporteur.",
    )
    prepared_on = models.DateField("préparée le")
    proposed_on = models.DateField("liste arrêtée le", null=True)
    decision = models.CharField(
        "référence de la décision",
        max_length=80,
        blank=True,
        help_text="N° de la délibération, du procès-verbal…",
    )
    decided_on = models.DateField("décidée le", null=True)
    closed_on = models.DateField("terminée ou abandonnée le", null=True)
    frozen = models.JSONField("liste figée", default=dict)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="disposal_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=DATED, decided_on__isnull=False)
                | (~Q(state__in=DATED) & Q(decided_on__isnull=True)),
                name="disposal_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DATED) | ~Q(decision=""), name="disposal_decided_by_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, closed_on__isnull=False)
                | (~Q(state__in=OVER) & Q(closed_on__isnull=True)),
                name="disposal_over_on_a_day",
            ),
        ]

    DATA = DataMap("tenir les sorties d’inventaire et leur preuve", "bénéficiaire d’un don", RETENTION)
    JOURNAL_NAME = "disposals.disposal"
    FROZEN = Frozen(
        ("number", "state", "proposed_on", "decision", "decided_on", "closed_on", "frozen"),
        when="closed_on IS NOT NULL",
    )
    JOURNALED = frozenset({"number", "name", "owner", "state", "proposed_on", "decision", "decided_on"})

    total: int  # set by `for_list`

    def __str__(self) -> str:
        return f"Sortie n° {self.number}"

    @property
    def step(self) -> DisposalState:
        return DisposalState(self.state)

    @property
    def tone(self) -> str:
        return TONES.get(self.step, "")

    @property
    def is_closed(self) -> bool:
        return self.state == DisposalState.CLOSED


class DisposalDocument(AttachedDocument):
    """A proof: the decision, a slip that was signed, the paper of whoever recycles."""

    disposal = models.ForeignKey(Disposal, models.CASCADE, related_name="documents")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "disposal", "sha256"], name="disposal_document_once"),
            SameSchool("disposal"),
        ]

    DATA = DataMap("prouver une sortie d’inventaire", "ce que dit le document", "sortie + 5 ans")
    JOURNAL_NAME = "disposals.document"
