"""Which columns of a row never change, and from when on; the trigger that holds it."""

import re
from dataclasses import dataclass

from django.db import migrations

TRIGGER = "frozen_guard"
GONE = "frozen_gone"  # what went through a door never comes again
TERMS = re.compile(r" (OR|AND) ")


@dataclass(frozen=True)
class Frozen:
    """These columns never change while `when`, a condition of SQL on the row as it was, holds.

    A column that is named with a question mark is written once, from empty to what it says from then on.
    The row goes only, and a column is only emptied, through a door that is opened for it (`open_doors`);
    « who=Personne partie » says what stands in a column that was emptied, where it is not nothing.

    `under`: the link, table, link … and day of a row above, in the place of `when`: once it bears that day,
    no row is added under it either. `way`: a function of SQL that is told the row as it was, and answers
    whether what it said is kept elsewhere: it may then be emptied, to be said anew.
    """

    columns: tuple[str, ...]
    when: str = ""
    under: tuple[str, ...] = ()
    way: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The columns alone, as the table calls them."""
        return frozenset(column.partition("=")[0].rstrip("?") for column in self.columns)

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the trigger is told, in the order of `frozen_guard()`."""
        above = (f"^{' '.join(self.under)}",) if self.under else ()
        return (*self.columns, *above, *((f"!{self.way}",) if self.way else ()))

    @property
    def events(self) -> str:
        return "INSERT OR UPDATE OR DELETE" if self.under else "UPDATE OR DELETE"

    def condition(self) -> str:
        """On the row as it was: nothing for a row that is frozen as it is made."""
        if not self.when:
            return ""
        terms = TERMS.split(self.when)
        return f"WHEN ({' '.join(term if term in {'OR', 'AND'} else f'OLD.{term}' for term in terms)}) "


def guard(frozen: Frozen, table: str, *, was: Frozen | None = None) -> migrations.RunSQL:
    """The operation of a migration that puts the guard on this table, in the place of `was`."""
    drop = f'DROP TRIGGER {TRIGGER} ON public."{table}"'
    if was is None:
        return migrations.RunSQL(_trigger(frozen, table), drop)
    return migrations.RunSQL([drop, _trigger(frozen, table)], [drop, _trigger(was, table)])


def never_again(table: str) -> migrations.RunSQL:
    """The operation, beside `guard`, that keeps what went or was emptied through a door from coming again."""
    return migrations.RunSQL(
        f'CREATE TRIGGER {GONE} BEFORE INSERT OR UPDATE ON public."{table}" FOR EACH ROW '
        f"EXECUTE FUNCTION public.{GONE}()",
        f'DROP TRIGGER {GONE} ON public."{table}"',
    )


def _trigger(frozen: Frozen, table: str) -> str:
    arguments = ", ".join(f"'{argument}'" for argument in frozen.arguments)
    return (
        f'CREATE TRIGGER {TRIGGER} BEFORE {frozen.events} ON public."{table}" FOR EACH ROW '
        f"{frozen.condition()}EXECUTE FUNCTION public.frozen_guard({arguments})"
    )
