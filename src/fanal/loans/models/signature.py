"""A signature of an agreement: drawn on the screen, or on paper with its scan."""

from django.db import models

from fanal.core.files.attachments import Stored
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.loans.models.loan import RETENTION, Loan
from fanal.loans.rules.signature import picture_of
from fanal.loans.rules.signer import QUALITIES

UNREAD = "Signataire à lire sur l’original"


class LoanSignature(SchoolOwned):
    """`drawing`: the path that we drew from the strokes. A paper has none, and its scan if one was joined.

    `quality`: as what somebody signed, empty where nobody noted who signed a paper, whatever name stands
    there; `grounds`: what makes it so, where it is no usual one. `replaced_on`: an earlier end asked for
    another signature that day; `former_agreement`: the text that this one was under.
    """

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="signatures")
    name = models.CharField(
        "nom de qui signe", max_length=120, error_messages={"blank": "Écrivez le nom de qui signe."}
    )
    quality = models.CharField(
        "qualité de qui signe",
        max_length=12,
        blank=True,
        choices=[(code.value, words) for code, words in QUALITIES.items()],
    )
    grounds = models.CharField(
        "à quel titre",
        max_length=120,
        blank=True,
        help_text="Pour une émancipation, une mesure de protection, un nom d’usage : « tutrice », « jugement "
        "du 3 mars 2026 ». Rien de plus sur la personne : c’est gardé avec la signature.",
    )
    drawing = models.TextField("tracé", blank=True)
    file_name = models.CharField("nom du scan", max_length=120, blank=True)
    mime = models.CharField("type", max_length=60, blank=True)
    size = models.PositiveIntegerField("taille", default=0)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    signed_at = models.DateTimeField("signé le")
    replaced_on = models.DateField("remplacée le", null=True)
    former_agreement = models.JSONField("convention d’alors", default=dict)

    class Meta:
        constraints = [SameSchool("loan")]

    DATA = DataMap("prouver l’accord sur la convention", "nom, qualité et signature", RETENTION)
    JOURNAL_NAME = "loans.signature"
    FROZEN = Frozen(
        (
            "loan_id",
            "name",
            "quality",
            "grounds",
            "drawing",
            "file_name?",
            "mime?",
            "size?",
            "sha256?",
            "signed_at",
            "replaced_on?",
            "former_agreement?",
        )
    )
    JOURNALED = frozenset({"signed_at"})

    def __str__(self) -> str:
        return UNREAD if self.is_unread else self.name

    @property
    def words(self) -> str:
        """« Mme Martin, responsable légal »; « …, au titre d’une mesure de protection … (tutrice) »."""
        if self.is_unread:
            return UNREAD
        words = f"{self.name}, {self.get_quality_display()}" if self.quality else self.name
        return f"{words} ({self.grounds})" if self.grounds else words

    @property
    def is_paper(self) -> bool:
        return not self.drawing

    @property
    def is_unread(self) -> bool:
        """Whether nobody noted who signed: the paper alone says it."""
        return self.is_paper and not self.quality

    @property
    def is_declared(self) -> bool:
        """Whether a paper is said to be signed, and no scan of it is joined."""
        return self.is_paper and not self.sha256

    @property
    def how(self) -> str:
        """How it was given, before the day on which it was noted."""
        if not self.is_paper:
            return "signé à l’écran"
        return "déclaré signé sur papier, noté" if self.is_declared else "signé sur papier, scan joint, noté"

    @property
    def picture(self) -> str:
        return picture_of(self.drawing) if self.drawing else ""

    @property
    def stored(self) -> Stored:
        return Stored(self.file_name, self.mime, self.size, self.sha256, self.mime.startswith("image/"))
