"""« Qui sait faire quoi »: who is ready to help, as long as they want it."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.accounts.models.roles import EVERYONE
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.peer_help.rules.codes import TOPICS

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class PeerOfferQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "PeerOfferQuerySet":
        """Those of colleagues who are still there."""
        here = self.for_school(member.school)
        return here.filter(person__left_on=None) if member.has(*EVERYONE) else here.none()


class PeerOffer(SchoolOwned):
    """One a person. The row is the consent: it is deleted as soon as they take it back."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    topics = ArrayField(
        models.CharField(max_length=10, choices=list(TOPICS.items())),
        verbose_name="ce que je sais faire",
        error_messages={"blank": "Cochez au moins une ligne."},
    )
    words = models.CharField(
        "en quelques mots",
        max_length=300,
        blank=True,
        help_text="Ce que vous montrez volontiers, quand on vous trouve.",
    )
    opens_classroom = models.BooleanField("on peut venir me voir en classe", default=False)
    since = models.DateField("depuis le", editable=False)

    objects = PeerOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="peer_offer_one_a_person"),
            SameSchool("person"),
        ]

    DATA = DataMap("savoir qui aide ses collègues", "ce qu’une personne propose", "tant qu’elle le veut")
    JOURNAL_NAME = "peer_help.offer"
    JOURNALED = frozenset[str]()  # what is taken back leaves nothing

    def __str__(self) -> str:
        return str(self.person)

    @property
    def topic_labels(self) -> list[str]:
        return [label for code, label in TOPICS.items() if code in self.topics]
