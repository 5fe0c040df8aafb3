"""What the journal said around a breach, frozen before it forgets: a file, and what proves it."""

from django.db import models

from fanal.core.files.attachments import Stored
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.privacy.models.breach import DataBreach


class BreachEvidence(SchoolOwned):
    """The entries of a span of time, in a file of its school known by its hash. Never changed."""

    breach = models.ForeignKey(DataBreach, models.CASCADE, related_name="evidence")
    since = models.DateTimeField("du")
    until = models.DateTimeField("au")
    about = models.CharField("à propos de", max_length=60, blank=True)
    count = models.PositiveIntegerField("entrées")
    name = models.CharField("fichier", max_length=120)
    mime = models.CharField("type", max_length=60)
    size = models.PositiveBigIntegerField("taille, en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    does_hold = models.BooleanField("le journal tenait")
    verification = models.TextField("ce que dit la vérification")
    heads = models.JSONField("têtes des chaînes", default=dict)
    frozen_at = models.DateTimeField("figée le")
    frozen_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "breach", "sha256"], name="evidence_once"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="evidence_span_in_order"
            ),
            SameSchool("breach"),
            SameSchool("frozen_by"),
        ]

    DATA = DataMap("prouver ce qui s’est passé", "noms et gestes que dit le journal", "avec la violation")
    JOURNAL_NAME = "privacy.breachevidence"
    FROZEN = Frozen(
        (
            "breach_id",
            "since",
            "until",
            "about",
            "count",
            "name",
            "size",
            "sha256",
            "does_hold",
            "verification",
            "heads",
            "mime",
            "frozen_at",
            "frozen_by_id",
        )
    )

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Stored:
        return Stored(self.name, self.mime, self.size, self.sha256, is_picture=False)
