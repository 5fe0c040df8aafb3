"""Whom may a licence be given to, how many times, and is it enough for what is installed? Pure."""

from enum import StrEnum

from fanal.core.text.french import agrees, counted

MOST_SEATS = 100_000


class LicenceKind(StrEnum):
    """What one seat of it allows."""

    MACHINE = "machine"
    PERSON = "person"
    SCHOOL = "school"
    FREE = "free"


TO_TAKE_BACK = "Des places sont données à {whose} : reprenez-les avant de passer à « Une place par {one} »."
COUNTED = frozenset({LicenceKind.MACHINE, LicenceKind.PERSON})


def seat_refusals(kind: str, seats: int | None, machines: int, people: int) -> list[str]:
    """Say why a licence cannot be of this kind, with so many seats; `machines`, `people`: who has one."""
    used = machines + people
    if kind in COUNTED and not seats:
        return ["Donnez le nombre de places achetées : une par appareil ou par personne."]
    if kind not in COUNTED and seats:
        return ["Une licence d’établissement ou libre ne compte pas de places : laissez ce nombre vide."]
    if kind not in COUNTED and used:
        return ["Des places sont données : reprenez-les avant de changer de sorte de licence."]
    if kind == LicenceKind.PERSON and machines:
        return [TO_TAKE_BACK.format(whose="des appareils", one="personne")]
    if kind == LicenceKind.MACHINE and people:
        return [TO_TAKE_BACK.format(whose="des personnes", one="appareil")]
    if seats is not None and seats < used:
        return [
            f"{counted(used, 'place')} {agrees(used, 'est donnée', 'sont données')} : reprenez-en d’abord."
        ]
    return []


def giving_refusals(kind: str, seats: int | None, used: int, machines: int, people: int) -> list[str]:
    """Say why so many machines or people cannot have a seat more; who has one is not counted."""
    if kind not in COUNTED:
        return ["Cette licence vaut pour tous : il n’y a pas de place à donner."]
    if kind == LicenceKind.MACHINE and people:
        return ["Cette licence se donne à des appareils, pas à des personnes."]
    if kind == LicenceKind.PERSON and machines:
        return ["Cette licence se donne à des personnes, pas à des appareils."]
    new, free = machines + people, max(0, (seats or 0) - used)
    if not new:
        return ["Chacun a déjà une place : il n’y a rien à donner."]
    if new > free:
        return [
            f"Il reste {counted(free, 'place')} sur {seats}, et il en faut {new} : reprenez-en, ou corrigez "
            "le nombre de places achetées."
        ]
    return []


def installed_words(installed: int, kind: str, seats: int | None) -> tuple[str, str]:
    """Give the tone and the words on machines that report the program: too many is said plainly."""
    sentence = f"{counted(installed, 'machine')} {agrees(installed, 'remonte', 'remontent')} ce programme"
    if kind != LicenceKind.MACHINE or seats is None:
        return "", f"{sentence}."
    over = installed - seats
    if over > 0:
        return "bad", f"{sentence}, pour {counted(seats, 'place')} : {over} de trop."
    return "ok", f"{sentence}, pour {counted(seats, 'place')}."
