"""A school whose pupils were imported, and a request in it."""

import pytest
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.people_files.actions.everywhere import import_everywhere
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.reading import request


def school_request(school, number: str) -> str:
    return request("EtabEducNat", number, ENTStructureUAI=school.uai, ENTStructureNomCourant="CLG$X$Y")


@pytest.fixture
def bring(tmp_path):
    def import_them(*files: str):
        paths = []
        for number, text in enumerate(files):
            paths.append(tmp_path / f"ENT_Complet_{number:04}.xml")
            paths[-1].write_text(text)
        return import_everywhere(paths, today=TODAY, now=timezone.now(), by=system(System.SETUP))

    return import_them
