"""Practice sheets for tests; call inside `scope(school)`."""

import factory

from fanal.core.database.numbers import next_number
from fanal.core.testing import letters
from fanal.practice_sheets.models import PracticeSheet


class PracticeSheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PracticeSheet

    number = factory.LazyAttribute(lambda made: next_number(made.school.pk, "sheet"))
    title = factory.Sequence(lambda n: f"Fiche {letters(n)}")
    body = "1. Redémarrer."
    state = "published"
