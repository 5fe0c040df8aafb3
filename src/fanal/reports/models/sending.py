"""A frozen report sent to somebody who never signs in: to which address, when, and whether it left."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from fanal.core.mail.models import Mail
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.reports.models.report import BoardReport

KEY = "report-sending-"  # then its id: the key of its mail


class ReportSendingQuerySet(SchoolOwnedQuerySet):
    def due(self, today: date) -> "ReportSendingQuerySet":
        """Those whose day has come, and that nobody stopped."""
        return self.filter(queued_at__isnull=True, stopped_at__isnull=True, send_on__lte=today)

    def with_mail(self) -> "ReportSendingQuerySet":
        """With `mail_state`, that of its mail; None as long as none was written."""
        key = Concat(Value(KEY), Cast(OuterRef("pk"), models.TextField()))
        mail = Mail.objects.for_school(OuterRef("school_id")).filter(key=key)
        return self.annotate(mail_state=Subquery(mail.values("state")[:1]))


class ReportSending(SchoolOwned):
    """One address, one report, once. `stopped_at`: its reader wants none any more."""

    report = models.ForeignKey(BoardReport, models.CASCADE, related_name="sendings")
    address = models.EmailField("adresse", max_length=254)
    send_on = models.DateField("à envoyer le", help_text="Aujourd’hui, ou un jour à venir.")
    asked_at = models.DateTimeField("demandé le")
    queued_at = models.DateTimeField("remis à l’envoi le", null=True)
    stopped_at = models.DateTimeField("refusé par son lecteur le", null=True)

    objects = ReportSendingQuerySet.as_manager()
    mail_state: str | None  # set by `with_mail`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "report", "address"], name="report_sending_once"),
            SameSchool("report"),
        ]
        indexes = [models.Index(fields=["school", "send_on"], name="report_sending_by_day")]

    DATA = DataMap("envoyer le rapport à qui ne se connecte pas", "adresse d’un lecteur", "1 an")
    JOURNAL_NAME = "reports.sending"

    def __str__(self) -> str:
        return self.address

    @property
    def mail_key(self) -> str:
        return f"{KEY}{self.pk}"

    @property
    def state_words(self) -> tuple[str, str]:
        """« Parti », only once the server took it; needs `with_mail`."""
        if self.stopped_at:
            return "Ne veut plus de rapport", "warn"
        if self.queued_at is None:
            return f"Partira le {self.send_on:%d/%m/%Y}", "info"
        match self.mail_state:
            case Mail.State.SENT:
                return "Parti", "ok"
            case Mail.State.FAILED:
                return "Non remis", "bad"
            case Mail.State.HELD:
                return "Retenu", "warn"
            case Mail.State.KEPT:
                return "Gardé ici (démonstration)", "info"
            case None:
                return "Remis à l’envoi", "info"
        return "En attente d’envoi", "info"
