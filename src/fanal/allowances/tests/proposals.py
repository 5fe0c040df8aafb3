"""A line of the allowance, prepared and presented."""

from datetime import date

from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.actions import opinion, proposal
from fanal.allowances.rules.councils import Opinion
from fanal.allowances.rules.proposing import StaffStanding

PRESENTED, TODAY = date(2027, 4, 1), date(2027, 4, 12)


def line(mission, person, quarters=4, **others):
    return proposal.ProposalInput(mission, person, quarters, StaffStanding.TEACHER, **others)


def prepared(envelope, mission, by, *, quarters=4, agreed=TODAY, **others):
    person = others.pop("person", None) or PersonFactory(school=envelope.school)
    draft = line(mission, person, quarters, **others)
    made = proposal.prepare_proposal(envelope, draft, today=TODAY, by=by)
    if agreed:
        proposal.record_agreement(made, agreed, today=TODAY, by=by)
    return made


def present(made, by, day=PRESENTED):
    return proposal.present_proposal(made, today=day, by=by)


def said(envelope, body, by, day=TODAY, outcome=Opinion.FAVOURABLE, **others):
    opinion_input = opinion.OpinionInput(body, day, outcome, **others)
    return opinion.record_opinion(envelope, opinion_input, today=TODAY, by=by)
