"""What whoever borrowed reads once the day is past: at home each day, and one mail."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions.reminders import send_reminders
from fanal.loans.actions.returning import ItemEnding, give_back
from fanal.loans.models import Loan
from fanal.loans.tests.conftest import TODAY, lend, moment

pytestmark = pytest.mark.clock(TODAY)


def test_an_overdue_loan_stays_on_the_home_page_of_whoever_has_it(client_of, school, boss, tablets):
    """The day after it was due, the home page said nothing more, and never which device."""
    teacher, home = client_of(school, Role.TEACHER), reverse("web:home", args=[school.uai])
    me = teacher.membership.person
    with scope(school):
        loan = lend(school, me, ["T-01"], boss, due_on=TODAY + timedelta(days=10))
        lend(school, me, ["T-02"], boss, due_on=TODAY + timedelta(days=20))
        lend(school, me, ["T-03"], boss, due_on=None)
    said = words_of(teacher.get(home).text)
    assert "Du matériel à rendre : T-01" in said
    assert "à rendre depuis" not in said
    with scope(school):
        Loan.objects.filter(due_on__isnull=False).update(due_on=date(2026, 11, 6))
    late = "T-01, T-02 à rendre depuis le 6 novembre"
    assert late in words_of(teacher.get(home).text)
    assert late not in words_of(client_of(school, Role.STAFF).get(home).text)
    with scope(school):
        give_back(loan, [loan.items.get().pk], ItemEnding(), **moment(boss))
    assert "T-02 à rendre depuis le 6 novembre" in words_of(teacher.get(home).text)


def test_a_late_borrower_is_written_to_once(school, boss, colleague, tablets):
    """The reminders ended on the day itself: whoever could act was never written to."""
    due_on = date(2026, 12, 4)
    with scope(school):
        lend(school, colleague, ["T-01"], boss, due_on=due_on)
        mails = Mail.objects.for_school(school).filter(key="pret-1-20261204-retard")
        for day in (4, 5, 6, 7, 11):
            at = datetime(2026, 12, day, 10, tzinfo=school.zone_info)
            send_reminders(school, now=at, by=system(System.SCHEDULE))
            assert mails.count() == (day > 4)
        mail = mails.get()
        assert mail.to == "ada@ecole.invalid"
        assert words_of(mail.subject) == "En retard : T-01"
        assert "L’échéance était le 4 décembre 2026" in words_of(mail.text)
