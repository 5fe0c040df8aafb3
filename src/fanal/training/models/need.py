"""What somebody needs to learn, under one of the subjects of the school, or in words of their own."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from fanal.core.database.drawn_keys import drawn_key
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.training.models.local_training import LocalTraining
from fanal.training.models.subject import TrainingSubject
from fanal.training.rules.need import NeedFormat, NeedLevel, NeedsCampaign

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class TrainingNeedQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "TrainingNeedQuerySet":
        """One's own, and nobody else's: the team reads counts."""
        here = self.for_school(member.school)
        return here.filter(person=member.person) if member.person else here.none()

    def still_open(self) -> "TrainingNeedQuerySet":
        return self.filter(met_on__isnull=True)

    def in_campaign(self, campaign: NeedsCampaign) -> "TrainingNeedQuerySet":
        """Those open then: of that campaign or an older one; a refused one waits for the next."""
        return self.still_open().filter(campaign__lte=campaign.code)

    def free(self) -> "TrainingNeedQuerySet":
        """In no request that was sent."""
        return self.filter(local_training__isnull=True)


class TrainingNeed(SchoolOwned):
    """The team reads how many, never whose, once a week; its key is drawn, and says no order.

    Not journaled: the management reads the journal.

    `refusal`: why the académie refused the training that it was part of, kept as the need comes back.
    """

    id = models.BigIntegerField("numéro", primary_key=True, default=drawn_key, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    subject = models.ForeignKey(
        TrainingSubject, models.PROTECT, null=True, blank=True, verbose_name="sujet", related_name="needs"
    )
    words = models.CharField(
        "un autre sujet",
        max_length=80,
        blank=True,
        help_text="L’équipe lit ces mots sans votre nom : n’y mettez rien qui vous désigne.",
    )
    level = models.CharField(
        "votre niveau",
        max_length=8,
        choices=NeedLevel.choices(),
        error_messages={"blank": "Choisissez un niveau."},
    )
    format = models.CharField(
        "la forme qui vous convient",
        max_length=6,
        choices=NeedFormat.choices(),
        error_messages={"blank": "Choisissez une forme."},
    )
    made_on = models.DateField("dit le")
    campaign = models.CharField("campagne", max_length=6)
    local_training = models.ForeignKey(LocalTraining, models.PROTECT, null=True, related_name="needs")
    refusal = models.CharField("motif du refus", max_length=300, blank=True)
    met_on = models.DateField("satisfait le", null=True)

    objects = TrainingNeedQuerySet.as_manager()
    replaced = ""  # set by `declare_need`: the level and the form that were said before

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__isnull=False, words="") | Q(subject__isnull=True) & ~Q(words=""),
                name="training_need_has_a_subject_or_words",
            ),
            models.UniqueConstraint(
                fields=["school", "person", "subject"],
                name="training_need_open_once",
                condition=Q(met_on__isnull=True, subject__isnull=False),
            ),
            SameSchool("person"),
            SameSchool("subject"),
            SameSchool("local_training"),
        ]
        indexes = [models.Index(fields=["school", "campaign"], name="training_need_by_campaign")]

    DATA = DataMap("préparer le plan de formation", "besoins de formation", "2 ans")
    JOURNAL_NAME = "training.need"

    @property
    def wish(self) -> str:
        return f"{self.get_level_display()}, {self.get_format_display()}"

    def __str__(self) -> str:
        return str(self.subject or self.words)
