"""Verified § 8: a substitute in January says whom they replace, and what they take over is proposed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models import Membership, Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.people.reading.takeover import taken_over

NEW = {"given_name": "Lise", "family_name": "Aubert", "email": "lise.aubert@ecole.invalid", "key": "k" * 24}


def url(name, school, *args):
    return reverse(f"people:{name}", args=[school.uai, *args])


@pytest.fixture
def away(school):
    """Teacher of English and référent, until the summer."""
    with scope(school):
        person = PersonFactory(school=school, civility="Mme", family_name="Morvan", job="Anglais")
        Membership.objects.create(
            school=school,
            person=person,
            roles=["teacher", "digital_lead"],
            valid_from=today() - timedelta(days=90),
            valid_until=today() + timedelta(days=60),
        )
    return person


def test_what_one_may_not_give_is_not_proposed(school, away):
    with scope(school):
        proposed = taken_over(away, may_give={"teacher"}, today=today())
    assert (proposed["roles"], proposed["job"]) == (["teacher"], "Anglais")
    assert (proposed["valid_from"], proposed["valid_until"]) == (today(), today() + timedelta(days=60))


def test_verified_8_choosing_whom_they_replace_fills_what_they_take_over(client_of, school, away):
    head = client_of(school, Role.HEAD)
    assert "Quelqu’un remplace Mme Morvan" in words_of(head.get(url("person_page", school, away.pk)).text)
    shown = html.fromstring(head.get(url("person_add", school), {"replaces": away.pk}).text)
    part = shown.get_element_by_id("taken-over")
    assert part.xpath(".//input[@name='job']/@value") == ["Anglais"]
    assert set(part.xpath(".//input[@name='roles'][@checked]/@value")) == {"teacher", "digital_lead"}
    assert shown.xpath("//select[@name='replaces']//option[@selected]/@value") == [str(away.pk)]
    ends = part.xpath(".//input[@name='valid_until']/@value")[0]
    sent = {"roles": ["teacher"], "job": "Anglais", "valid_from": today().isoformat(), "valid_until": ends}
    for _ in range(2):
        answer = head.post(url("person_add", school), NEW | sent | {"replaces": away.pk})
        assert answer.status_code == 302
    with scope(school):
        held = Membership.objects.for_school(school).get(person__family_name="Aubert")
        assert (held.replaces, held.roles) == (away, ["teacher"])
    assert "Remplace" in words_of(head.get(answer.url).text)
    assert "Remplacé par Lise Aubert" in words_of(head.get(url("person_page", school, away.pk)).text)
    assert "remplace Mme Morvan" in words_of(head.get(url("person_list", school)).text)


@pytest.mark.parametrize("given", ["x", "0", "99999999", "-1", "1' OR 1=1", "²"])
def test_nobody_in_particular_proposes_nothing(client_of, school, given):
    answer = client_of(school, Role.HEAD).get(url("person_add", school), {"replaces": given})
    assert answer.status_code == 200
    assert not html.fromstring(answer.text).xpath("//input[@name='roles'][@checked]")


def test_whom_they_replace_is_corrected_with_their_functions(client_of, school, away):
    head = client_of(school, Role.HEAD)
    sent = {"roles": ["teacher"], "valid_from": today().isoformat()}
    page = head.post(url("person_add", school), NEW | sent | {"replaces": away.pk}).url
    with scope(school):
        held = Membership.objects.for_school(school).get(person__family_name="Aubert")
    functions = url("person_functions", school, held.person_id)
    shown = html.fromstring(head.get(functions).text)
    choices = shown.xpath("//select[@name='replaces']//option/@value")
    assert str(held.person_id) not in choices, "nobody replaces themselves"
    assert shown.xpath("//select[@name='replaces']//option[@selected]/@value") == [str(away.pk)]
    assert head.post(functions, sent | {"replaces": held.person_id}).status_code == 422
    assert head.post(functions, sent | {"replaces": "", "key": "c" * 24}).status_code == 302
    assert "Remplace" not in words_of(head.get(page).text).replace("Quelqu’un remplace", "")


def test_whom_they_replace_is_kept_once_that_one_has_left(client_of, school, away):
    """The one replaced retires, the substitute is extended: that is the usual end."""
    head = client_of(school, Role.HEAD)
    with scope(school):
        held = member_of(school, Role.TEACHER)
        Membership.objects.for_school(school).filter(pk=held.pk).update(replaces=away)
        Person.objects.for_school(school).filter(pk=away.pk).update(left_on=today())
    functions = url("person_functions", school, held.person_id)
    chosen = html.fromstring(head.get(functions).text).xpath(
        "//*[@name='replaces']//option[@selected]/@value"
    )
    assert chosen == [str(away.pk)]
    sent = {"roles": ["teacher"], "valid_from": str(held.valid_from), "replaces": chosen[0], "key": "k" * 24}
    assert head.post(functions, sent).status_code == 302
    with scope(school):
        assert Membership.objects.for_school(school).get(pk=held.pk).replaces_id == away.pk


def test_whoever_left_or_is_of_another_school_is_replaced_by_nobody(client_of, school, elsewhere, away):
    head = client_of(school, Role.HEAD)
    with scope(elsewhere):
        neighbour = PersonFactory(school=elsewhere, job="Mathématiques")
    with scope(school):
        Person.objects.for_school(school).filter(pk=away.pk).update(left_on=today())
    for person in (neighbour, away):
        assert person.job not in head.get(url("person_add", school), {"replaces": person.pk}).text
        sent = NEW | {"roles": ["teacher"], "valid_from": today().isoformat(), "replaces": person.pk}
        refused = head.post(url("person_add", school), sent)
        assert (refused.status_code, "Aubert" in refused.text) == (422, True)
    with scope(school):
        assert not Person.objects.for_school(school).filter(family_name="Aubert").exists()
