"""Secrets of one installation: what its operator chose, or else each made once, in a file of the home.

A secret that was changed is written with the one before it, a line each, the current one first: what is new
is sealed under the first, what is older is still read under the others.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

KEY_BYTES = 48


def private_directory(path: Path) -> Path:
    """Create `path` readable by its owner alone; leave one that exists as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


class EmptySecret(Exception):
    """A file of a secret that says nothing: whatever is signed with it would be signed by everybody."""


_chosen: dict[str, list[str]] = {}


def use_secrets(texts: Mapping[str, str]) -> None:
    """Take these secrets, by name, and not those of the home. A text holds one a line, the current first."""
    _chosen.clear()
    _chosen.update({name: text.split() for name, text in texts.items() if text.split()})


def secrets_of(home: Path, name: str) -> list[str]:
    """The secret `name` and those before it; EmptySecret.

    One that nobody chose is made once in this home, in a file that only its owner can read. Two processes
    that ask at once get the same one, and a process that stops leaves none half written.
    """
    if name in _chosen:
        return _chosen[name]
    file = private_directory(home / "secrets") / name
    if not file.exists():
        _make(file, secrets.token_urlsafe(KEY_BYTES))
    lines = file.read_text(encoding="ascii").split()
    if not lines:
        raise EmptySecret(str(file))
    return lines


def stored_secret(home: Path, name: str) -> str:
    """The secret `name` as it is now; EmptySecret."""
    return secrets_of(home, name)[0]


def is_chosen(name: str) -> bool:
    """Did the operator choose this secret, so that the home has none?"""
    return name in _chosen


def draw_key(home: Path, name: str) -> None:
    """Put a new secret above those that the file of this home has."""
    former = secrets_of(home, name)
    lines = [secrets.token_urlsafe(KEY_BYTES), *former]
    write_whole(home / "secrets" / name, "\n".join(lines) + "\n")


def write_whole(file: Path, text: str) -> None:
    """Put the text in the place of what the file says: whoever reads meanwhile reads the one or the other."""
    os.replace(_written_beside(file, text), file)


def _make(file: Path, text: str) -> None:
    """Write a new file; one that another process made first stays."""
    beside = _written_beside(file, text)
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _written_beside(file: Path, text: str) -> Path:
    descriptor, path = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(path)
