"""Two records of one pupil, joined."""

import pytest
from django.utils import timezone

from fanal.core.tenancy import scope
from fanal.directory.actions import record_merge
from fanal.directory.models import Pupil
from fanal.directory.reading.records import state_of
from fanal.people_files.tests.importing import full, pupil
from fanal.people_files.tests.siecle_import import siecle

AAF = {"sn": "COEUR-DUPONT", "givenName": "Anais", "ENTPersonDateNaissance": "02/03/2014"}


@pytest.fixture
def files(importer, school):
    """One child whom SIECLE and, under a second family name, the AAF name: two records."""
    texts = siecle(school), full(school, pupil(5, **AAF, klass="6B"), pupil(6))
    for text in texts:
        importer.bring(text)
    return texts


@pytest.fixture
def two(files, school):
    with scope(school):
        rows = Pupil.objects.for_school(school)
        return rows.get(family_name="CŒUR"), rows.get(family_name="COEUR-DUPONT")


def join(importer, sort, kept, gone):
    with scope(importer.school):
        seal = record_merge.seal_of(state_of(sort, kept), state_of(sort, gone))
        return record_merge.join_records(
            sort, kept, gone, seal=seal, today=importer.today, now=timezone.now(), by=importer.by
        )
