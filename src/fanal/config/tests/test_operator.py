"""What a first operator meets (verified in November 2026, § 6): commands on a machine that has nothing."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from fanal.core.clock.testing import today
from fanal.core.tests.installation import Installation

TABLE = f"""UAI;Nom de l’établissement;Nature;Secteur;Zone;Collectivité;Académie;Commune;Courriel du référent
0590001Z;Collège des Dunes;Collège;Public;B;Département du Nord;Lille;Dunkerque;claire.morvan@ecole.invalid
0590002A;Lycée du Port;Lycée général et technologique;Public;Zone B;Région Hauts-de-France;Lille;Dunkerque;
12;Sans numéro;Collège;Public;B;;;;
0590003B;Sans zone;Collège;Public;;;;;
0590004C;Type inconnu;Internat;Public;B;;;;
0590006E;{"N" * 121};Collège;Public;B;;;;
0590007F;Deux adresses;Collège;Public;B;;;;a@ecole.invalid, b@ecole.invalid
0590005D;Deux fois;Collège;Public;B;;;;
0590005D;Deux fois;Collège;Privé;B;;;;
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A home where no server runs: each command starts it for itself."""
    made = Installation(tmp_path_factory.mktemp("operator") / "home")
    yield made
    made.remove()


@pytest.fixture(scope="module")
def ready(fresh: Installation) -> Installation:
    done = fresh.fanal("migrate")
    assert (done.returncode, done.stderr) == (0, "")
    fresh.embedded.start()
    return fresh


@pytest.fixture(scope="module")
def opened(ready: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Two schools, opened from a table, and a référent with a password."""
    table = tmp_path_factory.mktemp("table") / "écoles.csv"
    table.write_text(TABLE, encoding="utf-8")
    links = table.with_name("liens.csv")
    plan = ready.fanal("school", "open", str(table))
    assert plan.returncode == 1
    assert "Rien n’est encore écrit" in plan.stdout
    assert ready.ask("SELECT count(*) FROM accounts_school") == [(0,)]
    without = ready.fanal("school", "open", str(table), "--apply")
    assert (without.returncode, "--links FICHIER" in without.stderr) == (1, True)
    done = ready.fanal("school", "open", str(table), "--apply", "--links", str(links))
    assert done.returncode == 1, done.stderr
    assert "Ouverts : 2. Déjà ouverts : 0. Refusés : 7." in done.stdout
    assert "1/9 ligne 2, 0590001Z" in done.stdout
    assert links.stat().st_mode & 0o777 == 0o600
    rows = list(csv.reader(io.StringIO(links.read_text("utf-8-sig")), delimiter=";"))
    assert [row[:2] for row in rows[1:]] == [["0590001Z", "claire.morvan@ecole.invalid"]]
    again = ready.fanal("school", "open", str(table), "--apply", "--links", str(table.with_name("2.csv")))
    assert "Ouverts : 0. Déjà ouverts : 2. Refusés : 7." in again.stdout
    for reason in (
        "sept chiffres",
        "zone de vacances manque",
        "« Internat »",
        "sur plusieurs lignes",
        "dépasse 120 signes",
        "n’est pas une adresse",
    ):
        assert reason in done.stdout
    return ready


def test_migrate_in_a_fresh_home_starts_its_own_server(ready: Installation) -> None:
    """« `fanal migrate` in a fresh home … end[s] in a traceback » (§ 2.16)."""
    assert ready.ask("SELECT count(*) > 50 FROM django_migrations") == [(True,)]


@pytest.mark.parametrize(
    ("setting", "value", "command"),
    [
        ("FANAL_SMTP_URL", "mail.example.fr", ["check"]),
        ("FANAL_WEB_WORKERS", "abc", ["migrate"]),
        ("FANAL_SMTP_URL", "smtps://u:hush@", ["school", "list"]),
    ],
)
def test_a_setting_that_is_none_is_said_without_a_traceback(
    ready: Installation, command: list[str], setting: str, value: str
) -> None:
    done = ready.fanal(*command, **{setting: value})
    assert done.returncode == 1
    assert setting in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr + done.stdout


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    home = Installation(tmp_path / "home")
    url = "postgresql://fanal_app@127.0.0.1:1/fanal"
    done = home.fanal("school", "list", FANAL_DATABASE_URL=url)
    assert (done.returncode, "ne répond pas" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
    without_owner = home.fanal("migrate", FANAL_DATABASE_URL=url)
    assert (without_owner.returncode, "FANAL_DATABASE_OWNER_URL" in without_owner.stderr) == (1, True)


@pytest.mark.parametrize("command", [["school", "list"], ["journal", "verify"], ["user", "list"]])
def test_a_command_in_a_folder_without_fanal_makes_nothing_there(tmp_path: Path, command: list[str]) -> None:
    """A newcomer, November 2026: `fanal school list` elsewhere made a home, its secrets and a database."""
    nowhere = Installation(tmp_path / "var")
    done = nowhere.fanal(*command)
    assert done.returncode == 1
    assert "Aucune installation de Fanal" in done.stderr
    assert "rien n’y a été créé" in done.stderr
    assert not nowhere.home.exists()


def test_the_help_names_every_command_and_nothing_else(tmp_path: Path) -> None:
    """« `==SUPPRESS==` six times in `fanal --help` »."""
    home = Installation(tmp_path / "home")
    help_text = home.fanal("--help").stdout
    assert "SUPPRESS" not in help_text
    assert "demo-story" not in help_text
    assert all(f"    {name}" in help_text for name in ("serve", "school", "user", "authority", "backup"))
    assert home.fanal("--version").stdout == f"fanal {version('fanal')}\n"


def test_schools_are_listed_with_who_is_above_them(opened: Installation) -> None:
    listed = opened.fanal("school", "list").stdout.splitlines()
    assert listed[0].split()[:2] == ["UAI", "Nom"]
    assert [line.split()[0] for line in listed[1:]] == ["0590001Z", "0590002A"]
    assert "Département du Nord" in listed[1]


def test_the_address_of_a_whole_authority_is_given_once_for_its_schools(opened: Installation) -> None:
    """« authority-wide addresses that the form promises »."""
    codes = opened.fanal("authority", "list").stdout
    assert "departement-du-nord" in codes
    wrong = opened.fanal("authority", "support", "departement-du-nord", "--email", "nulle part")
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (1, False)
    done = opened.fanal("authority", "support", "departement-du-nord", "--email", "aide@nord.invalid")
    assert done.returncode == 0, done.stderr
    assert opened.ask("SELECT support_email FROM accounts_authority WHERE kind = 'department'") == [
        ("aide@nord.invalid",)
    ]
    unknown = opened.fanal("authority", "support", "nulle-part", "--email", "")
    assert (unknown.returncode, "fanal authority list" in unknown.stderr) == (1, True)


def test_a_school_takes_everything_away_in_tables(opened: Installation, tmp_path: Path) -> None:
    file = tmp_path / "dunes.zip"
    done = opened.fanal("school", "export", "0590001z", str(file))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        assert {
            "LISEZMOI.txt",
            "tables.csv",
            "tables/accounts.person.csv",
            "tables/helpdesk.helprequest.csv",
        } <= names
        people = list(
            csv.DictReader(
                io.StringIO(archive.read("tables/accounts.person.csv").decode("utf-8-sig")), delimiter=";"
            )
        )
        assert [(row["given_name"], row["family_name"]) for row in people] == [("Claire", "Morvan")]
        meanings = archive.read("tables.csv").decode("utf-8-sig")
        assert '"digest"' not in meanings
        assert "accounts.school_opened" in archive.read("tables/core.journalentry.csv").decode()
    authors = "SELECT author FROM core_journalentry WHERE verb = 'accounts.school_exported'"
    assert opened.ask(authors) == [("system:setup",)]
    again = opened.fanal("school", "export", "0590001z", str(file))
    assert (again.returncode, "donnez un autre nom" in again.stderr) == (1, True)


def test_a_closed_school_is_left_by_everybody_and_can_be_reopened(opened: Installation) -> None:
    past = opened.fanal("school", "close", "0590002A", "--on", str(date(2001, 1, 1)))
    assert (past.returncode, "pas dans le passé" in past.stderr) == (1, True)
    wrong = opened.fanal("school", "close", "0590002A", "--on", "demain")
    assert wrong.returncode == 2
    last = today() + timedelta(days=30)
    assert opened.fanal("school", "close", "0590002A", "--on", str(last)).returncode == 0
    assert f"jusqu’au {last:%d/%m/%Y}" in opened.fanal("school", "list").stdout
    opened.ask(
        f"UPDATE accounts_school SET open_until = '{last - timedelta(days=60)}' WHERE uai = '0590002A'"
    )
    invited = opened.fanal("user", "invite", "a@b.fr", "--school", "0590002A", "--roles", "teacher")
    assert (invited.returncode, "fanal school reopen 0590002A" in invited.stderr) == (1, True)
    assert opened.fanal("school", "reopen", "0590002A").returncode == 0
    twice = opened.fanal("school", "reopen", "0590002A")
    assert (twice.returncode, "n’est pas fermé" in twice.stderr) == (1, True)


def test_an_access_is_listed_ended_and_reopened(opened: Installation) -> None:
    """« user list|end »; a partner's access ends too (§ 2.11)."""
    invited = opened.fanal(
        "user", "invite", "t@nord.invalid", "--school", "0590001Z", "--roles", "technician"
    )
    assert invited.returncode == 0, invited.stderr
    listed = opened.fanal("user", "list", "--school", "0590001Z").stdout
    assert "t@nord.invalid" in listed
    assert "Technicien de la collectivité" in listed
    done = opened.fanal("user", "end", "T@nord.invalid")
    assert done.returncode == 0, done.stderr
    assert opened.ask(
        "SELECT u.is_active, p.valid_until IS NOT NULL FROM accounts_user u "
        "JOIN accounts_partnermembership p ON p.user_id = u.id WHERE u.email = 't@nord.invalid'"
    ) == [(False, True)]
    assert opened.ask("SELECT author FROM core_journalentry WHERE verb = 'accounts.access_ended'") == [
        ("system:setup",)
    ]
    twice = opened.fanal("user", "end", "t@nord.invalid")
    assert (twice.returncode, "déjà fermé" in twice.stderr) == (1, True)
    refused = opened.fanal(
        "user", "invite", "t@nord.invalid", "--school", "0590001Z", "--roles", "technician"
    )
    assert (refused.returncode, "fanal user reopen" in refused.stderr) == (1, True)
    assert opened.fanal("user", "reopen", "t@nord.invalid").returncode == 0
    nobody = opened.fanal("user", "end", "personne@nord.invalid")
    assert (nobody.returncode, "Personne ne se connecte" in nobody.stderr) == (1, True)
