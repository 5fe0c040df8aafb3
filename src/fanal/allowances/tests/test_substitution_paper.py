"""Who takes over, on paper: the certificate that the head signs, and their row in the list to key."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.models import ServiceRelief, Substitution
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import KEYED, keying_of, table_of
from fanal.allowances.reading.substitution_paper import certificate_of
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.sheets.cells import as_text
from fanal.core.tenancy import scope

TODAY = date(2028, 2, 1)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel("2028-02-01 09:00+01:00", tick=False):
        yield


@pytest.fixture
def line(school):
    with scope(school):
        return ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=MissionFactory(school=school),
            agreed_on=TODAY,
            state="decided",
            presented_on=TODAY,
        )


@pytest.fixture
def taken(school, line):
    with scope(school):
        return Substitution.objects.create(
            school=school,
            proposal=line,
            person=PersonFactory(school=school),
            since=TODAY,
            until=date(2028, 3, 31),
            certified_on=TODAY,
        )


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def test_the_certificate_says_who_when_and_that_it_is_to_be_signed(school, line, taken):
    with scope(school):
        head = PersonFactory(school=school, job="Principale")
        paper = certificate_of(taken, school, head, TODAY)
    facts = dict(paper["facts"])
    assert facts["Personne remplacée"] == str(line.person)
    assert facts["Qui reprend la mission"] == str(taken.person)
    assert facts["Dates"] == "du 1er février 2028 au 31 mars 2028"
    assert (paper["signer"], paper["quality"]) == (f"{head.given_name} {head.family_name}", "Principale")
    assert "ne vaut que signée" in paper["said"]
    assert "sources" not in paper
    assert "€" not in repr(paper)
    assert "IMP" not in repr(paper)


def test_the_management_alone_prints_it_from_the_line(client_of, school, line, taken):
    head = client_of(school, Role.HEAD)
    address = url("substitution_file", school, taken.pk)
    assert address in head.get(url("proposal_page", school, line.number)).text
    made = head.get(address)
    assert made.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made.content
    assert b"pdfuaid" in made.content
    assert f"remplacement-{line.number}-2028-02-01" in made.headers["Content-Disposition"]
    assert client_of(school, Role.TEACHER).get(address).status_code == 403


def test_a_click_is_said_to_be_no_signature(client_of, school, line):
    page = client_of(school, Role.HEAD).get(url("proposal_substitute", school, line.number)).text
    assert "J’atteste" not in page
    assert "signez à la main" in page


def test_r22_whoever_takes_over_is_in_the_list_to_key_without_units(school, line, taken):
    with scope(school):
        rows = keying_of(allowance_year(school, YEAR, today=TODAY), school)
    first, second = (dict(zip(KEYED, map(as_text, row), strict=True)) for row in rows)
    assert (first["Nom"], first["Unités (IMP)"], first["Remplacement"]) == (line.person.family_name, "1", "")
    assert (second["Nom"], second["Unités (IMP)"]) == (taken.person.family_name, "")
    assert (first["État"], second["État"]) == ("Décidée par le recteur", "Remplacement enregistré")
    assert second["Premier mois"] == "à voir avec le rectorat"
    assert second["Remplacement"] == f"remplace {line.person} du 1er février 2028 au 31 mars 2028"


def test_the_table_names_a_relief_and_tells_a_draft_from_what_is_presented(school, line):
    with scope(school):
        draft = ProposalFactory(school=school, envelope=line.envelope, mission=line.mission, agreed_on=TODAY)
        other = MissionFactory(school=school, kind="eps", title="EPS")
        relief = ServiceRelief.objects.create(
            school=school, mission=other, person=PersonFactory(school=school), halves=2, reason="Lourde."
        )
        page = allowance_year(school, YEAR, today=TODAY)
        named = table_of(page, school, with_names=True, today=TODAY)
        plain = table_of(page, school, with_names=False, today=TODAY)
    digital, eps = named["rows"]
    assert f"{draft.person} (en préparation)" in digital["names"]
    assert f"{line.person} (en préparation)" not in digital["names"]
    assert (
        digital["amount"].replace("\xa0", " ").replace("\u202f", " ")
        == "1 IMP, 1 250,00 € ; en préparation : 1 IMP, 1 250,00 €"
    )
    assert named["total"].startswith("1 IMP")
    assert "aucun avis" in named["drafts"]
    assert eps["names"] == f"{relief.person} (allègement)"
    assert eps["people"] == "1 personne"
    assert not [row for row in (line, draft, relief) if row.person.family_name in repr(plain)]
