"""Are the keys of this machine those that its database knows? Another key would read nothing of before.

The database keeps a fingerprint of each, from which no key is found again. A key that was changed is known as
long as it stands on one of the lines of the new one.
"""

import hashlib
import hmac
from pathlib import Path

from fanal.core.errors import Refused
from fanal.core.keys.secrets import draw_key, is_chosen, secrets_of
from fanal.core.models import InstallationKey

# Each key of an installation: its variable, and what is lost with it.
LOST = {
    "signing_key": (
        "FANAL_SECRET_KEY",
        "chacun se reconnecte, et les liens déjà envoyés par courriel ne s’ouvrent plus",
    ),
    "mfa_key": (
        "FANAL_MFA_KEY",
        "les seconds facteurs ne se lisent plus : « fanal user reset-proof » les remet à zéro un à un",
    ),
    "journal_key": (
        "FANAL_JOURNAL_KEY",
        "rien de ce qui est signé : les clés publiques d’avant restent dans journal-keys",
    ),
    "fingerprint_key": (
        "FANAL_FINGERPRINT_KEY",
        "un document qui attend sa signature porte une autre empreinte s’il est imprimé de nouveau",
    ),
    "waiting_files_key": (
        "FANAL_WAITING_FILES_KEY",
        "les fichiers qui attendaient d’être lus sont à déposer de nouveau",
    ),
}


def fingerprint_of(name: str, secret: str) -> str:
    """Of this secret for this use, 64 signs: two uses of one secret have two fingerprints."""
    return hmac.new(secret.encode(), f"fanal key {name}".encode(), hashlib.sha256).hexdigest()


def other_keys(home: Path) -> list[str]:
    """The names of the keys that this database knows otherwise."""
    known = dict(InstallationKey.objects.values_list("name", "fingerprint"))
    return [name for name in LOST if name in known and known[name] not in _fingerprints(home, name)]


def require_known_keys(home: Path) -> None:
    """Refused, with each key that is another, and what to do."""
    others = [LOST[name][0] for name in other_keys(home)]
    if others:
        raise Refused(
            f"Cette base connaît d’autres clés que cette machine : {', '.join(others)}. Rien n’a démarré. "
            "Donnez-lui les clés des autres machines, par ces réglages ou par leurs fichiers (…_FILE) ; si "
            "elles sont perdues, « fanal keys accept » dit ce qui ne se lira plus, et prend celles d’ici."
        )


def note_new_keys(home: Path) -> None:
    """Write the fingerprint of each key that this database does not know yet."""
    unknown = LOST.keys() - set(InstallationKey.objects.values_list("name", flat=True))
    rows = [InstallationKey(name=name, fingerprint=_fingerprints(home, name)[0]) for name in sorted(unknown)]
    InstallationKey.objects.bulk_create(rows, ignore_conflicts=True)


def accept_keys(home: Path) -> list[str]:
    """Take the keys of this machine for those of the database. What is lost of each that was another."""
    losses = [f"{LOST[name][0]} : {LOST[name][1]}." for name in other_keys(home)]
    for name in LOST:
        fingerprint = _fingerprints(home, name)[0]
        InstallationKey.objects.update_or_create(name=name, defaults={"fingerprint": fingerprint})
    return losses


def rotate_key(home: Path, name: str) -> str:
    """A new key from now on, the one before still read. Its variable. Refused.

    A key of the home is drawn here. One that the operator chose is already on the first line of its setting.
    """
    variable = LOST[name][0]
    require_known_keys(home)
    if is_chosen(name):
        if InstallationKey.objects.filter(name=name, fingerprint=_fingerprints(home, name)[0]).exists():
            raise Refused(
                f"Cette clé vient de {variable} : écrivez la nouvelle sur sa première ligne, au-dessus de "
                "l’ancienne, sur chaque machine ; redémarrez, puis recommencez. Rien n’a été changé."
            )
    else:
        draw_key(home, name)
    fingerprint = _fingerprints(home, name)[0]
    InstallationKey.objects.update_or_create(name=name, defaults={"fingerprint": fingerprint})
    return variable


def _fingerprints(home: Path, name: str) -> list[str]:
    return [fingerprint_of(name, secret) for secret in secrets_of(home, name)]
