"""Does this person read the terminal of the server? The one-time code that opens the set-up of a school.

`fanal serve` prints it; the home keeps its digest alone, in a file of its owner, so that a stranger on the
network cannot take an empty installation over. Sixty bits: guessing is hopeless even without the limit below.
"""

import hashlib
import os
import re
import secrets
import threading
import time
from collections import deque
from pathlib import Path

from django.utils.crypto import constant_time_compare

from fanal.core.errors import NotAllowed
from fanal.core.keys.secrets import private_directory

FILE = "setup_code"
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without the I, O, 0 and 1 that people confuse
GROUPS, GROUP = 3, 4
TRIES, WINDOW_SECONDS = 10, 60

WRONG = "Ce code n’est pas celui qu’affiche le terminal. Recopiez le dernier affiché par « fanal serve »."
TOO_MANY = "Trop de codes faux ont été essayés. Attendez une minute, puis recopiez celui du terminal."


def digest_of(code: str) -> str:
    """As people type it: spaces, dashes and lower case do not count."""
    return hashlib.sha256(b"fanal.setup|" + re.sub(r"[\s-]", "", code).upper().encode()).hexdigest()


def issue_code(home: Path) -> str:
    """Make a new code and keep its digest; the code before it opens nothing any more."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS)]
    code = "-".join(groups)
    file = private_directory(home / "secrets") / FILE
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(digest_of(code))
    draft.replace(file)
    return code


def forget_code(home: Path) -> None:
    (home / "secrets" / FILE).unlink(missing_ok=True)


def is_current(home: Path, digest: str) -> bool:
    """Is this the digest of the code that stands? Compared in constant time."""
    try:
        kept = (home / "secrets" / FILE).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return constant_time_compare(digest, kept)


class CodeTries:
    """Counts the wrong codes given to this process; beyond ten a minute, nothing is compared any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: deque[float] = deque(maxlen=TRIES)

    def open(self, home: Path, code: str) -> str:
        """The digest of a right code; NotAllowed, with a sentence, for any other."""
        with self._lock:
            now = time.monotonic()
            if len(self._wrong) == TRIES and now - self._wrong[0] < WINDOW_SECONDS:
                raise NotAllowed(TOO_MANY)
            digest = digest_of(code)
            if is_current(home, digest):
                return digest
            self._wrong.append(now)
            raise NotAllowed(WRONG)
