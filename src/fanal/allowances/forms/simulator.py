"""The form of the simulator: a total and a number of people for each way to share."""

from django import forms

from fanal.allowances.rules.rates import DatedRates, units

COLUMNS = ("a", "b", "c")
FIRST = {"a_total": 12, "a_people": 1, "b_total": 12, "b_people": 2, "c_total": 8, "c_people": 2}
MOST_PEOPLE, MOST_QUARTERS = 5, 24


class ScenarioForm(forms.Form):
    """A total and a number of people in each of the three columns; wrong or absent, what is usual."""

    def __init__(self, sent: dict[str, str], *, rates: DatedRates) -> None:
        super().__init__({**FIRST, **{name: value for name, value in sent.items() if name in FIRST}})
        totals = [
            (quarters, f"{units(quarters)}, {rates.amount(quarters)}")
            for quarters in range(1, MOST_QUARTERS + 1)
        ]
        for column in COLUMNS:
            self.fields[f"{column}_total"] = forms.TypedChoiceField(
                label="En tout", choices=totals, coerce=int
            )
            self.fields[f"{column}_people"] = forms.TypedChoiceField(
                label="Pour combien de personnes",
                coerce=int,
                choices=[(count, str(count)) for count in range(1, MOST_PEOPLE + 1)],
            )

    def pair(self, column: str) -> tuple[int, int]:
        values = self.cleaned_data
        names = (f"{column}_total", f"{column}_people")
        total, people = (values.get(name, FIRST[name]) for name in names)
        return int(total), int(people)
