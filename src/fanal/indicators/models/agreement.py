"""The agreement of an only référent that their delays appear in reports."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class DelayAgreement(SchoolOwned):
    """Delays of one person are data about their work: without this row, no report says them.

    Field reading, « Law » 23: working time and delays of one référent are personal data of evaluation.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    given_on = models.DateField("donné le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person"], name="delay_agreement_once"),
            SameSchool("person"),
        ]

    DATA = DataMap(
        "publier des délais avec l’accord de la personne", "son accord", "tant que la personne est là"
    )
    JOURNAL_NAME = "indicators.agreement"

    def __str__(self) -> str:
        return f"accord du {self.given_on:%d/%m/%Y}"
