"""The commands that open an installation, typed one after the other on a machine that has nothing."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from fanal.core.clock.testing import today
from fanal.core.database.migration import SETTING
from fanal.core.tests.installation import Installation
from fanal.year.rules.years import year_of

UAI = [
    "--zone",
    "A",
    "--name",
    "Collège des Dunes",
    "--authority",
    "Département du Nord",
    "--academy",
    "Lille",
]
ITS_JOURNAL = (  # another test opens another school here, before or after
    "FROM core_journalentry JOIN accounts_school s ON s.id = school_id AND s.uai = '0590001Z'"
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("fresh") / "home")
    made.embedded.start()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def ready(fresh: Installation) -> Installation:
    before = fresh.fanal("school", "create", "0590001Z", *UAI)
    assert (before.returncode, "lancez « fanal migrate »" in before.stderr) == (1, True)
    assert fresh.fanal("check").returncode == 1
    assert fresh.fanal("migrate").returncode == 0
    created = fresh.fanal("school", "create", "059 0001 z", *UAI)
    assert created.returncode == 0, created.stderr
    assert "La lettre de 0590001Z ne correspond pas" in created.stderr
    return fresh


def test_a_school_is_opened_with_its_authority_and_its_holidays(ready: Installation) -> None:
    assert ready.ask(
        "SELECT s.name, a.name, a.kind FROM accounts_school s "
        "JOIN accounts_authority a ON a.id = authority_id WHERE s.uai = '0590001Z'"
    ) == [("Collège des Dunes", "Département du Nord", "department")]
    assert ready.ask("SELECT count(*) > 10 FROM accounts_holiday") == [(True,)]
    assert ready.ask(f"SELECT verb, author {ITS_JOURNAL} WHERE seq = 1 AND chain = 'history'") == [
        ("accounts.school_opened", "system:setup")
    ]


def test_postgresql_counts_each_table_after_a_few_changes(ready: Installation) -> None:
    """Nobody's forty bookable things are taken for one (`core.database.migration`)."""
    counted = f"coalesce(reloptions, '{{}}') @> ARRAY['{SETTING}']"
    public = "relkind = 'r' AND relnamespace = 'public'::regnamespace"
    assert ready.ask(f"SELECT relname FROM pg_class WHERE {public} AND NOT {counted}") == []


def test_a_school_is_not_opened_twice_nor_with_a_number_that_is_none(ready: Installation) -> None:
    again = ready.fanal("school", "create", "0590001Z", *UAI)
    assert (again.returncode, "déjà ouvert" in again.stderr) == (1, True)
    wrong = ready.fanal("school", "create", "12", *UAI)
    assert (wrong.returncode, "sept chiffres" in wrong.stderr) == (1, True)
    assert "Traceback" not in again.stderr + wrong.stderr


def test_an_invitation_prints_a_link(ready: Installation) -> None:
    command = ["user", "invite", "Claire.Morvan@ecole.invalid", "--school", "0590001Z"]
    done = ready.fanal(*command, "--roles", "digital_lead,teacher")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^http://localhost:8000/rejoindre/\S+/$", done.stdout, re.MULTILINE)
    people = ready.ask("SELECT given_name, family_name FROM accounts_person")
    assert people == [("Claire", "Morvan")]
    refused = ready.fanal(*command, "--roles", "king")
    assert (refused.returncode, "Rôle inconnu : king" in refused.stderr) == (1, True)
    partner = ready.fanal("user", "invite", "t@d.invalid", "--school", "0590001Z", "--roles", "technician")
    assert partner.returncode == 0, partner.stderr


def test_a_lost_second_proof_is_reset_from_the_terminal(ready: Installation) -> None:
    ready.ask(
        "INSERT INTO accounts_user (email, password, is_active, date_joined, has_shortcuts) "
        f"VALUES ('perdu@ecole.invalid', '!', true, '{timezone.now()}', true)"
    )
    nothing = ready.fanal("user", "reset-proof", "Perdu@ecole.invalid")
    assert (nothing.returncode, "n’a pas la double authentification" in nothing.stderr) == (1, True)
    unknown = ready.fanal("user", "reset-proof", "inconnu@ecole.invalid")
    assert (unknown.returncode, "Personne ne se connecte ici" in unknown.stderr) == (1, True)
    ready.ask(
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at) "
        f"SELECT id, 'totp', '{{}}', '{timezone.now()}' FROM accounts_user "
        "WHERE email = 'perdu@ecole.invalid'"
    )
    done = ready.fanal("user", "reset-proof", "perdu@ecole.invalid")
    assert (done.returncode, "remise à zéro" in done.stdout) == (0, True), done.stderr
    assert ready.ask("SELECT count(*) FROM mfa_authenticator") == [(0,)]


def test_the_official_calendar_is_loaded_from_the_terminal(ready: Installation, tmp_path: Path) -> None:
    year, file = year_of(today()), tmp_path / "calendrier.json"
    christmas = {
        "description": "Vacances de Noël",
        "population": "-",
        "location": "Lille",
        "zones": "Zone B",
        "start_date": f"{year.first}-12-17T23:00:00+00:00",
        "end_date": f"{year.first + 1}-01-03T23:00:00+00:00",
    }
    file.write_text(json.dumps([christmas]), encoding="utf-8")
    line = f"Zone B : Vacances de Noël {year}, 18/12/{year.first} → 04/01/{year.first + 1}"
    preview = ready.fanal("calendar", "import", str(file), "--preview")
    assert (preview.returncode, "rien n’est écrit" in preview.stdout) == (0, True), preview.stderr
    done = ready.fanal("calendar", "import", str(file))
    assert line in done.stdout
    assert f"{line} (déjà là)" in ready.fanal("calendar", "import", str(file)).stdout
    file.write_text("{", encoding="utf-8")
    refused = ready.fanal("calendar", "import", str(file))
    assert (refused.returncode, "endommagé" in refused.stderr) == (1, True)
    assert ready.fanal("calendar", "import", str(tmp_path / "absent.json")).returncode == 1


def test_new_caledonia_is_said_not_to_be_covered(ready: Installation) -> None:
    opened = ready.fanal("school", "create", "9830001T", "--zone", "-", "--name", "Collège du Lagon")
    assert (opened.returncode, "Nouvelle-Calédonie" in opened.stderr) == (0, True), opened.stderr


def test_check_says_what_is_there_and_what_is_not(ready: Installation, tmp_path: Path) -> None:
    done = ready.fanal("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "séparée des autres par la base elle-même" in done.stdout
    assert "Aucune sauvegarde n’a été faite ici" in done.stdout
    assert "Le travail de fond ne tourne pas" in done.stdout
    assert ready.fanal("backup", str(tmp_path / "b.tar")).returncode == 0
    plain = ready.fanal("check", FANAL_PUBLIC_URL="http://fanal.example")
    assert (plain.returncode, "n’est pas en https" in plain.stdout) == (1, True)
    assert "La dernière sauvegarde a moins d’un jour." in plain.stdout
    unknown = ready.fanal("check", FANAL_PUBLIK_URL="x")
    assert (unknown.returncode, "Réglage inconnu : FANAL_PUBLIK_URL" in unknown.stderr) == (1, True)


def test_check_sees_a_role_that_could_do_too_much(ready: Installation) -> None:
    ready.ask("CREATE TABLE stray (id bigint, school_id bigint)")
    ready.ask("GRANT CREATE ON SCHEMA public TO fanal_app")
    try:
        done = ready.fanal("check")
    finally:
        ready.ask("DROP TABLE stray")
        ready.ask("REVOKE CREATE ON SCHEMA public FROM fanal_app")
    assert done.returncode == 1
    assert "ne sont pas séparées par établissement : stray" in done.stdout
    assert "fanal_app peut modifier les tables" in done.stdout


@pytest.mark.parametrize(
    ("spoil", "mend", "sentence"),
    [
        (
            "GRANT DELETE ON core_journalentry TO fanal_app",
            "REVOKE DELETE ON core_journalentry FROM fanal_app",
            "fanal_app peut récrire le journal",
        ),
        (
            "ALTER TABLE core_journalentry DISABLE TRIGGER journal_guard",
            "ALTER TABLE core_journalentry ENABLE TRIGGER journal_guard",
            "Les fonctions qui protègent le journal manquent",
        ),
        (
            "ALTER FUNCTION journal_link() OWNER TO fanal_owner",
            "GRANT CREATE ON SCHEMA public TO fanal_journal; "
            "ALTER FUNCTION journal_link() OWNER TO fanal_journal; "
            "REVOKE CREATE ON SCHEMA public FROM fanal_journal",
            "n’appartiennent plus à fanal_journal",
        ),
    ],
)
def test_check_sees_a_journal_that_could_be_rewritten(
    ready: Installation, spoil: str, mend: str, sentence: str
) -> None:
    """Verified in November 2026, § 7, S5."""
    assert "Le journal n’est écrit que par les fonctions de la base." in ready.fanal("check").stdout
    ready.ask(spoil)
    try:
        done = ready.fanal("check")
    finally:
        ready.ask(mend)
    assert done.returncode == 1
    assert sentence in done.stdout


def test_an_incident_is_frozen_from_the_terminal_and_nothing_is_written(
    ready: Installation, tmp_path: Path
) -> None:
    count = f"SELECT count(*), max(seq) {ITS_JOURNAL}"
    before, out = ready.ask(count), tmp_path / "incident.json"
    # The installation may be younger than this test: with `--moment` each test begins there anew.
    command = ["incident", "0590001z", "--since", "2020-01-01T00:00", "--until", "2099-12-31T23:59"]
    command += ["--out", str(out)]
    done = ready.fanal(*command)
    assert done.returncode == 0, done.stderr
    assert "Établissement ouvert" in done.stdout
    assert "Le journal tient" in done.stdout
    assert f"SHA-256 : {hashlib.sha256(out.read_bytes()).hexdigest()}" in done.stdout
    assert out.stat().st_mode & 0o777 == 0o600
    evidence = json.loads(out.read_text())
    assert evidence["entrées"] == len(evidence["journal"]) == before[0][0]
    assert ready.ask(count) == before
    again = ready.fanal(*command)
    assert (again.returncode, "donnez un autre nom" in again.stderr) == (1, True)
    wrong = ready.fanal("incident", "0590001z", "--since", "hier", "--out", str(tmp_path / "autre.json"))
    assert (wrong.returncode, "n’est pas un moment" in wrong.stderr) == (1, True)


def test_verify_tells_each_erasure(ready: Installation) -> None:
    """A hostile colleague, November 2026: who erased values, when, how many and why was told nowhere.

    December § 7, N7: nor what was opened in what is frozen.
    """
    ready.ask(
        "SELECT set_config('fanal.schools', id::text, false), "
        "public.journal_erase(id, 'history', '{1}', 'system:setup', 'essai'), "
        "public.frozen_open(id, 'loans_loan', 'essai') "
        "FROM accounts_school WHERE uai = '0590001Z'"
    )
    done = ready.fanal("journal", "verify")
    assert done.returncode == 0, done.stderr
    assert "ce qui est figé (loans_loan) : 1 ouverture, 0 effacement, la dernière le" in done.stdout
    assert re.search(
        r"0590001Z, chaîne history, \d\d/\d\d/\d{4} \d\d:\d\d : 1 entrée effacée par Mise en service "
        r"\(system:setup\)\. essai",
        done.stdout,
    )
