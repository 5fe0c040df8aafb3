"""What the one who leaves says to the one who comes, and where the accesses are: never the accesses."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.core.text.secret_shapes import LONGEST
from fanal.missions.rules.handover import LONGEST_NOTE

OTHERS = "Autres accès (réseau, serveur, salles)"


class HandoverNote(SchoolOwned):
    """One a person: their words to whoever succeeds them."""

    author = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    text = models.TextField(
        "vos mots à la personne qui suivra",
        max_length=LONGEST_NOTE,
        help_text="Ce qui ne se lit nulle part ailleurs : habitudes, promesses, pièges. Aucun secret.",
    )
    written_at = models.DateTimeField("écrite le")

    # The journal says that it was written: the words may name people.
    JOURNALED = frozenset({"written_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "author"], name="handover_note_once"),
            SameSchool("author"),
        ]

    DATA = DataMap("transmettre la mission", "mots de qui part", "2 ans après sa dernière écriture")
    JOURNAL_NAME = "missions.handovernote"

    def __str__(self) -> str:
        return "note de transmission"


class AccessPlace(SchoolOwned):
    """Where the accesses of a service are kept; without a service, all the others."""

    service = models.ForeignKey(
        "online_services.OnlineService", models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.CharField(
        "où se trouvent les accès",
        max_length=LONGEST,
        help_text="Un lieu, une personne, un coffre. Jamais le mot de passe : il serait refusé.",
        error_messages={"blank": "Dites où se trouvent les accès."},
    )
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    written_on = models.DateField("écrit le")

    JOURNALED = frozenset({"service", "text"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service"], name="access_place_once"),
            models.UniqueConstraint(
                fields=["school"], condition=Q(service__isnull=True), name="access_place_of_others_once"
            ),
            SameSchool("service"),
            SameSchool("written_by"),
        ]

    DATA = DataMap("savoir où sont les accès", "par qui", "avec le service ; par qui, jusqu’au départ")
    JOURNAL_NAME = "missions.accessplace"

    def __str__(self) -> str:
        return str(self.service) if self.service_id else OTHERS
