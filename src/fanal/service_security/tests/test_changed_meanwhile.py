"""What changes while an act waits, or while a page is open, is seen before anything is signed or attested."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.designations.actions import acts, designations, signing
from fanal.designations.testing import NEXT, SCAN, TODAY, prepared, signed
from fanal.designations.tests.act_pages import photo, seals, url
from fanal.online_services.models import OnlineService
from fanal.people.actions.people import note_departure
from fanal.service_security.actions import reviewed_at_once, reviews
from fanal.service_security.models import ReviewedRight, ReviewedService

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def by(head):
    return actor_of(head.membership.person, Role.HEAD)


@pytest.fixture
def teacher(school):
    with scope(school):
        return member_of(school, Role.TEACHER)


def test_an_act_rewritten_under_an_open_page_is_not_signed(school, head, teacher, by):
    with scope(school):
        act = prepared(school, teacher.person, by, rights=["do:year"])
    read = seals(head.get(url("sign", school)))
    with scope(school):
        lead = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        act = designations.take_back(act, by=lead)
        designations.write_designation(school, act, {"rights": Delegated.values}, today=TODAY, by=lead)
        designations.send_to_sign(act, today=TODAY, by=lead)
    fields = {"acte": "1", "signed_on": str(TODAY), "signer": "A. Roy", "quality": "Principale", "lu": read}
    answer = head.post(url("sign", school), fields | {"scans": photo("a.png")})
    assert (answer.status_code, "a changé depuis" in answer.text, "A. Roy" in answer.text) == (
        422,
        True,
        True,
    )
    assert 'value="1" checked' not in answer.text
    with scope(school):
        act.refresh_from_db()
        assert act.step == "awaiting"


@pytest.mark.parametrize("how", ["left", "over", "head", "no longer deputy"])
def test_whom_an_act_names_is_looked_at_again_when_it_is_signed(school, teacher, by, how):
    day, nature = TODAY, "designation"
    with scope(school):
        if how == "no longer deputy":
            type(teacher).objects.filter(pk=teacher.pk).update(roles=["deputy"])
            nature = "signature"
        act = prepared(school, teacher.person, by, nature=nature)
        if how == "left":
            note_departure(teacher.person, TODAY, today=TODAY, by=by)
        elif how == "over":
            day = NEXT + timedelta(days=1)
        else:
            roles = ["head"] if how == "head" else ["teacher"]
            type(teacher).objects.filter(pk=teacher.pk).update(roles=roles)
        signature = signing.Signed(day, [SCAN], "Anne Le Bras", "Principale")
        with pytest.raises(RuleBroken, match="Acte n° 1"):
            signing.sign_designations(school, [1], signature, today=day, by=by)
        act.refresh_from_db()
        assert act.step == "awaiting"


def test_days_that_cannot_be_are_refused(school, teacher, by):
    with scope(school):
        act = prepared(school, teacher.person, by)
        with pytest.raises(RuleBroken, match="deux ans"):
            signed(school, act, by, on=date(1, 1, 1))
        act = signed(school, act, by)
        for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
            published = {"published_on": on, "published_where": "Salle des personnels"}
            with pytest.raises(RuleBroken):
                acts.publish(act, published, today=TODAY, by=by)


@pytest.fixture
def reviewed(school, by):
    with scope(school):
        OnlineService.objects.create(school=school, name="ENT")
        review = reviews.open_review(school, "Rentrée", TODAY, today=TODAY, by=by)
        row = ReviewedService.objects.for_school(school).get(review=review)
        return reviewed_at_once.note_no_admin(row, "", today=TODAY, by=by), review


def test_a_right_added_to_a_reviewed_service_is_decided_before_the_head_attests(school, reviewed, by):
    row, review = reviewed
    with scope(school):
        reviews.add_right(row, "root", None, today=TODAY, by=by)
        with pytest.raises(RuleBroken, match="ENT"):
            reviews.close_review(review, today=TODAY, by=by)


@pytest.mark.parametrize("who", ["", "compte " * 30])
def test_somebody_else_who_cannot_be_added_is_told_why_and_stays_typed(school, reviewed, head, who):
    adding = reverse("reviews:right_add", args=[school.uai, reviewed[1].number, reviewed[0].pk])
    answer = head.post(adding, {"who": who})
    assert (answer.status_code, who in answer.text) == (422, True)
    with scope(school):
        assert not ReviewedRight.objects.for_school(school).exists()
