"""Bringing a file to a page, and looking at what became of it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.file_readings.models import FileReading

TABLE = "Nom;Type;N° de série\n" + "".join(f"T-{n:03};Tablette;SN{n:06}\n" for n in range(40))
EQUIPMENT, PEOPLE = "equipment_import:import_start", "people_files:import_start"


def bring(
    client: ForgetfulClient,
    school: Any,
    content: bytes | str = TABLE,
    name: str = "postes.csv",
    page: str = EQUIPMENT,
) -> Any:
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse(page, args=[school.uai]), {"file": file})


def latest(school: Any) -> FileReading:
    with scope(school):
        found = FileReading.objects.for_school(school).order_by("-pk").first()
    assert found is not None
    return found
