"""A DPO of an académie reads the registers of the schools that appointed them, and nothing else there."""

import pytest

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from tests.matrix.filling import KEY, fill_all
from tests.matrix.neighbours import browser_of, named_rows, school_routes
from tests.matrix.rows import World
from tests.matrix.world import make_world, photograph

WRITTEN = {"core_journalentry", "core_journalhead", "privacy_delegateopinion"}
READ = ("registre/", "registre/violations/", "registre/droits/")


@pytest.fixture
def schools(transactional_db) -> tuple[World, World, World]:
    """Two schools of one académie that appointed its DPO, and a third of the same that did not."""
    first, second, third = (make_world(f"n{rank}", 1 + 1000 * rank) for rank in range(3))
    School.objects.filter(pk__in=[second.school.pk, third.school.pk]).update(academy=first.school.academy)
    School.objects.filter(pk=third.school.pk).update(dpo_appointed_since=None)
    return first, second, third


def test_a_dpo_reads_the_registers_of_two_schools_and_cannot_see_a_third(schools):
    first, second, third = schools
    dpo = browser_of(first, Role.DPO)
    for path in READ:
        for world in (first, second):
            page = dpo.get(f"/e/{world.school.uai}/{path}")
            assert page.status_code == 200, path
            assert world.canary in page.text
            assert third.canary not in page.text
        assert dpo.get(f"/e/{third.school.uai}/{path}").status_code == 404
    above = dpo.get(f"/a/{first.school.academy.code}/protection-des-donnees/").text
    assert first.school.name in above
    assert second.school.name in above
    assert third.school.name not in above


GIVEN = "registre/<int:number>/avis/donner/"  # an opinion: all that this partner writes (ADR 0072)


def test_a_dpo_reads_nothing_but_the_registers_and_writes_nothing_but_an_opinion(schools):
    first, second, third = schools
    dpo = browser_of(first, Role.DPO)
    opened, routes = set(), school_routes()
    forms = fill_all(second, routes)  # whoever fills them signs in, and the journal says so
    before = [photograph(world) for world in schools]
    rows, rows_elsewhere = named_rows(second), named_rows(third)
    for route in routes:
        here = route.address(second.school.uai, **rows)
        there = route.address(third.school.uai, **rows_elsewhere)
        assert dpo.get(there).status_code == 404, there
        answer = dpo.get(here)
        body = b"".join(answer.streaming_content if answer.streaming else [answer.content])
        if answer.status_code == 200 and second.canary.encode() in body:
            opened.add(route.pattern.split("<uai:uai>/", 1)[1])
        if route.pattern.endswith(GIVEN):
            continue
        sent = forms[route.pattern].body if route.pattern in forms else KEY
        assert dpo.post(here, sent).status_code in {302, 403, 404, 405, 422}, here
    assert [path for path in opened if not path.startswith("registre/")] == []
    assert any(path.startswith("registre/droits/") for path in opened)
    assert not any("/preuves/" in path or "/personne/" in path for path in opened)
    assert [photograph(world) for world in schools] == before
    values = {"about": "dpia", "outcome": "unfavourable", "text": "Rien ne dit qui héberge."}
    number = named_rows(second)["number"]
    assert dpo.post(f"/e/{third.school.uai}/registre/{number}/avis/donner/", values).status_code == 404
    assert dpo.post(f"/e/{second.school.uai}/registre/{number}/avis/donner/", values).status_code == 302
    after = [photograph(world) for world in schools]
    changed = [
        {table for table, picture in now.items() if picture != then[table]}
        for now, then in zip(after, before, strict=True)
    ]
    assert changed == [set(), WRITTEN, set()]
