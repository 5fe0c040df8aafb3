"""A folder and an object store keep the same promises; a real SeaweedFS is the second (field.md § D2 2)."""

import hashlib
import time
from datetime import UTC, datetime

import pytest

from fanal.core.stores.address import BadStoreAddress, read_address
from fanal.core.stores.file_store import FolderStore, require_claim, store_at
from fanal.core.stores.moving import Moved, copy_contents
from fanal.core.stores.object_store import ObjectStore
from fanal.core.stores.tests.seaweed import SECRET, running
from fanal.core.stores.unavailable import StoreOfAnother, StoreUnavailable

SECONDS = 25  # as long as a page may wait for a store that is gone


@pytest.fixture(scope="module")
def seaweed(tmp_path_factory):
    with running(tmp_path_factory.mktemp("seaweed")) as server:
        yield server


@pytest.fixture(params=["folder", "object store"])
def store(request, tmp_path):
    if request.param == "folder":
        return FolderStore(tmp_path)
    store = ObjectStore(request.getfixturevalue("seaweed").address)
    for school_id in (1, 2, 12):
        store.remove_school(school_id)
    return store


def put(store, school_id, data):
    sha256 = hashlib.sha256(data).hexdigest()
    store.put(school_id, sha256, data)
    return sha256


def read(store, school_id, sha256):
    with store.open(school_id, sha256) as content:
        return content.read()


def test_what_is_put_is_read_whole_and_in_pieces(store):
    data = bytes(range(256)) * 9_000
    sha256 = put(store, 1, data)
    assert read(store, 1, sha256) == data
    with store.open(1, sha256) as content:
        assert content.read(10) == data[:10]
        content.seek(len(data) - 3)
        assert content.read() == data[-3:]


def test_the_same_content_twice_stands_once(store):
    assert put(store, 1, b"a") == put(store, 1, b"a")
    assert len(list(store.hashes(1))) == 1


def test_what_is_not_here_is_said(store):
    missing = "0" * 64
    assert not store.contains(1, missing)
    with pytest.raises(FileNotFoundError):
        store.open(1, missing)
    store.remove(1, missing)
    assert list(store.hashes(1)) == []


def test_a_school_has_its_own_and_they_go_together(store):
    first, second = put(store, 1, b"a"), put(store, 1, b"b")
    other = put(store, 12, b"a")
    assert list(store.hashes(1)) == sorted([first, second])
    assert list(store.hashes(2)) == []
    store.remove(1, first)
    assert list(store.hashes(1)) == [second]
    store.remove_school(1)
    assert not store.contains(1, second)
    assert read(store, 12, other) == b"a", "school 12 is not school 1"


def test_an_empty_content_is_one(store):
    assert read(store, 1, put(store, 1, b"")) == b""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "s3://",
        "https://a:b@s3.example/seau",
        "s3://a:b@s3.example",
        "s3://a:b@s3.example/un/deux",
        "s3://a:b@s3.example:99999/seau",
        "s3://a:mot-de-passe@[/seau",
    ],
)
def test_an_address_that_is_none_is_refused_without_its_secret(address):
    with pytest.raises(BadStoreAddress) as refusal:
        read_address(address)
    assert "s3://clé:secret@hôte:port/seau" in str(refusal.value)
    assert "mot-de-passe" not in str(refusal.value)


def test_an_address_is_read():
    address = read_address("s3://cl%C3%A9:a%2Fb@s3.gra.example/fanal?region=gra")
    assert (address.endpoint, address.key_id, address.secret) == ("https://s3.gra.example", "clé", "a/b")
    assert (address.bucket, address.region) == ("fanal", "gra")
    assert read_address("s3+http://a:b@127.0.0.1:9000/x").endpoint == "http://127.0.0.1:9000"


def test_a_wrong_secret_is_the_sentence_of_a_store_that_does_not_answer(seaweed):
    store = ObjectStore(read_address(seaweed.url.replace(SECRET, "another")))
    with pytest.raises(StoreUnavailable, match="ne répond pas"):
        store.put(1, "a" * 64, b"a")


def test_a_store_that_is_killed_is_said_and_what_it_acknowledged_is_there_again(seaweed):
    store = ObjectStore(seaweed.address)
    hashes = [put(store, 2, f"contenu {rank}".encode()) for rank in range(20)]
    seaweed.stop()
    start = time.monotonic()
    with pytest.raises(StoreUnavailable, match="Réessayez"):
        put(store, 2, b"pendant la panne")
    with pytest.raises(StoreUnavailable):
        store.contains(2, hashes[0])
    with pytest.raises(StoreUnavailable):
        list(store.hashes(2))
    assert time.monotonic() - start < SECONDS
    seaweed.start()
    assert [read(store, 2, sha256) for sha256 in hashes] == [f"contenu {rank}".encode() for rank in range(20)]


def test_contents_move_while_people_work(seaweed, tmp_path):
    """Read where they were until they are in the new store; what is spoilt is named and stays."""
    folder, store = FolderStore(tmp_path), ObjectStore(seaweed.address)
    store.remove_school(1)
    first, second = put(folder, 1, b"un"), put(folder, 1, b"deux")
    assert copy_contents(folder, store, [1], removes=False) == Moved(copied=2)
    late = put(folder, 1, b"trois")
    spoilt = put(folder, 1, b"quatre")
    (tmp_path / "1" / spoilt[:2] / spoilt).write_bytes(b"autre chose")
    moving = store_at(seaweed.url, tmp_path)
    assert read(moving, 1, late) == b"trois", "not there yet: read in the folder"
    new = put(moving, 1, b"cinq")
    assert store.contains(1, new)
    assert not folder.contains(1, new)
    assert copy_contents(folder, store, [1], removes=True) == Moved(1, 2, (spoilt,))
    assert list(folder.hashes(1)) == [spoilt]
    assert {read(store, 1, sha256) for sha256 in (first, second, late, new)} == {
        b"un",
        b"deux",
        b"trois",
        b"cinq",
    }
    assert list(moving.hashes(1)) == sorted([first, second, late, new, spoilt])


def test_back_to_the_folder(seaweed, tmp_path):
    store, folder = ObjectStore(seaweed.address), FolderStore(tmp_path)
    store.remove_school(1)
    sha256 = put(store, 1, b"un")
    assert copy_contents(store, folder, [1], removes=False).copied == 1
    assert read(folder, 1, sha256) == b"un"


def test_a_bucket_is_of_the_installation_that_came_first(seaweed):
    """Schools of two installations have the same numbers: each would remove what the other keeps."""
    store = ObjectStore(seaweed.address)
    assert store.is_claimed_by("here")
    assert store.is_claimed_by("here")
    assert not store.is_claimed_by("elsewhere")
    with pytest.raises(StoreOfAnother, match="celui d’une autre installation"):
        require_claim(store, datetime.min.replace(tzinfo=UTC))
    assert list(store.hashes(0)) == [], "the mark is no content"


def test_what_the_new_store_does_not_give_back_is_named_and_stays(seaweed, tmp_path):
    folder, store = FolderStore(tmp_path), ObjectStore(seaweed.address)
    store.remove_school(1)
    sha256 = put(folder, 1, b"vrai")
    store.put(1, sha256, b"faux")
    assert copy_contents(folder, store, [1], removes=True) == Moved(0, 1, (sha256,))
    assert read(folder, 1, sha256) == b"vrai"
