"""Two people press at the same second: the second one sees what the first did."""

import pytest

from fanal.account_lists.actions import comparisons, findings
from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.testing import NOW, TODAY, Keeper
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.designations.actions import designations
from fanal.designations.models import Designation
from fanal.directory.models import Pupil
from fanal.online_services.actions import register
from fanal.online_services.models import OnlineService

LEAD = Actor("system:setup", "Mise en service", frozenset({Role.HEAD}))
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def keeper(transactional_db):
    school = SchoolFactory()
    with scope(school):
        Pupil.objects.create(school=school, family_name="ROY", given_name="Léa")
        service = register.add_service(school, today=TODAY, name="ENT", holders="pupils", by=LEAD)
    return Keeper(school, LEAD, service)


def compare(keeper, made):
    return lambda: comparisons.compare_accounts(
        made, made.imported.columns, is_sure=False, today=TODAY, now=NOW, by=LEAD
    )


def test_a_list_compared_twice_is_compared_once(keeper):
    with scope(keeper.school):
        made = keeper.deposit("Login;Nom;Prénom\na;INCONNU;Max\n")
    assert at_once(keeper.school, compare(keeper, made), compare(keeper, made)) == ["done", "refused"]
    with scope(keeper.school):
        assert Comparison.objects.for_school(keeper.school).get().read == 1
        assert Finding.objects.for_school(keeper.school).count() == 2


def test_two_lists_of_one_service_are_compared_one_after_the_other(keeper):
    with scope(keeper.school):
        lists = [keeper.deposit(f"Login;Nom;Prénom\na;INCONNU;Max\nb{n};AUTRE;Luc\n") for n in range(2)]
    assert at_once(keeper.school, *(compare(keeper, made) for made in lists)) == ["done", "done"]
    with scope(keeper.school):
        orphans = Finding.objects.for_school(keeper.school).filter(kind="orphan")
        assert orphans.exclude(state="gone").count() == 2


def test_a_line_is_ticked_while_a_list_is_compared(keeper):
    with scope(keeper.school):
        keeper.compare("Login;Nom;Prénom\na;INCONNU;Max\n")
        line = keeper.findings("orphan")[0]
        made = keeper.deposit("Login;Nom;Prénom\na;INCONNU;Max\nc;AUTRE;Luc\n")
    tick = lambda: findings.settle_finding(line, "done", today=TODAY, by=LEAD)  # noqa: E731
    assert at_once(keeper.school, compare(keeper, made), tick) == ["done", "done"]
    with scope(keeper.school):
        assert Finding.objects.for_school(keeper.school).get(pk=line.pk).state in {"todo", "done"}


def test_a_service_is_added_once(keeper):
    gestures = [lambda: register.add_service(keeper.school, today=TODAY, name="Pronote", by=LEAD)] * 3
    assert at_once(keeper.school, *gestures) == ["done", "refused", "refused"]
    with scope(keeper.school):
        assert OnlineService.objects.for_school(keeper.school).filter(name="Pronote").count() == 1


def test_a_service_is_not_archived_over_an_act_that_goes_to_the_parapheur(keeper):
    service, school = keeper.service, keeper.school
    with scope(school):
        values = {
            "service": service,
            "delegate": member_of(school, Role.TEACHER).person,
            "rights": [],
            "nature": "designation",
            "operations": ["gérer les comptes"],
            "starts_on": TODAY,
            "ends_on": TODAY,
        }
        act = designations.write_designation(school, None, values, today=TODAY, by=LEAD)
    archive = lambda: register.archive_service(service, today=TODAY, by=LEAD)  # noqa: E731
    send = lambda: designations.send_to_sign(act, today=TODAY, by=LEAD)  # noqa: E731
    assert at_once(school, archive, send) == ["done", "refused"]
    with scope(school):
        kept = Designation.objects.for_school(school).first()
        is_archived = OnlineService.objects.for_school(school).get(pk=service.pk).archived_on is not None
    assert (kept is None, kept is None or kept.step == "awaiting") == (is_archived, True)
