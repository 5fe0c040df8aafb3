"""The school year of a day, as a question to the database compares it."""

from datetime import date

from django.db.models import CharField, DateField, Func, Value


def this_year(today: date) -> Func:
    """« 2026 »: a school year's label is not before it from 1 September on."""
    day = Value(today, DateField())
    return Func(
        day, template="to_char(%(expressions)s - interval '8 months', 'YYYY')", output_field=CharField()
    )
