"""A figure that is a link says how many things the page behind it lists (December § 2.7; November § 2.15).

The demonstration is told, then each role reads every page that its links lead to: of pages of one sort, one.
"""

from typing import Any

import pytest
from django.core.paginator import Page

from fanal.accounts.models import Membership, PartnerMembership, School
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.views.thing_list import ThingsOfTab
from fanal.core.clock.testing import today
from fanal.core.story import tell
from fanal.core.tenancy import scope
from tests.matrix.counted_links import Answer, Get, numbers_said, parsed, wrong_figures

OF_SCHOOL = (Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR, Role.TEACHER, Role.STAFF)
OF_PARTNERS = (Role.TECHNICIAN, Role.ADVISER)
# Links whose number counts no list, each with the reason.
NO_COUNT = {
    r"/reserver/\?quoi=": "how many machines a trolley holds is part of its name",
    r"/mission/point/\?proposer=": "a sentence is put into the form; its figure has a link of its own",
    r"/mission/carnet/\d+/$": "a line of the log is named by what was done, with its number",
}
# Lists that are neither a table nor a list: how one of their rows is seen.
ROWS = {"/designations/parapheur/": "//main//section[.//a[starts-with(normalize-space(), 'n°')]]"}
FEWEST = 1700


def page_in(value: Any) -> Page | None:
    """The page that this value is, or that the list has which it is."""
    page = value.page if isinstance(value, ThingsOfTab) else value
    return page if isinstance(page, Page) else None


def reader(client: Any) -> Get:
    """Reads each page once; None for what is no page: a file, a refusal, somewhere else."""
    known: dict[str, Answer | None] = {}

    def get(address: str) -> Answer | None:
        if address not in known:
            answer = client.get(address, follow=True)
            is_page = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
            layers = [layer for context in answer.context or () for layer in context]
            shown = [(name, page_in(value)) for layer in layers for name, value in layer.items()]
            pages = {name: page for name, page in shown if page is not None}
            asked = "?".join(filter(None, (answer.request["PATH_INFO"], answer.request["QUERY_STRING"])))
            for close in answer._resource_closers:  # a file that stays open; `close` would end the connection
                close()
            known[address] = parsed(asked, answer.text, pages) if is_page else None
        return known[address]

    return get


def somebody(school: School, role: Role) -> Any:
    """Whoever signs in with this role, and no other if there is such a person."""
    if role in OF_PARTNERS:
        return PartnerMembership.objects.filter(role=role, user__isnull=False).first()
    with scope(school):
        rows = list(Membership.objects.for_school(school).holding(role).filter(user__isnull=False))
    return next((row for row in rows if [*row.roles] == [role]), rows[0])


@pytest.mark.django_db
def test_every_figure_equals_the_list_it_opens(at_least):
    tell(today())
    school = School.objects.order_by("uai")[0]
    wrong, compared = set[str](), set[tuple[str, str]]()
    for role in (*OF_SCHOOL, *OF_PARTNERS):
        homes = [f"/e/{school.uai}/"] if role in OF_SCHOOL else ["/", f"/e/{school.uai}/"]
        for figure, words in wrong_figures(homes, reader(signed_in(somebody(school, role))), NO_COUNT, ROWS):
            compared.add((role, figure.target))
            wrong |= {f"{role}: {words}"} if words else set()
    assert not wrong, "\n" + "\n".join(sorted(wrong))
    # Cards, filters, chapters and the menu: should a class of links go unread, this says so.
    at_least("figures that are links", len(compared), FEWEST)
    assert any("/transmission/#" in target for _, target in compared)
    assert any(target.endswith("/parapheur/") for _, target in compared)
    home = f"/e/{school.uai}/demandes/?vue="
    assert {target.removeprefix(home) for role, target in compared if role == Role.DIGITAL_LEAD} >= {
        "a-prendre",
        "collectivite",
        "recentes",
        "attente",
    }


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("<b>4</b>à prendre", 4),  # a figure of the home page: its two parts have no space between them
        ("2 autres", 2),
        ("<b>12</b>", 12),
        ("Voir les 9", 9),
        ("Cocher les 6 à effacer", 6),
        ("Prêts (12)", 12),
        ('En retard <b class="count">3</b>', 3),
        ('Voir<span class="sr"> : 1 contrat à renouveler</span>', 1),
        ("Trois demandes à prendre", 3),
        ("1\u202f204 élèves", 1204),
        ("7 ans et plus", None),
        ("140\u202f760 € à renouveler", None),
        ("Demande n° 12 de la salle", None),
        ("Le 12 décembre", None),
        ("Le numérique en 2026-2027", None),
        ("Salle 204", None),
        ("8 h 30", None),
    ],
)
def test_the_number_of_a_link_is_found(link, number):
    assert numbers_said(parsed("/", f"<a>{link}</a>", {}).tree) == ({number} if number else set())


PAGES = {
    "/": '<main><a href="/demandes/"><b>4</b>à prendre</a> <a href="/prets/?vue=retard">2 autres</a>'
    '<a href="/salles/">3 salles</a></main>',
    "/demandes/": "<main><ul><li>a</li><li>b</li><li>c</li><li>d</li></ul></main>",
    "/prets/?vue=retard": "<main><table><tr><th>x</th></tr><tr><td>a</td></tr></table></main>",
    "/salles/": "<main><h1>Les 3 salles</h1></main>",
}


def test_a_figure_that_opens_another_list_is_seen():
    found = wrong_figures(
        ["/"], lambda page: parsed(page, PAGES[page], {}) if page in PAGES else None, {}, {}
    )
    words = {figure.words: wrong for figure, wrong in found}
    assert words["4 à prendre"] == words["3 salles"] == ""
    assert words["2 autres"] == "/: « 2 autres » opens [1] (/prets/?vue=retard)"
