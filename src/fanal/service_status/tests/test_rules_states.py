"""States, verdicts, durations: without Django."""

import itertools
import random
import time
from datetime import UTC, datetime, timedelta

import pytest

from fanal.service_status.rules import probing
from fanal.service_status.rules.availability import by_day, held, lasting, spans
from fanal.service_status.rules.states import (
    CHECKED,
    DECLARED,
    CheckResult,
    PeriodFacts,
    ServiceState,
    answer,
    certificate,
    chosen,
    is_stale,
    judged,
    refused_declaration,
)

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def later(**time: float) -> datetime:
    return NOW + timedelta(**time)


def test_what_somebody_declares_comes_before_a_check_until_its_end():
    checked = PeriodFacts(ServiceState.OK, CHECKED, ago(days=3))
    declared = PeriodFacts(ServiceState.DOWN, DECLARED, ago(hours=1), expected=later(hours=1))
    assert chosen([checked, declared], NOW) is declared
    assert chosen([checked, declared], later(hours=2)) is checked
    ended = PeriodFacts(ServiceState.DOWN, DECLARED, ago(hours=1), ends=ago(minutes=1))
    assert chosen([checked, ended], NOW) is checked
    assert chosen([], NOW) is None


def test_the_latest_declaration_wins_and_a_plan_waits_for_its_hour():
    down = PeriodFacts(ServiceState.DOWN, DECLARED, ago(hours=2))
    better = PeriodFacts(ServiceState.DISTURBED, DECLARED, ago(minutes=10))
    planned = PeriodFacts(ServiceState.PLANNED, DECLARED, later(hours=5), expected=later(hours=6))
    assert chosen([down, better, planned], NOW) is better
    assert chosen([down, planned], later(hours=5, minutes=1)) is planned


def test_one_failure_says_nothing_two_say_down_and_one_success_says_it_works():
    bad = [CheckResult(True), CheckResult(False, "Le serveur se tait.")]
    first = judged(bad, 0)
    assert (first.failures, first.state, first.says) == (1, None, "Le serveur se tait.")
    assert judged(bad, first.failures).state is ServiceState.DOWN
    assert judged([CheckResult(True)], 7) == judged([CheckResult(True)], 0)
    assert judged([CheckResult(True)], 7).state is ServiceState.OK


def test_a_certificate_warns_three_weeks_before_and_is_down_at_once_when_over():
    assert certificate(later(days=22), NOW) == CheckResult(True)
    assert certificate(later(days=20, hours=1), NOW).warns == "Le certificat du site expire dans 20 jours."
    assert certificate(later(hours=3), NOW).warns == "Le certificat du site expire dans 0 jour."
    assert judged([certificate(NOW, NOW)], 0).state is ServiceState.DOWN


@pytest.mark.parametrize("status", [200, 204, 302, 401, 403, 405, 429])
def test_a_page_that_asks_to_sign_in_answers(status):
    assert answer(status).is_good


@pytest.mark.parametrize("status", [404, 410, 500, 502, 503, 599])
def test_a_page_that_fails_does_not(status):
    assert not answer(status).is_good


def test_a_check_that_missed_three_turns_is_silent():
    assert is_stale(None, 15, NOW)
    assert not is_stale(ago(minutes=44), 15, NOW)
    assert is_stale(ago(minutes=46), 15, NOW)


@pytest.mark.parametrize(
    ("state", "starts", "ends"),
    [
        ("planned", NOW, None),
        ("down", NOW, NOW),
        ("down", ago(hours=3), ago(hours=1)),
        ("down", ago(days=31), None),
        ("down", later(days=1), later(days=2)),
        ("planned", later(days=2), later(days=1)),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(state, starts, ends):
    assert len(refused_declaration(state, starts, ends, NOW)) == 1


def test_a_declaration_that_makes_sense_is_kept():
    assert refused_declaration("planned", later(days=2), later(days=2, hours=3), NOW) == []
    assert refused_declaration("down", NOW, None, NOW) == []


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ({"minutes": 20}, "moins d’une heure"),
        ({"hours": 1}, "environ 1 heure"),
        ({"hours": 3, "minutes": 20}, "environ 3 heures"),
        ({"hours": 50}, "environ 2 jours"),
    ],
)
def test_durations_are_rounded(time, words):
    assert lasting(timedelta(**time)) == words


def test_availability_never_says_more_than_what_was_seen():
    assert held([], 30, NOW) == "Rien n’a été relevé en 30 jours."
    steady = [PeriodFacts(ServiceState.OK, CHECKED, ago(days=60))]
    assert held(steady, 30, NOW) == "Aucune panne en 30 jours."
    assert (
        held([PeriodFacts(ServiceState.OK, CHECKED, ago(days=5))], 30, NOW)
        == "Aucune panne depuis le 21 novembre 2026."
    )
    down = [
        PeriodFacts(ServiceState.DOWN, DECLARED, ago(days=2), ends=ago(days=2) + timedelta(hours=2)),
        PeriodFacts(ServiceState.DOWN, DECLARED, ago(days=9), expected=ago(days=9) + timedelta(hours=1)),
    ]
    assert held([*steady, *down], 30, NOW) == "En panne 2 fois en 30 jours, environ 3 heures en tout."


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (
            [ServiceState.DOWN],
            "En panne 1 fois en 30 jours, environ 4 heures en tout. Rien d’autre n’a été relevé.",
        ),
        (
            [ServiceState.DOWN, ServiceState.DISTURBED],
            "En panne 1 fois en 30 jours, environ 4 heures en tout ; perturbé 1 fois en 30 jours, environ "
            "4 heures en tout. Rien d’autre n’a été relevé.",
        ),
        ([ServiceState.PLANNED], "Rien n’a été relevé en 30 jours."),
    ],
)
def test_the_evening_after_an_outage_of_three_hours_and_a_half_it_is_said(states, words):
    """verified.md § 2.15: « Rien n’a été relevé en 30 jours » was said of it."""
    lasts = timedelta(hours=3, minutes=31)
    seen = [
        PeriodFacts(state, DECLARED, ago(hours=9 * rank), ends=ago(hours=9 * rank) + lasts)
        for rank, state in enumerate(states, 1)
    ]
    assert held(seen, 30, NOW) == words


def test_spans_cover_the_whole_time_once():
    cut = spans(
        [
            PeriodFacts(ServiceState.OK, CHECKED, ago(days=4)),
            PeriodFacts(ServiceState.DOWN, DECLARED, ago(days=2), ends=ago(days=1)),
        ],
        ago(days=7),
        NOW,
    )
    assert [span.state for span in cut] == [
        ServiceState.UNKNOWN,
        ServiceState.OK,
        ServiceState.DOWN,
        ServiceState.OK,
    ]
    assert (cut[0].starts, cut[-1].ends) == (ago(days=7), NOW)
    assert all(before.ends == after.starts for before, after in itertools.pairwise(cut))
    days = by_day(cut)
    assert len(days) == 8
    assert [day.state for day in days][5:] == [ServiceState.DOWN, ServiceState.DOWN, ServiceState.OK]


def test_spans_of_a_check_that_flaps_for_ninety_days_are_cut_at_once():
    """Anybody of the school opens the page: 12 960 periods took minutes when each cut read all of them."""
    flaps = [
        PeriodFacts(
            (ServiceState.OK, ServiceState.DOWN)[turn % 2],
            CHECKED,
            ago(minutes=10 * (turn + 1)),
            ends=ago(minutes=10 * turn),
        )
        for turn in range(12_960)
    ]
    begun = time.process_time()
    cut = spans(flaps, ago(days=90), NOW)
    assert time.process_time() - begun < 5
    assert len(cut) == 12_960


def test_spans_are_those_of_reading_every_period_at_every_cut():
    """Drawn at random: overlapping checks and declarations, against the plain rule."""
    drawn = random.Random(14)
    for _ in range(60):
        periods = [
            PeriodFacts(
                drawn.choice(list(ServiceState)),
                drawn.choice([CHECKED, DECLARED]),
                ago(hours=begins),
                ends=drawn.choice([None, ago(hours=begins - drawn.randrange(1, 30))]),
            )
            for begins in (drawn.randrange(30, 80) for _ in range(drawn.randrange(9)))
        ]
        for hour in range(72):
            middle = ago(hours=hour + 0.5)
            covering = [period for period in periods if period.starts <= middle < period.last(NOW)]
            latest = max(
                covering, key=lambda period: (period.source == DECLARED, period.starts), default=None
            )
            (said,) = [
                span.state for span in spans(periods, ago(hours=72), NOW) if span.starts <= middle < span.ends
            ]
            assert said == (latest.state if latest else ServiceState.UNKNOWN)


@pytest.mark.parametrize(
    "address",
    [
        "https://educonnect.education.gouv.fr/",
        "https://teleservices.ac-lille.fr/arena",
        "https://gar.education.fr",
        "https://pia.ac-aix-marseille.fr/x",
        "https://www.education.gouv.fr.",
        "https://EDUCONNECT.EDUCATION.GOUV.FR",
    ],
)
def test_the_services_of_the_state_are_never_checked(address):
    assert probing.refused_checks(address, ["http"], is_authorized=True) == [probing.STATE]


@pytest.mark.parametrize(
    ("address", "kinds", "is_authorized", "why"),
    [
        ("https://ent.example.fr", ["http"], False, probing.NOT_ALLOWED),
        ("", ["http"], True, probing.NO_ADDRESS),
        ("https://ent.example.fr", [], True, probing.NOTHING),
        ("http://a.example.fr", ["tls"], True, probing.NOT_SECURE),
    ],
)
def test_checks_that_cannot_be_kept_say_why(address, kinds, is_authorized, why):
    assert probing.refused_checks(address, kinds, is_authorized=is_authorized) == [why]


def test_checks_that_the_host_allows_are_kept():
    assert probing.refused_checks("https://ent.example.fr", ["http", "tls", "dns"], is_authorized=True) == []
    assert probing.refused_checks("", [], is_authorized=False) == []
