"""What the operator gives to several nodes: a value or the file that holds it, never both.

`field.md` § D2, 1, 5, 11: the same keys on each node, addresses of several hosts, files of secrets.
"""

import pytest

from fanal.config.database import from_url
from fanal.config.environment import read_environment
from fanal.config.secrets import use_chosen_keys
from fanal.config.variables import FROM_FILES, BadSettings, file_variable, with_value
from fanal.core.keys.secrets import secrets_of, use_secrets

KEY, OTHER = "k" * 40, "o" * 40


@pytest.fixture
def secret_file(tmp_path):
    """A file of a secret, as a container engine or systemd gives it, with the end of line of an editor."""
    file = tmp_path / "secret"
    file.write_text(f"{KEY}\n")
    return file


@pytest.fixture(autouse=True)
def _no_key_stays():
    yield
    use_secrets({})


@pytest.mark.parametrize("name", FROM_FILES)
def test_each_secret_is_read_from_the_file_that_is_named(monkeypatch, secret_file, name):
    """D2, 11: « no `_FILE` for the three database addresses, SMTP, IMAP, metrics »."""
    values = {
        "smtp_url": "smtps://nom:mot@courrier.invalid",
        "imap_url": "imaps://nom:mot@courrier.invalid/INBOX",
        "files_url": "s3://nom:mot@fichiers.invalid/seau",
        **{f"database{part}_url": "postgresql://u:p@h1/db" for part in ("", "_direct", "_owner")},
    }
    secret_file.write_text(values.get(name, KEY) + "\n")
    monkeypatch.setenv(file_variable(name), str(secret_file))
    value = getattr(read_environment(), name)
    assert (value if isinstance(value, str) else value.get_secret_value()) == values.get(name, KEY)


def test_a_value_and_its_file_are_not_both_given(monkeypatch, secret_file):
    monkeypatch.setenv("FANAL_MFA_KEY", OTHER)
    monkeypatch.setenv("FANAL_MFA_KEY_FILE", str(secret_file))
    with pytest.raises(BadSettings, match="FANAL_MFA_KEY_FILE et FANAL_MFA_KEY sont remplis tous les deux"):
        read_environment()


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xff\xfe\x00k", b"k\x00" * 40, b"k" * 20_000])
def test_a_file_that_is_no_setting_is_named_and_never_quoted(monkeypatch, secret_file, content):
    secret_file.write_bytes(content)
    monkeypatch.setenv("FANAL_JOURNAL_KEY_FILE", str(secret_file))
    with pytest.raises(BadSettings) as refused:
        read_environment()
    assert "FANAL_JOURNAL_KEY_FILE" in str(refused.value)
    assert "kkk" not in str(refused.value)


def test_a_missing_file_and_a_folder_are_named(monkeypatch, tmp_path):
    for path in (tmp_path / "absent", tmp_path):
        monkeypatch.setenv("FANAL_SECRET_KEY_FILE", str(path))
        with pytest.raises(BadSettings, match="ne se lit pas"):
            read_environment()


def test_a_key_that_can_be_guessed_is_refused_and_not_repeated(monkeypatch):
    monkeypatch.setenv("FANAL_MFA_KEY", "azerty123")
    with pytest.raises(BadSettings, match="FANAL_MFA_KEY : une clé a au moins 32 signes") as refused:
        read_environment()
    assert "azerty123" not in str(refused.value)


def test_a_name_that_is_no_setting_stays_an_error(monkeypatch, secret_file):
    monkeypatch.setenv("FANAL_MAIL_FROM_FILE", str(secret_file))
    with pytest.raises(BadSettings, match="Réglage inconnu : FANAL_MAIL_FROM_FILE"):
        read_environment()


def test_two_nodes_with_the_same_keys_read_what_each_other_sealed(monkeypatch, secret_file, tmp_path):
    """D2, 1: a second factor enrolled on one node could not be read on the other."""
    monkeypatch.setenv("FANAL_MFA_KEY_FILE", str(secret_file))
    use_chosen_keys(read_environment())
    assert secrets_of(tmp_path / "one", "mfa_key") == secrets_of(tmp_path / "two", "mfa_key") == [KEY]
    assert not (tmp_path / "one").exists(), "a key that is given is written nowhere"


def test_a_changed_key_is_given_with_the_one_before_it(monkeypatch, secret_file, tmp_path):
    secret_file.write_text(f"{OTHER}\n{KEY}\n")
    monkeypatch.setenv("FANAL_MFA_KEY_FILE", str(secret_file))
    use_chosen_keys(read_environment())
    assert secrets_of(tmp_path, "mfa_key") == [OTHER, KEY]


def test_an_address_of_several_hosts_passes_to_libpq_as_it_is():
    """D2, 5: `ValueError: Port could not be cast`."""
    words = from_url("postgresql://u:p%40@h1:5432,h2:5433/db?target_session_attrs=read-write&passfile=/run/p")
    assert (words["HOST"], words["PORT"]) == ("h1,h2", "5432,5433")
    assert (words["NAME"], words["USER"], words["PASSWORD"]) == ("db", "u", "p@")
    assert words["OPTIONS"] == {"target_session_attrs": "read-write", "passfile": "/run/p"}


@pytest.mark.parametrize(
    "address", ["h1/db", "postgresql://u:secret@h/", "postgresql://u:secret@h/db?colour=red", "dbname=db"]
)
def test_an_address_that_libpq_does_not_read_is_refused_without_its_password(monkeypatch, address):
    monkeypatch.setenv("FANAL_DATABASE_URL", address)
    with pytest.raises(BadSettings, match="FANAL_DATABASE_URL : une adresse de PostgreSQL") as refused:
        read_environment()
    assert "secret" not in str(refused.value)


def test_a_child_with_another_address_is_not_given_the_file_of_ours():
    env = with_value({"FANAL_DATABASE_URL_FILE": "/run/a", "PATH": "/bin"}, "database_url", "postgresql:///b")
    assert env == {"FANAL_DATABASE_URL": "postgresql:///b", "PATH": "/bin"}
