"""The data map: what each model keeps about people, why, and for how long (RGPD art. 5 and 30)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataMap:
    """`category` is the kind of personal data, `none` when there is none."""

    purpose: str
    category: str
    retention: str
