"""A short form pressed twice leads where it led, and writes once."""

import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.models import ImpProposal, ServiceRelief
from fanal.allowances.tests.allowance_factories import EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.tenancy import scope

KEY = "0123456789abcdef"


@time_machine.travel("2027-04-12 09:00+02:00", tick=False)
def test_a_relief_and_an_agreement_sent_twice(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school), MissionFactory(school=school)
        line = ProposalFactory(
            school=school, envelope=envelope, mission=MissionFactory(school=school, kind="eps")
        )
        who = PersonFactory(school=school)
    given = {"person": who.pk, "halves": 2, "reason": "Trop lourde.", "key": KEY}
    page = reverse("allowances:relief_add", args=[school.uai, mission.number])
    _twice(head, page, given)
    with scope(school):
        assert ServiceRelief.objects.for_school(school).count() == 1
    page = reverse("allowances:proposal_record", args=[school.uai, line.number])
    _twice(head, page, {"agreed_on": "2027-04-01", "key": KEY[::-1]})
    with scope(school):
        ImpProposal.objects.filter(pk=line.pk).update(state="proposed")
    page = reverse("allowances:proposal_decide", args=[school.uai, line.number])
    _twice(head, page, {"accepted": "yes", "quarters": 4, "decided_on": "2027-04-10", "key": KEY * 2})
    again = head.post(page, {"accepted": "no", "quarters": 4, "decided_on": "2027-04-10", "key": KEY * 3})
    assert again.status_code == 403


def _twice(head, page, given):
    first, second = (head.post(page, given) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
