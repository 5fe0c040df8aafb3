"""Contents go from one store to another while people work: copied, read back, and only then removed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.stores.file_store import FileStore


@dataclass(frozen=True)
class Moved:
    """How many contents were copied, were there already; the hashes of those spoilt here or there."""

    copied: int = 0
    already: int = 0
    spoilt: tuple[str, ...] = ()


def copy_contents(source: FileStore, target: FileStore, schools: Iterable[int], *, removes: bool) -> Moved:
    """Copy what is whole; `removes`: take away from the source what the target gives back as it was."""
    copied, already, spoilt = 0, 0, list[str]()
    for school_id in schools:
        for sha256 in list(source.hashes(school_id)):
            data = _read(source, school_id, sha256)
            if hashlib.sha256(data).hexdigest() != sha256:
                spoilt.append(sha256)
                continue
            if target.contains(school_id, sha256):
                already += 1
            else:
                target.put(school_id, sha256, data)
                copied += 1
            if _read(target, school_id, sha256) != data:
                spoilt.append(sha256)
            elif removes:
                source.remove(school_id, sha256)
    return Moved(copied, already, tuple(spoilt))


def _read(store: FileStore, school_id: int, sha256: str) -> bytes:
    with store.open(school_id, sha256) as content:
        return content.read()
