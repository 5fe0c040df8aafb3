"""What requests may bring to the point of the week: those that are late, those that the authority keeps."""

from fanal.accounts.reading.suggestions import SUGGESTIONS, Suggestion
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest, Transmission

OFFERED = (
    Suggestion(
        "requests_late",
        lambda school, now, today: HelpRequest.objects.for_school(school).open().late(now),
        "Une demande dépasse le délai prévu : en voir la cause.",
        "{count} demandes dépassent le délai prévu : en voir la cause.",
    ),
    Suggestion(
        "promises_past",
        lambda school, now, today: (
            Transmission.objects.for_school(school).pending().filter(promised_on__lt=today)
        ),
        "La collectivité avait promis une date, elle est passée : la relancer ?",
        "{count} dates promises par la collectivité sont passées : la relancer ?",
    ),
)
for suggestion in OFFERED:
    register(SUGGESTIONS, suggestion.code)(suggestion)
