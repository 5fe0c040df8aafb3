"""Two heads press at the same second: the envelope is never exceeded.

An allowance and a relief of one mission are both prepared, and warned of: December, second reading J16.
"""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import envelope as envelopes
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.allowances.tests.proposals import TODAY, present
from fanal.core.errors import Refused
from fanal.core.tenancy import scope

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["a second allowance", "a smaller envelope"])
def test_two_heads_at_the_same_second_never_exceed_the_envelope(other):
    school = SchoolFactory()
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school, quarters=8), MissionFactory(school=school)
        lines = [
            ProposalFactory(school=school, envelope=envelope, mission=mission, quarters=8, agreed_on=TODAY)
            for _ in range(2)
        ]
        mission.reason = "Deux référents."
        mission.save()
        heads = [PersonFactory(school=school) for _ in range(2)]
    ready, outcomes = Barrier(2), []

    def second(by):
        if other == "a second allowance":
            present(lines[1], by)
        else:
            envelopes.note_envelope(school, YEAR, envelopes.Notified(4, None, "", 11), by=by)

    def first(by):
        present(lines[0], by)

    def work(gesture, person):
        try:
            ready.wait(timeout=120)
            with scope(school):
                gesture(actor(Role.HEAD, person))
                outcomes.append("done")
        except (DatabaseError, Refused):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=work, args=pair) for pair in zip((first, second), heads, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(outcomes) == ["done", "refused"]
    with scope(school):
        taken = ImpProposal.objects.for_school(school).committed().total_quarters()
        assert taken <= ImpEnvelope.objects.for_school(school).get().quarters
