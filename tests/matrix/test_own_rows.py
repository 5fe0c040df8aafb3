"""December § 3.3: « Mes données » and the right of access leave out no table that points to somebody.

Help given, machines in one’s name, rights reviewed, presence in minutes, sessions given were missing: each
row of the school that points to somebody is read by them, but for what is named here with its reason.
"""

import pytest

from fanal.accounts.models import Membership
from fanal.accounts.models.member import Member
from fanal.core.clock.testing import today
from fanal.core.people import erasure
from fanal.core.people.erasure import PUPIL
from fanal.core.people.own_data import OwnRows
from fanal.core.registry import PERSONAL_DATA, registered
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from tests.matrix.rows import owned_models
from tests.matrix.world import make_world
from tests.matrix.world_erasure import a_colleague_who_left, points_to

NOT_READ = {"accounts.ApiToken.person": "read by the sign-in that made it"}


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world("ici", 1)


def links_of(target):
    """Each link of each table that may lead to them."""
    return [(model, name) for model in owned_models() for name in points_to(model, type(target))]


def unread(target, sources) -> set[str]:
    """Links of a row that is theirs, and that none of what they read shows."""
    missing = set()
    for model, name in links_of(target):
        read = [one.rows for one in sources() if isinstance(one, OwnRows) and one.rows.model is model]
        text = " ".join(str(rows.query) for rows in read)
        column = model._meta.get_field(name).column
        if f'"{column}"' not in text.split("WHERE", 1)[-1]:
            missing.add(f"{model._meta.label}.{name}")
    return missing


def test_a_colleague_reads_each_row_that_points_to_them(world):
    with scope(world.school):
        person = a_colleague_who_left(world)
        user_id = Membership.objects.get(person=person).user_id
        member = Member(world.school, user_id, frozenset(), person=person)

        def sources():
            return [rows for tell in registered(PERSONAL_DATA) for rows in tell(member).values()]

        left = unread(person, sources)
        assert left == set(NOT_READ)


def test_a_pupil_is_told_each_row_that_points_to_them(world):
    with scope(world.school):
        pupil = Pupil.objects.create(
            school=world.school, given_name="Zoé", family_name="Canarix", left_on=today()
        )
        finder = erasure.finder_of(PUPIL)
        subject = finder.get(world.school.pk, pupil.pk, today(), False)
        left = unread(pupil, lambda: list(finder.read(subject).values()))
        assert left == {link for link in NOT_READ if link.endswith("pupil")}


def test_no_two_parts_of_what_somebody_reads_have_one_name(world):
    """The second would hide the first."""
    with scope(world.school):
        person = a_colleague_who_left(world)
        member = Member(world.school, 0, frozenset(), person=person)
        names = [name for tell in registered(PERSONAL_DATA) for name in tell(member)]
    assert sorted(names) == sorted(set(names))
