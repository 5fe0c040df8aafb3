"""Three thousand pupils of one first name: planning grows with their number, not with its square."""

from time import perf_counter

import pytest

from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.previewing import bring_table

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
MANY = 3000
HEADERS = "ID;Nom;Prénom;Né le;Classe\n"


def test_a_school_that_nearly_everybody_leaves_is_planned_as_fast_as_it_was_filled(importer):
    """2 800 departures took 287 s, each of them reading all the others; their arrival took one."""
    rows = [f"A{n};NOM{n};Zoé;31/12/2013;6A\n" for n in range(MANY)]
    seconds, plans = [], []
    for kept in (rows, [row.partition(";")[2] for row in rows], rows[:200]):
        headers = HEADERS if kept[0].startswith("A") else HEADERS.partition(";")[2]
        before = perf_counter()
        plans.append(bring_table(importer, headers + "".join(kept)))
        seconds.append(perf_counter() - before)
        importer.apply(plans[-1], are_departures_true=True)
    assert [(imported.created, imported.unchanged, imported.gone) for imported in plans] == [
        (MANY, 0, 0),
        (0, MANY, 0),
        (0, 200, MANY - 200),
    ]
    assert max(seconds) < 10 * seconds[0], seconds
