"""Links that say how many, found in the pages themselves, and what the pages behind them list.

A figure is a number that stands alone in a part of the link, stands in brackets, or counts a word: « 4 à
prendre », « Voir les 9 », « Prêts (12) », « trois demandes à prendre ». Of « 26 sur 30 », the page lists the
part or the whole. Days, hours, sums and references are no figures.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.core.paginator import Page
from django.urls import Resolver404, resolve
from lxml import html

LETTERS = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
NUMBER = rf"(?P<number>\d{{1,3}}(?:[\u202f\u00a0]\d{{3}})+|\d+|{'|'.join(LETTERS.split())})"
# What follows a number that counts no rows.
UNIT = (
    r"(?:jours?|ans?|mois|semaines?|heures?|h|min|minutes?|secondes?|euros?|points?|[GMk]o|er|Mbit|janvier|février"
    r"|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b|[€%/+=·:]"
)
BEGINS = r"(?:^|(?<=[\s(:,]))(?<!n° )(?<!n°\u00a0)"
PART = re.compile(r"(?:^|[\s(])(\d+) sur (\d+)")
COUNT = re.compile(rf"{BEGINS}{NUMBER} (?!{UNIT})(?P<word>\w[\w’-]*)", re.I)
ALL = re.compile(rf"\b(?:les|des|ces) {NUMBER}(?: à |$)", re.I)
BRACKETS = re.compile(r"\((?P<number>\d+)\)")
ALONE = re.compile(r"\d[\d\u202f\u00a0]*")
LINKS = "//main//a[@href] | //nav//a[@href]"
# No page to read: files, and what leaves Fanal.
NO_PAGE = re.compile(r"\.[a-z]{2,4}$|/deconnexion/|/api/")


@dataclass(frozen=True)
class Figure:
    """A link that counts: where it leads, what it says."""

    target: str
    numbers: frozenset[int]
    words: str


@dataclass(frozen=True)
class Answer:
    """A page as it was read: its address, what it shows, the lists in its context that are cut in pages."""

    address: str
    tree: Any
    pages: dict[str, Page]


type Get = Callable[[str], Answer | None]


def words_of(node: Any) -> str:
    """Its text, each part apart: `<b>4</b>à prendre` is « 4 à prendre »."""
    return re.sub(r"[ \n\t]+", " ", " ".join(node.itertext())).strip()


def value_of(said: str) -> int:
    letters = said.lower()
    return LETTERS.split().index(letters) + 2 if letters in LETTERS.split() else int(re.sub(r"\D", "", said))


def numbers_said(link: Any, *, opens_one_thing: bool = False) -> frozenset[int]:
    """How many a link says there are; of one that opens a single thing, whose name may hold numbers, less."""
    words = words_of(link)
    if both := PART.search(words):
        return frozenset(map(int, both.groups()))
    parts = [words, *(inner.text_content().strip() for inner in link.iterdescendants("b", "span", "strong"))]
    if alone := next((part for part in parts if ALONE.fullmatch(part)), None):
        return frozenset({value_of(alone)})
    if match := BRACKETS.search(words) or ALL.search(words):
        return frozenset({value_of(match["number"])})
    for match in COUNT.finditer(words):
        is_first, is_one = match.start() == 0, match["number"] == "1"
        counts = is_first or is_one or match["word"].lower().endswith(("s", "x"))
        if (is_first and match["number"].isdigit()) or (counts and not opens_one_thing):
            return frozenset({value_of(match["number"])})
    return frozenset()


def leads_to(address: str, href: str) -> str:
    """As a browser understands it: « ? » alone takes the query away, which `urljoin` keeps."""
    if href.startswith("?"):
        return urlsplit(address).path + ("" if href == "?" else href)
    return urljoin(address, href)


def opens_one_thing(target: str) -> bool:
    try:
        return any(isinstance(value, int) for value in resolve(urlsplit(target).path).kwargs.values())
    except Resolver404:
        return False


def figures(answer: Answer) -> Iterator[Figure]:
    for link in answer.tree.xpath(LINKS):
        target = leads_to(answer.address, link.get("href"))
        if numbers := numbers_said(link, opens_one_thing=opens_one_thing(target)):
            yield Figure(target, numbers, words_of(link))


def lists_in(part: Any) -> set[int]:
    """How many rows each table, each list and each group of boxes has; of boxes, how many are ticked too."""
    tables = {len(table.xpath(".//tr[td]")) for table in part.xpath("descendant-or-self::table")}
    lists = {
        len(each.xpath("./li[not(contains(@class, 'more') or contains(@class, 'over'))]"))
        for each in part.xpath("descendant-or-self::ul | descendant-or-self::ol")
    }
    boxes = part.xpath(".//input[@type='checkbox' or @type='radio'][@name]")
    named = Counter(box.get("name") for box in boxes)
    ticked = Counter(box.get("name") for box in boxes if box.get("checked") is not None)
    return tables | lists | {*named.values()} | {*ticked.values()}


def totals(answer: Answer, fragment: str = "", rows: str = "") -> set[int]:
    """How many things a page says that it lists, or lists where it is not cut; `rows`: how one is seen."""
    title = {value_of(said) for head in answer.tree.xpath("//h1") for said in ALONE.findall(words_of(head))}
    if fragment:
        (part,) = answer.tree.xpath(
            "//*[@id=$part]", part=fragment
        )  # a link to a place that is gone is a fault
        return lists_in(part)
    if answer.pages:
        page = answer.pages.get("page") or next(iter(answer.pages.values()))
        return {page.paginator.count} | title
    if rows:
        return {len(answer.tree.xpath(rows))}
    return lists_in(answer.tree.xpath("//main")[0]) | title


def sort_of(page: str) -> tuple[str, ...]:
    """Pages of one sort: the same view with the same words after « ? », for two things of the same table."""
    parts = urlsplit(page)
    match = resolve(parts.path)
    words = (word.partition("=") for word in parts.query.split("&"))
    asked = sorted(f"{name}={value}" if name in {"vue", "etat"} else name for name, _, value in words)
    if parts.query or opens_one_thing(page):
        return match.view_name, *asked
    return (page,)


def read(homes: list[str], get: Get) -> Iterator[tuple[str, Figure]]:
    """Each figure of every page that the links lead to, with the page; of each sort of pages, one."""
    waiting, known = list(homes), {*homes}
    for address in waiting:
        if (answer := get(address)) is None:
            continue
        yield from ((address, figure) for figure in figures(answer))
        for link in answer.tree.xpath(LINKS):
            page = urldefrag(leads_to(answer.address, link.get("href"))).url
            if urlsplit(page).netloc or urlsplit(page).scheme or NO_PAGE.search(urlsplit(page).path):
                continue
            try:
                sort = sort_of(page)
            except Resolver404:
                continue
            if not known.intersection({page, sort}) and "page=" not in page:
                known |= {page, sort}
                waiting.append(page)


def wrong_figures(
    homes: list[str], get: Get, no_count: dict[str, str], rows: dict[str, str]
) -> Iterator[Any]:
    """Each figure that was compared, with what is wrong with it or nothing."""
    compared = set()
    for address, figure in read(homes, get):
        page, fragment = urldefrag(figure.target)
        if figure in compared or any(re.search(pattern, figure.target) for pattern in no_count):
            continue
        compared.add(figure)
        if not urlsplit(page).netloc and (answer := get(page)) is not None:
            seen = next((row for end, row in rows.items() if page.endswith(end)), "")
            listed = totals(answer, fragment, seen)
            is_right = bool(figure.numbers & listed)
            words = f"{address}: « {figure.words} » opens {sorted(listed)} ({figure.target})"
            yield figure, "" if is_right else words


def parsed(address: str, text: str, pages: dict[str, Page]) -> Answer:
    return Answer(address, html.fromstring(text), pages)
