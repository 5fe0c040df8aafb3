"""A photo of the state of what is lent, as it left or as it came back."""

from django.db import models

from fanal.core.files.attached_document import AttachedDocument
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool
from fanal.loans.models.item import LoanItem
from fanal.loans.models.loan import RETENTION, Loan
from fanal.loans.rules.photo import PHOTO_LABELS


class LoanPhoto(AttachedDocument):
    """One picture, made small, without what the phone wrote in it. `item`: none when it shows them all."""

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="photos")
    item = models.ForeignKey(LoanItem, models.CASCADE, null=True, related_name="photos")
    moment = models.CharField(
        "moment", max_length=4, choices=[(code.value, label) for code, label in PHOTO_LABELS.items()]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loan", "moment", "sha256"], name="loan_photo_once"),
            SameSchool("loan"),
            SameSchool("item"),
        ]

    DATA = DataMap("comparer l’état à la remise et au retour", "photo du matériel", RETENTION)
    JOURNAL_NAME = "loans.photo"

    def __str__(self) -> str:
        return f"Photo de {self.item}" if self.item else "Photo de l’ensemble"
