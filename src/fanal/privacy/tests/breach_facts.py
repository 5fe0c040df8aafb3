"""The facts of a breach that was just discovered."""

from datetime import UTC, datetime

from fanal.privacy.rules.breaches import BreachController, BreachFacts, Risk, TellingChoice

FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)
NEW = BreachFacts(
    "Un portable volé",
    FRIDAY,
    (),
    BreachController.TO_SAY,
    "",
    (),
    None,
    (),
    "",
    "",
    Risk.TO_SAY,
    TellingChoice.TO_SAY,
    "",
    None,
    "",
    TellingChoice.TO_SAY,
    "",
    None,
    None,
    None,
)
