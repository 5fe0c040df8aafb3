"""What every answer of the API shares: the shape of a problem, and lists cut in pages."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from fanal.core.http.answers import in_one_order

PER_PAGE = 50


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("nul", "NUL is not a character of any text kept here")
    return text


# A text of a JSON body; the middleware reads addresses and forms.
Typed = Annotated[str, AfterValidator(_without_nul)]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="La page demandée, à partir de 1.")]
Words = Annotated[str, Query(max_length=100, description="Des mots à trouver, accents et majuscules à part.")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Sent(Schema):
    """The body of a request. A field that it does not know is refused: it would change nothing."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """Why nothing was answered, in sentences that can be shown."""

    status: int
    problem: str
    why: list[str]
    what_to_do: str


def answers(model: Any, *more: int, status: int = 200) -> dict[int, Any]:
    """The answers of an operation: its own, and the problems that any of them may meet."""
    return {status: model} | dict.fromkeys((400, 401, 403, 404, 422, 429, *more), Problem)


class Paged(Schema):
    """Where a page stands in its list."""

    page: int
    pages: int
    total: int


def page_of(
    rows: QuerySet,
    number: int,
    say: Callable[[Any], dict[str, Any]],
    gather: Callable[[Sequence[Any]], object] | None = None,
) -> dict[str, Any]:
    """That page of the rows, each said as `say` does; after the last page, one without items. Two queries.

    `gather` is given the rows of the page once, to ask for all what `say` needs of each.
    """
    paginator = Paginator(in_one_order(rows), PER_PAGE)
    items = list(paginator.page(number)) if number <= paginator.num_pages else []
    if gather:
        gather(items)
    return {
        "page": number,
        "pages": paginator.num_pages,
        "total": paginator.count,
        "items": [say(row) for row in items],
    }
