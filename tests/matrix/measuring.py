"""What a page costs: the questions that it asks and the bytes that it sends."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanal.core.testing import ForgetfulClient

# They ask nothing: the transaction that the page opens, by itself.
ENDS = ("BEGIN", "COMMIT")


def cost(browser: ForgetfulClient, address: str) -> tuple[list[str], int] | None:
    """The questions asked and the bytes of HTML sent; None when it is no page of theirs."""
    connection.queries_log.clear()  # Django keeps nine thousand of them for one test
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    size = len(answer.content) if is_html else 0
    answer.close()
    statements = [query["sql"] for query in captured if query["sql"] not in ENDS]
    return (statements, size) if answer.status_code == 200 else None
