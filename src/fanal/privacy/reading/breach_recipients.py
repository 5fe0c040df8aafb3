"""Whom a breach is told to: when it was, by which press it is noted."""

from dataclasses import dataclass
from datetime import datetime

from fanal.privacy.models import DataBreach
from fanal.privacy.rules.breach_steps import NOTED_IN, PART_OF, BreachPart, Recipient, name_of, recipients


@dataclass(frozen=True)
class RecipientRow:
    """Somebody to tell: `notified_at` is None until they are."""

    recipient: Recipient
    name: str
    notified_at: datetime | None
    part: BreachPart

    @property
    def label(self) -> str:
        """The button."""
        return f"J’ai prévenu {self.name}"


def recipient_rows(breach: DataBreach) -> list[RecipientRow]:
    facts = breach.facts
    return [
        RecipientRow(
            recipient, name_of(recipient, facts), getattr(breach, NOTED_IN[recipient]), PART_OF[recipient]
        )
        for recipient in recipients(facts)
    ]
