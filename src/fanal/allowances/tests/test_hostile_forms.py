"""What a form or an address may hold that no page ever offered: refused with words, never a broken page."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.people.erasure import PERSON, Subject, finder_of
from fanal.core.people.own_data import resolved
from fanal.core.tenancy import scope
from fanal.missions.models import PointLine, WeekPoint

ODD = ("-1", "1e9", "9" * 5000, "\x00", "٣", "²", "1e400", "NaN", "x" * 10_000, "9" * 25, "9" * 900)
# Six such values are a query that is refused before any page.
LONG = 16_000 / 6
pytestmark = pytest.mark.clock("2027-04-12 09:00+02:00")


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def lines(school):
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school, quarters=38), MissionFactory(school=school)
        return ProposalFactory.create_batch(2, school=school, envelope=envelope, mission=mission)


@pytest.mark.parametrize("odd", ODD)
def test_no_number_breaks_a_page_of_the_allowances(client_of, school, lines, odd):
    head, uai = client_of(school, Role.HEAD), school.uai
    at = lambda name, *args: reverse(f"allowances:{name}", args=[uai, *args])  # noqa: E731
    status, refused = (400, 400) if odd == "\x00" else (200, 422)
    query = {"a_total": odd, "a_people": odd, "annee": odd, "genre": odd, "mission": odd, "taux": odd}
    status = 414 if len(odd) > LONG else status
    for page in (at("simulator"), at("allowance_list"), at("mission_add", YEAR), at("proposal_add", YEAR)):
        assert head.get(page, query).status_code == status
    fields = """units first_month mission person quarters standing title kind body held_on outcome votes_for
    agreed_on halves since accepted decided_on reason notified_on"""
    sent = dict.fromkeys(fields.split(), odd)
    pages = [
        at("envelope", YEAR),
        at("proposal_add", YEAR),
        at("opinion", YEAR),
        at("proposal_change", lines[0].number),
        at("proposal_record", lines[0].number),
        at("relief_add", lines[0].mission.number),
    ]
    for page in pages:
        assert head.post(page, sent).status_code == refused, page
    with scope(school):
        assert ImpEnvelope.objects.for_school(school).get().quarters == 38
        assert set(ImpProposal.objects.for_school(school).values_list("quarters", flat=True)) == {4}


@pytest.mark.parametrize("odd", ODD)
def test_no_number_breaks_a_page_of_the_mission(client_of, school, lines, odd):
    lead, head, uai = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.HEAD), school.uai
    number = lines[0].mission.number
    for client, page, sent in (
        (lead, reverse("work:add", args=[uai]), {"usual": odd, "minutes": odd, "day": odd}),
        (lead, reverse("work:correct", args=[uai]), {f"m-{odd}": "5"}),
        (lead, reverse("work:correct", args=[uai]), {"m-1": odd}),
        (lead, reverse("work:durations", args=[uai]), {"missions.points": odd}),
        (lead, reverse("work:share", args=[uai]), {"first_day": odd, "last_day": odd, "with_detail": "True"}),
        (
            lead,
            reverse("trainings:add", args=[uai]),
            {
                "way": "given",
                "title": "T",
                "day": "2027-04-01",
                "amount": odd,
                "unit": "minutes",
                "people": odd,
            },
        ),
        (lead, reverse("handover:access", args=[uai]), {"service": odd, "text": odd}),
        (lead, reverse("absences:declare", args=[uai]), {"first_day": odd, "substitute": odd}),
        (lead, reverse("points:add", args=[uai]), {"text": odd * 200, "origin": odd}),
        (
            head,
            reverse("shares:share_add", args=[uai, number]),
            {"part": odd, "person": odd, "percent": odd, "starts_on": odd, "ends_on": odd},
        ),
        (head, reverse("shares:weights", args=[uai, number]), {"weight_interface": odd}),
        (head, reverse("shares:needs_form", args=[uai, YEAR]), {"sites": odd}),
    ):
        assert client.post(page, sent).status_code in {302, 400, 422}, (page, odd[:20])
    for page in ("work:log", "points:decisions", "handover:handover", "shares:sharing"):
        query = {"periode": odd, "q": odd, "reponse": odd, "service": odd, "page": odd, "annee": odd}
        answers = {414} if len(odd) > LONG else {200, 400}
        assert lead.get(reverse(page, args=[uai]), query).status_code in answers, (page, odd[:20])


def test_an_answer_and_its_word_hold_no_null_byte(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        point = WeekPoint.objects.create(school=school, number=1, sent_at="2027-04-12T08:00+02:00")
        line = PointLine.objects.create(school=school, point=point, text="Wifi", written_at=point.sent_at)
    page = reverse("points:answer", args=[school.uai, line.pk])
    for sent in (
        {"answer": "no", "word": "a\x00b"},
        {"answer": "no\x00", "word": ""},
        {"answer": "no", "word": "é" * 10_000},
    ):
        assert head.post(page, sent).status_code in {400, 422}


def test_a_referent_who_prints_somebody_s_data_reads_no_amount(client_of, school, lines):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        who = teacher.membership.person
        ImpProposal.objects.filter(pk=lines[0].pk).update(person=who)
        subject = Subject(
            PERSON, school.pk, who.pk, "A", "B", date(2027, 4, 12), user_id=teacher.membership.user_id
        )
        sections = resolved(finder_of(PERSON).tell(subject))
    assert "1 IMP" not in str(sections)
    assert "Mes données" in sections["propositions d’indemnité"]
