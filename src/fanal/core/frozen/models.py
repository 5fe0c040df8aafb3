"""When a door was opened in what is frozen, and the fingerprint of each paper that was frozen."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned


class FrozenOpening(SchoolOwned):
    """Rows of `table` could be emptied or removed in that `transaction`. The database dates it.

    `gone`: the number of each row that went, and « number.column » of each that was emptied, which the
    database notes: none of them comes again.

    Nobody who serves writes these rows, but by opening a door.
    """

    table = models.CharField("table", max_length=63)
    reason = models.CharField("pourquoi", max_length=300)
    transaction = models.BigIntegerField("transaction")
    opened_at = models.DateTimeField("ouverte le")
    gone = ArrayField(models.CharField(max_length=90), verbose_name="ce qui est parti ou vidé", default=list)

    class Meta:
        indexes = [models.Index(fields=["school", "transaction"], name="frozen_opening_of_now")]

    DATA = DataMap("dire quand ce qui était figé a été effacé", "none", "vie de l’établissement")
    JOURNAL_NAME = "core.frozenopening"

    def __str__(self) -> str:
        return f"{self.table}, {self.reason}"


class FrozenPaper(SchoolOwned):
    """The thing `row` of the sort `kind` (`core.frozen.papers`) was frozen as what gives this sum.

    `fingerprint`: what its paper bears. `signature`: by the key of the installation, of all the rest.
    It stays when the thing is erased: that a paper is of the school, from which day, without what it said.
    """

    kind = models.CharField("sorte de document", max_length=40)
    row = models.BigIntegerField("lequel")
    sha256 = models.CharField("somme", max_length=64)
    fingerprint = models.CharField("empreinte", max_length=64)
    files = ArrayField(models.CharField(max_length=64), verbose_name="empreintes des fichiers", default=list)
    frozen_on = models.DateField("figé le")
    signature = models.BinaryField("signature", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "row", "sha256", "signature"], name="frozen_paper_once"
            )
        ]
        indexes = [models.Index(fields=["school", "fingerprint"], name="frozen_paper_by_fingerprint")]

    DATA = DataMap("vérifier un document figé", "none", "vie de l’établissement")
    JOURNAL_NAME = "core.frozenpaper"
    FROZEN = Frozen(("kind", "row", "sha256", "fingerprint", "files", "frozen_on", "signature"))

    def __str__(self) -> str:
        return f"{self.kind}, {self.sha256[:8]}"
