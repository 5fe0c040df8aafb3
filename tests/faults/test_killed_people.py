"""`kill -9` of an import of pupils, at each of its named steps, leaves nothing; it can be done again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fanal.core.imports.models import Import
from fanal.core.journal import verify_school
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil, SourceRecord
from fanal.people_files.tests.importing import TODAY, full, pupil
from tests.faults.sessions import dsn, held, sessions, wait_until, waits_for_a_lock

PUPILS = 300
STEPS = {
    "while the plan is written": "core_importline",
    "before the first pupil": "directory_pupil",
    "between pupils and their classes": "directory_enrolment",
    "before what is remembered": "directory_sourcerecord",
    "before the journal": "core_journalentry",
}
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def export(school, tmp_path) -> Path:
    path = tmp_path / "ENT_Complet.xml"
    path.write_text(full(school, *(pupil(number) for number in range(PUPILS))))
    return path


def importing(path: Path) -> subprocess.Popen[bytes]:
    env = os.environ | {"FANAL_DATABASE_URL": dsn("fanal_app")}
    command = [sys.executable, "-m", "fanal.config.cli", "directory", "import", str(path)]
    return subprocess.Popen(command, env=env, start_new_session=True, stdout=subprocess.DEVNULL)


def counts(school) -> tuple[int, int, int, int]:
    with scope(school):
        return (
            Pupil.objects.for_school(school).count(),
            Enrolment.objects.for_school(school).count(),
            SourceRecord.objects.for_school(school).filter(kind="pupil").count(),
            Import.objects.for_school(school).count(),
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", STEPS.values(), ids=STEPS)
def test_a_killed_import_of_pupils_wrote_nothing_and_can_be_done_again(school, export, table):
    before = sessions()
    with held(table):
        process = importing(export)
        wait_until(waits_for_a_lock)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    wait_until(lambda: sessions() <= before)
    assert counts(school) == (0, 0, 0, 0)

    assert importing(export).wait() == 0
    assert importing(export).wait() == 0
    assert counts(school) == (PUPILS, PUPILS, PUPILS, 2)
    assert list(verify_school(school.pk)) == []
