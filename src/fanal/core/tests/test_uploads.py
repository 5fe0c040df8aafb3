"""A small table that must not touch a disk: what is too large is refused with what to do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.core.errors import RuleBroken
from fanal.core.files.uploads import table_in_memory


@pytest.mark.parametrize(
    ("name", "advice"), [("c.CSV", "découpez-le"), ("collé.txt", "découpez-le"), ("c.xlsx", "enregistrez-le")]
)
def test_a_large_csv_is_not_told_to_become_one(name, advice):
    large = SimpleUploadedFile(name, b"a;b\n" * 600_000)
    with pytest.raises(RuleBroken, match=f"dépasse 2 Mo : {advice}"):
        table_in_memory(large)
