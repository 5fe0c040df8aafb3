"""A batch of acts that the head signed by hand, and the scans that prove it."""

from django.db import models

from fanal.core.files.attachments import Stored
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned

LIFE = "5 ans après la fin de l’acte"
# Of an act that is signed. What becomes of it goes on: published, accepted, suspended, confirmed, revoked.
SIGNED_ACT = Frozen(
    (
        "number",
        "nature",
        "service_id",
        "delegate_id",
        "substitute_id",
        "rights",
        "operations",
        "excluded",
        "data_words",
        "duties",
        "reporting",
        "starts_on",
        "ends_on",
        "step",
        "content",
        "fingerprint",
        "signing_id",
    ),
    when="signing_id IS NOT NULL",
)


class Signing(SchoolOwned):
    """A batch signed by hand the same day, and its scan; the name and quality as the acts print them."""

    signed_on = models.DateField("signé le")
    signed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    signer = models.CharField("signataire", max_length=140, error_messages={"blank": "Dites qui a signé."})
    quality = models.CharField(
        "qualité",
        max_length=80,
        error_messages={"blank": "Dites en quelle qualité : « Principale », « Proviseur »…"},
    )

    class Meta:
        constraints = [SameSchool("signed_by")]

    DATA = DataMap("prouver la signature des actes", "nom et qualité du signataire", LIFE)
    JOURNAL_NAME = "online_services.signing"
    FROZEN = Frozen(("signed_on", "signed_by_id", "signer", "quality"))

    def __str__(self) -> str:
        return f"Signé le {self.signed_on:%d/%m/%Y} par {self.signer}"


class SigningFile(SchoolOwned):
    """A scan of signed acts, kept by its hash."""

    signing = models.ForeignKey(Signing, models.CASCADE, related_name="files")
    name = models.CharField("nom", max_length=120)
    mime = models.CharField("type", max_length=60)
    size = models.PositiveIntegerField("taille")
    sha256 = models.CharField("empreinte", max_length=64)

    class Meta:
        constraints = [SameSchool("signing")]

    DATA = DataMap("prouver la signature des actes", "acte signé", LIFE)
    JOURNAL_NAME = "online_services.signingfile"
    FROZEN = Frozen(("signing_id", "name", "mime", "size", "sha256"))

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Stored:
        return Stored(self.name, self.mime, self.size, self.sha256, self.mime.startswith("image/"))
