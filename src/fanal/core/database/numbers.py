"""The numbers that people quote (« demande n° 241 »): one counter per school and per series."""

from django.db import connection, models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned


class Counter(SchoolOwned):
    """The last number given in one series of one school."""

    series = models.CharField("série", max_length=30)
    last = models.PositiveIntegerField("dernier numéro", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "series"], name="counter_once")]

    DATA = DataMap("numéroter demandes et fiches", "none", "vie de l’établissement")
    JOURNAL_NAME = "core.counter"

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


def next_number(school_id: int, series: str, *, count: int = 1) -> int:
    """Take `count` numbers and return the first. The counter row stays locked until the transaction ends."""
    table = Counter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (school_id, series, last) VALUES (%s, %s, %s) '
            f'ON CONFLICT (school_id, series) DO UPDATE SET last = "{table}".last + excluded.last '
            "RETURNING last",
            [school_id, series, count],
        )
        return int(cursor.fetchone()[0]) - count + 1
