"""Is the description of a piece of equipment plausible, and what is missing from it?

Pure: `today` is given; amounts are in cents. Nothing here is law.
"""

from datetime import date

from fanal.equipment.rules.serials import clean, is_dummy

FIRST_YEAR = 1980
TO_CONFIRM = "à confirmer"  # after an owner that nobody said: on pages, and in files that leave


def serial_refusals(serial: str) -> list[str]:
    """A maker's placeholder would make two machines look like one."""
    cleaned = clean(serial)
    if cleaned and is_dummy(cleaned):
        return [
            f"« {serial.strip()} » ne distingue pas un appareil d’un autre (trop court, ou texte par défaut "
            "du fabricant) : laissez la case vide ou recopiez l’étiquette de l’appareil."
        ]
    return []


def date_refusals(bought_on: date | None, warranty_until: date | None, *, today: date) -> list[str]:
    """A purchase is not to come, nor from before personal computers; a warranty follows its purchase."""
    reasons = []
    if bought_on and bought_on > today:
        reasons.append("La date d’achat est à venir : vérifiez l’année.")
    if bought_on and bought_on.year < FIRST_YEAR:
        reasons.append(f"La date d’achat est avant {FIRST_YEAR} : vérifiez l’année.")
    if bought_on and warranty_until and warranty_until < bought_on:
        reasons.append("La garantie finirait avant l’achat : vérifiez les deux dates.")
    return reasons


def refusals(
    *, name: str, serial: str, bought_on: date | None, warranty_until: date | None, today: date
) -> list[str]:
    """Say what is wrong in a description; an empty list means it can be kept."""
    reasons = [] if name.strip() else ["Donnez un nom à l’équipement, par exemple « PC-204 »."]
    return reasons + serial_refusals(serial) + date_refusals(bought_on, warranty_until, today=today)
