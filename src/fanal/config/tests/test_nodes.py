"""Several machines over one database: the same keys or no start, one migrates (`field.md` § D2: 1, 4, 5)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from fanal.config.tests.elsewhere import Elsewhere
from fanal.core.tests.stranger import RIGHTS, ROLES, Stranger, stranger

NEWEST = max((Path(__file__).parents[2] / "core" / "migrations").glob("0*.py")).stem
VARIABLES = (
    "FANAL_SECRET_KEY",
    "FANAL_MFA_KEY",
    "FANAL_JOURNAL_KEY",
    "FANAL_FINGERPRINT_KEY",
    "FANAL_WAITING_FILES_KEY",
)
ENROL = """
import django; django.setup()
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from fanal.accounts.models import User
user = User.objects.create(email="lead@college.invalid")
Authenticator.objects.create(user=user, type="totp", data={"secret": get_adapter().encrypt("JBSWY3DP")})
"""
READ = """
import django; django.setup()
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
print(get_adapter().decrypt(Authenticator.objects.get().data["secret"]))
"""
READY = """
import django; django.setup()
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/readyz").json())
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Stranger]:
    with stranger() as made:
        made.say(made.url("admin", "postgres"), *ROLES)
        made.say(made.url("fanal_owner"), *RIGHTS)
        yield made


@pytest.fixture(scope="module")
def nodes(server: Stranger, tmp_path_factory: pytest.TempPathFactory) -> list[Elsewhere]:
    """Two machines, each with a home of its own, on an empty database that both migrate at once."""
    folder = tmp_path_factory.mktemp("nodes")
    here = [Elsewhere(folder / name, server) for name in ("one", "two")]
    keys = _keys_of(folder)
    with ThreadPoolExecutor(2) as both:
        done = [*both.map(lambda node: node.fanal("migrate", **keys), here)]
    assert [process.returncode for process in done] == [0, 0], [process.stderr for process in done]
    return here


def _keys_of(folder: Path, first: str = "") -> dict[str, str]:
    """The variables that name a file for each key; `first` is a newer one, above."""
    settings = {}
    for name in VARIABLES:
        file = folder / name.lower()
        lines = [first * 40] if first else []
        file.write_text("\n".join([*lines, name * 4]) + "\n")
        settings[f"{name}_FILE"] = str(file)
    return settings


def test_two_machines_that_migrate_at_once_both_start(nodes: list[Elsewhere], tmp_path: Path) -> None:
    """D2, 4: one ended well, the other died in a traceback (`pg_extension_name_index`)."""
    keys = _keys_of(tmp_path)
    again = nodes[1].fanal("migrate", **keys)
    assert again.returncode == 0, again.stderr


def test_a_machine_with_other_keys_does_not_start_and_says_which(
    nodes: list[Elsewhere], tmp_path: Path
) -> None:
    """D2, 1: « a refusal to start by a fingerprint kept in the database »."""
    keys = _keys_of(tmp_path)
    del keys["FANAL_MFA_KEY_FILE"]
    for command in ("migrate", "keys-check"):
        refused = nodes[1].fanal(command, **keys)
        assert refused.returncode == 1
        assert "FANAL_MFA_KEY. Rien n’a démarré." in refused.stderr
        assert "Traceback" not in refused.stderr
        assert "FANAL_JOURNAL_KEY" not in refused.stderr
    checked = nodes[1].fanal("check", **keys)
    assert (checked.returncode, "FANAL_MFA_KEY. Rien n’a démarré." in checked.stdout) == (1, True)
    assert nodes[1].fanal("keys-check", **_keys_of(tmp_path)).returncode == 0


def test_what_one_machine_sealed_the_other_reads_also_after_the_key_changed(
    nodes: list[Elsewhere], tmp_path: Path
) -> None:
    """D2, 1: kept under home 1, read under home 2: `InvalidToken`."""
    one, two = nodes
    keys = _keys_of(tmp_path)
    assert one.run("-c", ENROL, **keys).returncode == 0
    assert two.run("-c", READ, **keys).stdout.strip() == "JBSWY3DP"
    refused = one.fanal("keys", "rotate", "mfa_key", **keys)
    assert refused.returncode == 1
    assert "écrivez la nouvelle sur sa première ligne" in refused.stderr
    keys |= {"FANAL_MFA_KEY_FILE": _keys_of(tmp_path / _folder(tmp_path), "n")["FANAL_MFA_KEY_FILE"]}
    rotated = one.fanal("keys", "rotate", "mfa_key", **keys)
    assert rotated.returncode == 0, rotated.stderr
    assert "Seconds facteurs chiffrés sous la nouvelle : 1." in rotated.stdout
    assert two.run("-c", READ, **keys).stdout.strip() == "JBSWY3DP"
    alone = tmp_path / "alone"
    alone.write_text("n" * 40)
    keys["FANAL_MFA_KEY_FILE"] = str(alone)
    assert two.run("-c", READ, **keys).stdout.strip() == "JBSWY3DP", "the key before is needed no more"
    back = one.fanal("keys", "accept", **_keys_of(tmp_path))
    assert "FANAL_MFA_KEY : les seconds facteurs ne se lisent plus" in back.stdout


def _folder(tmp_path: Path) -> str:
    (tmp_path / "newer").mkdir()
    return "newer"


def test_a_key_of_the_home_is_changed_there(server: Stranger, nodes: list[Elsewhere], tmp_path: Path) -> None:
    keys = _keys_of(tmp_path)
    home = Elsewhere(tmp_path / "home", server)
    del keys["FANAL_WAITING_FILES_KEY_FILE"]
    assert home.fanal("keys", "accept", **keys).returncode == 0
    file = home.home / "secrets" / "waiting_files_key"
    before = file.read_text().split()
    assert home.fanal("keys", "rotate", "waiting_files_key", **keys).returncode == 0
    after = file.read_text().split()
    assert (len(after), after[1:]) == (2, before)
    assert file.stat().st_mode & 0o777 == 0o600
    assert home.fanal("keys", "check", **keys).returncode == 0
    nodes[0].fanal("keys", "accept", **_keys_of(tmp_path))


def test_a_machine_that_never_migrates_needs_no_password_of_the_owner(
    nodes: list[Elsewhere], server: Stranger, tmp_path: Path
) -> None:
    """D2, 4: « `FANAL_MIGRATE=never` for nodes; `readyz` 503 until migrated »."""
    settings = _keys_of(tmp_path) | {"FANAL_MIGRATE": "never", "FANAL_DATABASE_OWNER_URL": ""}
    for command in ("keys-check", "static-files"):
        done = nodes[1].fanal(command, **settings)
        assert done.returncode == 0, done.stderr
    assert "'ready': True" in nodes[1].run("-c", READY, **settings).stdout
    late = f"DELETE FROM django_migrations WHERE app = 'core' AND name = '{NEWEST}'"
    columns = "INSERT INTO django_migrations (app, name, applied) VALUES "
    back = columns + f"('core', '{NEWEST}', '2026-12-02')"
    server.say(server.url("fanal_owner"), late)
    assert "'ready': False" in nodes[1].run("-c", READY, **settings).stdout
    server.say(server.url("fanal_owner"), back, back.replace(NEWEST, "9999_of_tomorrow"))
    assert "'ready': True" in nodes[1].run("-c", READY, **settings).stdout, "a newer table is no harm"
    server.say(server.url("fanal_owner"), "DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'")


def test_an_address_of_several_hosts_finds_the_one_that_writes(
    nodes: list[Elsewhere], server: Stranger, tmp_path: Path
) -> None:
    """D2, 5: « libpq's own form must pass as it is »."""
    several = server.url("fanal_app").replace("@127.0.0.1:", "@127.0.0.1:1,127.0.0.1:")
    url = f"{several}?target_session_attrs=read-write"
    for pool in ("1", "4"):
        settings = _keys_of(tmp_path) | {"FANAL_DATABASE_URL": url, "FANAL_DATABASE_POOL": pool}
        assert "'database': True" in nodes[1].run("-c", READY, **settings).stdout


def test_the_fingerprints_open_nothing(nodes: list[Elsewhere], server: Stranger) -> None:
    with psycopg.connect(server.url("fanal_app")) as link:
        rows = link.execute("SELECT name, fingerprint FROM core_installationkey").fetchall()
    assert len(rows) == len(VARIABLES)
    assert all(len(fingerprint) == 64 for _, fingerprint in rows)
    assert len({fingerprint for _, fingerprint in rows}) == len(rows)
