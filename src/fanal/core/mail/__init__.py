"""Mail, both ways: what leaves is a row written with what it announces; what arrives is kept, then read.

`outbox.queue(school, letter, now=…)` inside an action; `inbox.fetch_mail(url)` each minute. Whoever may
receive answers offers the name of its job under `MAIL_JOB`, and a way to guess a sender's school under
`SENDER`.
"""

from collections.abc import Callable

from fanal.core.registry import Kind

MAIL_JOB: Kind[str] = Kind("mail job")  # name of a school's job: (school_id, mail_id)
# (address) -> id of the one school where this person works, or None
SENDER: Kind[Callable[[str], int | None]] = Kind("mail sender")
