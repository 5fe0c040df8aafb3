"""Two heads press at the same second: the envelope is never exceeded, nor a mission paid twice."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import envelope as envelopes
from fanal.allowances.actions import relief
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.allowances.tests.proposals import TODAY, prepared, present
from fanal.core.errors import Refused
from fanal.core.tenancy import scope

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["a second allowance", "a relief", "a smaller envelope"])
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
        who, heads = PersonFactory(school=school), [PersonFactory(school=school) for _ in range(2)]
        if other == "a relief":
            lines.pop().delete()
            ImpProposal.objects.filter(pk=lines[0].pk).update(state="withdrawn")
    ready, outcomes = Barrier(2), []

    def second(by):
        if other == "a second allowance":
            present(lines[1], by)
        elif other == "a relief":
            relief.prepare_relief(mission, who, 2, "Trop lourde.", by=by)
        else:
            envelopes.note_envelope(school, YEAR, envelopes.Notified(4, None, "", 11), by=by)

    def first(by):
        if other == "a relief":
            prepared(envelope, mission, by, agreed=TODAY)
        else:
            present(lines[0], by)

    def work(gesture, person):
        try:
            ready.wait(timeout=10)
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
        thread.join(timeout=30)
    assert sorted(outcomes) == ["done", "refused"]
    with scope(school):
        taken = ImpProposal.objects.for_school(school).committed().total_quarters()
        assert taken <= ImpEnvelope.objects.for_school(school).get().quarters
