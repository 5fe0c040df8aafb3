"""Secrets of one installation, each made once, in files that only their owner can read."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 48


def private_directory(path: Path) -> Path:
    """Create `path` readable by its owner alone; leave one that exists as it is."""
    if not path.exists():
        path.mkdir(mode=0o700, parents=True)
    return path


def stored_secret(home: Path, name: str) -> str:
    """Return the secret `name` of this home, made once, in a file that only its owner can read."""
    file = private_directory(home / "secrets") / name
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        value = secrets.token_urlsafe(KEY_BYTES)
        stream.write(value)
    return value
