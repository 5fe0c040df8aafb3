"""What a licence or a contract was before it was renewed: its days, its seats, its price."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.supplies.models.contract import MaintenanceContract
from fanal.supplies.models.licence import Licence
from fanal.supplies.models.purchase import RETENTION
from fanal.supplies.rules.purchase import price_words


class FormerPeriod(SchoolOwned):
    """Of one licence, or of one contract; written when it is renewed, never changed."""

    licence = models.ForeignKey(Licence, models.CASCADE, null=True, related_name="periods")
    contract = models.ForeignKey(MaintenanceContract, models.CASCADE, null=True, related_name="periods")
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")
    seats = models.PositiveIntegerField("places achetées", null=True)
    price_cents = models.PositiveIntegerField("prix", null=True)
    is_yearly = models.BooleanField("par an", default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(licence__isnull=True, contract__isnull=False)
                | Q(licence__isnull=False, contract__isnull=True),
                name="former_period_of_one",
            ),
            SameSchool("licence"),
            SameSchool("contract"),
        ]

    DATA = DataMap("comparer les prix d’une année à l’autre", "none", RETENTION)
    JOURNAL_NAME = "supplies.period"

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"

    @property
    def price_words(self) -> str:
        return price_words(self.price_cents, is_yearly=self.is_yearly)
