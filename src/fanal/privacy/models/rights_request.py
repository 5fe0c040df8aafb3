"""A request of somebody about their data (articles 15 to 22 RGPD), and what was answered."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.privacy.models.fields import text
from fanal.privacy.rules.requests import RequestOutcome, RightsRequestFacts, SubjectRight


class RightsRequestQuerySet(SchoolOwnedQuerySet):
    def still_open(self) -> "RightsRequestQuerySet":
        return self.filter(answered_on__isnull=True)


class RightsRequest(SchoolOwned):
    """Who asks, what, when, and the answer. Never a copy of an identity document, nor of data."""

    number = models.PositiveIntegerField("numéro")
    who = models.CharField(
        "de qui vient la demande",
        max_length=160,
        help_text="Et pour qui, si c’est un responsable légal. Ne gardez pas de copie de pièce d’identité.",
        error_messages={"blank": "Dites de qui vient la demande."},
    )
    right = models.CharField("quel droit", max_length=12, choices=SubjectRight.choices())
    detail = text("ce qui est demandé")
    received_on = models.DateField("reçue le")
    is_identified = models.BooleanField("l’identité de qui demande est vérifiée", default=False)
    extended_on = models.DateField("prolongation annoncée le", null=True, blank=True)
    extension_reason = models.CharField(
        "pourquoi",
        max_length=300,
        blank=True,
        help_text="Deux mois de plus, vu la complexité de la demande ou le nombre des demandes reçues.",
    )
    answer = models.CharField(
        "réponse", max_length=8, choices=RequestOutcome.choices(), default=RequestOutcome.NONE
    )
    answer_reason = text(
        "ce qui est répondu",
        help_text="Imprimé dans la lettre ; un refus, même en partie, se motive.",
    )
    answered_on = models.DateField("répondu le", null=True, blank=True)

    exported_on = models.DateField("données remises le", null=True)
    erased_on = models.DateField("données effacées le", null=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="rights_request_once")]

    DATA = DataMap("répondre aux demandes de droits", "nom de qui demande", "5 ans après la réponse")
    JOURNAL_NAME = "privacy.rightsrequest"
    WRITTEN = (  # by whoever handles it
        "who",
        "right",
        "detail",
        "received_on",
        "is_identified",
        "extended_on",
        "extension_reason",
        "answer",
        "answer_reason",
        "answered_on",
    )
    JOURNALED = (
        "right",
        "received_on",
        "is_identified",
        "extended_on",
        "extension_reason",
        "answer",
        "answered_on",
        "exported_on",
        "erased_on",
    )

    def __str__(self) -> str:
        return f"Demande de droits n° {self.number}"

    @property
    def facts(self) -> RightsRequestFacts:
        return RightsRequestFacts(
            self.who,
            self.received_on,
            self.is_identified,
            self.extended_on,
            self.extension_reason,
            RequestOutcome(self.answer),
            self.answer_reason,
            self.answered_on,
        )
