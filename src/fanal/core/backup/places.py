"""Where do backups go, one each night, and which of them stay?

The name of a backup says of which installation it is, and of when. All else that stands in the place is
somebody else's and is left alone.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from fanal.core.errors import Refused
from fanal.core.stores.address import BadStoreAddress, StoreAddress, read_address
from fanal.core.stores.object_store import Bucket
from fanal.core.stores.unavailable import StoreUnavailable

NAME = re.compile(r"fanal-([0-9a-f]{8})-([0-9]{8}T[0-9]{6}Z)\.(tar|sealed)")
MOMENT = "%Y%m%dT%H%M%SZ"
PIECE = 2**20
CHANGED = (
    "La sauvegarde relue n’est pas celle qui a été écrite : elle est retirée. Les précédentes restent. "
    "Vérifiez le stockage, puis recommencez."
)


def backup_name(made_at: datetime, now: datetime, *, is_sealed: bool) -> str:
    """`made_at`: when the installation began, which tells it from all others."""
    code = hashlib.sha256(made_at.astimezone(UTC).isoformat().encode()).hexdigest()[:8]
    return f"fanal-{code}-{now.astimezone(UTC):{MOMENT}}.{'sealed' if is_sealed else 'tar'}"


class BackupPlace(Protocol):
    """A folder or a bucket. Each method raises Refused, with a sentence, when the place does not answer."""

    def __str__(self) -> str:
        """As it is shown: without the secret."""

    def names(self) -> list[str]:
        """Of the backups that Fanal brought here, the newest first."""

    def draft(self, name: str, work: Path) -> Path:
        """Where a backup of this name is written: there already, or in the folder `work` first."""

    def bring(self, draft: Path) -> None:
        """Keep what was written, and read it again."""

    def fetch(self, name: str, work: Path) -> Path:
        """The file of this backup, copied into `work` unless it can be read where it is."""

    def remove(self, name: str) -> None: ...


class BackupFolder:
    """A folder that the operator made: on a disk that is not mounted, none is made in its stead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    def names(self) -> list[str]:
        try:
            return newest_first(file.name for file in self.folder.iterdir())
        except OSError as problem:
            raise Refused(
                f"Le dossier des sauvegardes {self.folder} ne s’ouvre pas : {problem.strerror}. S’il est sur "
                "un autre disque, vérifiez que celui-ci est monté ; sinon, créez-le."
            ) from problem

    def draft(self, name: str, work: Path) -> Path:
        return self.folder / name

    def bring(self, draft: Path) -> None:
        """It is here: it was written beside, and took its name when it was whole."""

    def fetch(self, name: str, work: Path) -> Path:
        return self.folder / name

    def remove(self, name: str) -> None:
        try:
            (self.folder / name).unlink(missing_ok=True)
        except OSError as problem:
            raise Refused(f"{self.folder / name} ne peut pas être retiré : {problem.strerror}.") from problem


class BackupBucket:
    """A bucket of an object store that speaks S3."""

    def __init__(self, address: StoreAddress) -> None:
        self.address = address
        self._bucket = Bucket(address)

    def __str__(self) -> str:
        return f"{self.address.endpoint}/{self.address.bucket}"

    def names(self) -> list[str]:
        with self._answering():
            return newest_first(self._bucket.paths())

    def draft(self, name: str, work: Path) -> Path:
        return work / name

    def bring(self, draft: Path) -> None:
        with self._answering():
            self._bucket.put(draft.name, draft)
            with self._bucket.open(draft.name) as there:
                is_whole = digest_of(there) == digest_of_file(draft)
            if not is_whole:
                self._bucket.remove(draft.name)
                raise Refused(CHANGED)

    def fetch(self, name: str, work: Path) -> Path:
        target = work / name
        try:
            with self._answering(), self._bucket.open(name) as there, target.open("xb") as stream:
                shutil.copyfileobj(there, stream, PIECE)
        except OSError as problem:
            raise Refused(f"{target} ne peut pas être écrit : {problem.strerror}.") from problem
        return target

    def remove(self, name: str) -> None:
        with self._answering():
            self._bucket.remove(name)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except StoreUnavailable as problem:
            raise Refused(
                f"Le stockage des sauvegardes {self} ne répond pas, n’existe pas ou refuse la clé donnée. "
                "Aucune sauvegarde n’y a été retirée."
            ) from problem


def backup_place(text: str) -> BackupPlace:
    """Of a folder, or of the address of a bucket. Raises Refused."""
    if "://" not in text:
        return BackupFolder(Path(text).absolute())
    try:
        return BackupBucket(read_address(text))
    except BadStoreAddress as problem:
        raise Refused(str(problem)) from problem


def too_old(names: list[str], just_made: str, count: int) -> list[str]:
    """Those of this installation that go when so many stay; the one just made stays, whatever clocks said."""
    whose = installation_of(just_made)
    own = [name for name in names if installation_of(name) == whose and name != just_made]
    return own[max(count - 1, 0) :]


def newest_first(names: Iterator[str]) -> list[str]:
    """The names of backups among these, by their moment: the installation stands before it in a name."""
    return sorted(filter(NAME.fullmatch, names), key=moment_in, reverse=True)


def installation_of(name: str) -> str:
    """Eight digits that stand for the installation whose backup it is."""
    match = NAME.fullmatch(name)
    return match[1] if match else ""


def moment_in(name: str) -> str:
    """« 20261203T023000Z »: in the order of time, since all are of Greenwich."""
    match = NAME.fullmatch(name)
    return match[2] if match else ""


def digest_of_file(file: Path) -> str:
    with file.open("rb") as stream:
        return digest_of(stream)


def digest_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
