"""Files of an object store move, are backed up and come back: a real SeaweedFS, the real commands."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fanal.core.stores.address import read_address
from fanal.core.stores.file_store import FolderStore
from fanal.core.stores.object_store import ObjectStore
from fanal.core.stores.tests.seaweed import running
from fanal.core.tests.installation import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    here = Installation(tmp_path / "home")
    here.embedded.start()
    here.tell_story()
    yield here
    here.remove()


def test_files_of_an_object_store_are_in_the_backup_and_come_back(
    installation: Installation, tmp_path: Path
) -> None:
    """Moved there while it serves, backed up from there, and put there again by a restore (ADR 0079)."""
    ((school_id,),) = installation.ask("SELECT min(id) FROM accounts_school")
    folder, data = FolderStore(installation.home / "files"), b"une photo"
    sha256 = hashlib.sha256(data).hexdigest()
    folder.put(school_id, sha256, data)
    (tmp_path / "weed").mkdir()
    with running(tmp_path / "weed") as server:
        store = ObjectStore(server.address)
        copied = installation.fanal("files", "move", "--to", server.url)
        count = int(re.search(r"copiées : (\d+)", copied.stdout)[1])  # the story brought some too
        assert folder.contains(school_id, sha256), "it serves still"
        moved = installation.fanal("files", "move", "--to", server.url, FANAL_FILES_URL=server.url)
        assert f"Déjà là : {count}." in moved.stdout, moved.stderr
        assert not folder.contains(school_id, sha256)
        file = tmp_path / "fanal.tar"
        done = installation.fanal("backup", str(file), FANAL_FILES_URL=server.url)
        assert f"{count} pièces jointes" in done.stdout, done.stderr
        store.remove_school(school_id)
        again = Installation(tmp_path / "elsewhere")
        again.embedded.start()
        try:
            back = again.fanal("restore", str(file), "--from-elsewhere", FANAL_FILES_URL=server.url)
            assert back.returncode == 0, back.stderr
        finally:
            again.remove()
        with store.open(school_id, sha256) as content:
            assert content.read() == data
        home = installation.fanal("files", "move", "--to", "dossier", FANAL_FILES_URL=server.url)
        assert f"copiées : {count}." in home.stdout, home.stderr
        assert folder.contains(school_id, sha256)
        other = f"{server.url}-of-another"
        assert ObjectStore(read_address(other)).is_claimed_by("elsewhere")
        for command in (["backup", str(tmp_path / "b.tar")], ["files", "move", "--to", other]):
            refused = installation.fanal(*command, FANAL_FILES_URL=other)
            assert refused.returncode == 1
            assert "celui d’une autre installation" in refused.stderr
        checked = installation.fanal("check", FANAL_FILES_URL=other)
        assert "est celui d’une autre installation de Fanal" in checked.stdout
        server.stop()
        refused = installation.fanal("backup", str(tmp_path / "b.tar"), FANAL_FILES_URL=server.url)
        assert refused.returncode == 1
        assert "ne répond pas" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not (tmp_path / "b.tar").exists()
        checked = installation.fanal("check", FANAL_FILES_URL=server.url)
        assert "✗ Le stockage des pièces jointes" in checked.stdout
