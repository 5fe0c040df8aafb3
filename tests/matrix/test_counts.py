"""A figure that is a link says how many things the page behind it lists (verified.md § 2.15).

The demonstration is told, then every page of the menu and of the first level behind it is read by four roles.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.paginator import Page
from lxml import html

from fanal.accounts.models import Membership, School
from fanal.accounts.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.clock.testing import today
from fanal.core.story import tell
from fanal.core.tenancy import scope

# « 7 ans et plus » is an age; « 1 autre » is what the card leaves out.
FIGURE = re.compile(r"^\s*(\d[\d\u202f]*)\s+(?!ans\b|autres?\b)\w")
MOST_PAGES = 60


def figures(page: str, address: str) -> Iterator[tuple[str, int, str]]:
    """(where it leads, the figure, its words) of each link whose text begins with a number."""
    for link in html.fromstring(page).xpath("//main//a[@href]"):
        text = " ".join(link.text_content().split())
        if said := FIGURE.match(text):
            yield urljoin(address, link.get("href")), int(said[1].replace("\u202f", "")), text


def listed(answer) -> int | None:
    """How many things a list has in all its pages; None for a page that is no list."""
    layers = [layer for context in answer.context or () for layer in context]
    pages = {id(value): value for layer in layers for value in layer.values() if isinstance(value, Page)}
    return next(iter(pages.values())).paginator.count if len(pages) == 1 else None


@pytest.mark.django_db
def test_every_figure_equals_the_list_it_opens():
    tell(today())
    school = School.objects.order_by("uai")[0]
    wrong: set[str] = set()
    compared: set[tuple[str, str]] = set()
    for role in (Role.HEAD, Role.DIGITAL_LEAD, Role.BURSAR, Role.TEACHER):
        with scope(school):
            member = Membership.objects.for_school(school).holding(role).filter(user__isnull=False).first()
        client = signed_in(member)
        home = f"/e/{school.uai}/"
        waiting, seen = [home], set()
        while waiting and len(seen) < MOST_PAGES:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
                continue
            tree = html.fromstring(answer.text)
            if address == home:
                waiting += [link.get("href") for link in tree.xpath("//nav//a[starts-with(@href, '/e/')]")]
            for target, said, words in figures(answer.text, address):
                if not urlsplit(target).path.startswith(home):
                    continue
                count = listed(client.get(target))
                if count is not None:
                    compared.add((target, words))
                    if count != said:
                        wrong.add(f"{role}: {address}: « {words} » opens {count} ({target})")
    assert not wrong, "\n" + "\n".join(sorted(wrong))
    assert compared
