"""A thing that the journal names leads whoever reads it to a page that they open, or nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models import AccessGrant, Membership
from fanal.accounts.models.member import find_member
from fanal.accounts.models.roles import Delegated, Role
from fanal.core.clock.testing import today
from fanal.core.journal.names import model_named
from fanal.core.tenancy import scope
from fanal.schools.reading.journal import all_words
from tests.matrix.neighbours import browser_of
from tests.matrix.rows import World
from tests.matrix.world import make_world

READERS = (Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.TEACHER)


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("journal", 1)


def let_read(world: World, state: str) -> None:
    """By an act of designation, as whoever reads the journal for the management."""
    with scope(world.school):
        person = Membership.objects.for_school(world.school).get(user=world.users[state]).person
        AccessGrant.objects.create(
            school=world.school,
            person=person,
            act=world.first_number + 500,
            operations=[Delegated.JOURNAL],
            valid_from=today(),
            valid_until=today() + timedelta(days=30),
        )


def links_of(world: World, reader: str) -> dict[str, str]:
    """For each kind of thing, the address that the journal gives this reader for its first row, if any."""
    found = {}
    member = find_member(world.users[reader], world.school.uai, timezone.now())
    for words in all_words():
        for label, things in words.things.items():
            if things.names is None:
                continue
            first = model_named(label)._base_manager.filter(school=world.school).order_by("pk").first()
            _, url = things.names(world.school, [first.pk], member)[first.pk]
            found[label] = url
    return found


@pytest.mark.parametrize("reader", READERS)
def test_what_the_journal_names_leads_to_a_page_that_its_reader_opens(world, reader, at_least):
    """Seen on 28 November 2026: it led a référent to the allowances, which answered 403."""
    if reader not in {Role.HEAD, Role.DEPUTY}:
        let_read(world, reader)
    with scope(world.school):
        links = links_of(world, reader)
    browser = browser_of(world, reader)
    assert browser.get(f"/e/{world.school.uai}/reglages/journal/").status_code == 200
    refused = {label: (url, browser.get(url).status_code) for label, url in links.items() if url}
    assert {label: found for label, found in refused.items() if found[1] != 200} == {}
    if reader == Role.HEAD:
        at_least("things of the journal that have a page", len([url for url in links.values() if url]), 45)
