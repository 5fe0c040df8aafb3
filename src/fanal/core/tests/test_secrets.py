"""A secret is made once, whole, whoever asks first (December, architect 2 and 3)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from fanal.core.keys.installation_key import FOLDER, believed_keys, is_signed, make_key, sign
from fanal.core.keys.secrets import EmptySecret, stored_secret


def test_all_who_ask_at_once_get_the_same_secret(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        secrets = {*pool.map(lambda _: stored_secret(tmp_path, "fingerprint_key"), range(64))}
    assert len(secrets) == 1
    assert all(secrets)
    (file,) = (tmp_path / "secrets").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_signs_nothing(tmp_path):
    stored_secret(tmp_path, "fingerprint_key")
    (tmp_path / "secrets" / "fingerprint_key").write_text("")
    with pytest.raises(EmptySecret):
        stored_secret(tmp_path, "fingerprint_key")


def test_a_public_key_is_written_once_and_read_whole_while_others_sign(tmp_path):
    make_key(tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    before = file.stat().st_mtime_ns
    signature = sign(tmp_path, b"paper")
    assert file.stat().st_mtime_ns == before
    assert is_signed(b"paper", signature, believed_keys(tmp_path / FOLDER))


@pytest.mark.parametrize("content", ["", "bonjour", "00" * 31, "é" * 64])
def test_a_file_that_holds_no_key_is_not_believed_and_hides_no_other(tmp_path, content):
    signature = sign(tmp_path, b"paper")
    (tmp_path / FOLDER / "0.pub").write_text(content)
    assert is_signed(b"paper", signature, believed_keys(tmp_path / FOLDER))
