"""Every page that one link leads to another, from the home of a person: one a shape of address."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

MOST_PAGES = 400


@dataclass(frozen=True)
class FoundPage:
    """A page of HTML, as it was answered."""

    path: str
    linked_from: str
    is_there: bool
    body: bytes

    @property
    def shape(self) -> str:
        return shape_of(self.path)


def shape_of(path: str) -> str:
    """The same for two pages that differ by their numbers, or by the code of the figure that they trace."""
    return re.sub(r"(?<=/chiffres/)[\w.]+(?=/)", "0", re.sub(r"\d+", "0", path))


def crawl(page: Any, home: str) -> Iterator[FoundPage]:
    """Breadth first, by what the links of each page say; asked by the session of this page of the browser."""
    inside = urlsplit(home).path
    waiting, seen = deque([(inside, "")]), {shape_of(inside)}
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        path, linked_from = waiting.popleft()
        answer = page.request.get(urljoin(home, path))
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        body = answer.body()
        yield FoundPage(path, linked_from, answer.ok, body)
        for link in _links(body.decode()):
            to = urlsplit(urljoin(path, link)).path
            if to.startswith(inside) and shape_of(to) not in seen:
                seen.add(shape_of(to))
                waiting.append((to, path))
    raise AssertionError(f"more than {MOST_PAGES} pages: raise the limit of this crawl")


def _links(body: str) -> list[str]:
    return [part.split('"', 1)[0].replace("&amp;", "&") for part in body.split(' href="')[1:]]
