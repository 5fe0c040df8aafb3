"""The agreement of a school: the text that its pupils' families, or its staff, sign."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned
from fanal.loans.rules.agreement import BORROWERS, LONGEST_BODY, LONGEST_TITLE, AgreementText
from fanal.loans.rules.loan import SIGNATURES


class AgreementTerms(SchoolOwned):
    """The school's own words, once it changed those that Fanal proposes: for pupils, families, the staff."""

    borrower_kind = models.CharField(
        "pour",
        max_length=6,
        choices=[(kind.value, words.several) for kind, words in BORROWERS.items()],
    )
    title = models.CharField(
        "titre", max_length=LONGEST_TITLE, error_messages={"blank": "Donnez un titre à la convention."}
    )
    body = models.TextField(
        "texte",
        max_length=LONGEST_BODY,
        error_messages={"blank": "Écrivez le texte de la convention."},
        help_text="Une ligne vide sépare deux paragraphes ; **gras**, « - » pour une liste, « ## » pour un "
        "intertitre.",
    )
    signatures = models.PositiveSmallIntegerField(
        "signatures demandées",
        default=1,
        validators=[MinValueValidator(min(SIGNATURES)), MaxValueValidator(max(SIGNATURES))],
        help_text="Une, ou deux si votre convention est signée par les deux responsables.",
    )

    act_number = models.CharField(
        "acte qui autorise ces prêts, n°",
        max_length=40,
        blank=True,
        help_text="Inconnu : la convention laisse la place de l’écrire, sur papier.",
    )
    act_on = models.DateField("acte du", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "borrower_kind"], name="agreement_terms_once")
        ]

    DATA = DataMap("faire signer une convention de prêt", "none", "vie de l’établissement")
    JOURNAL_NAME = "loans.terms"

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> AgreementText:
        return AgreementText(self.title, self.body, self.signatures, self.act_number, self.act_on)
