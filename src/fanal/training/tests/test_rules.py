"""The rules of the training plan, without a database: thresholds, eight weeks, what fits, what is shown."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fanal.accounts.rules.small_groups import may_be_shown
from fanal.training.rules.local_training import (
    USUAL,
    GatheredPeople,
    LocalRules,
    answer_refusals,
    date_warnings,
    latest_list,
    rules_of_academy,
    sending_warnings,
    threshold_words,
    trainers_for,
)
from fanal.training.rules.need import (
    NeedsCampaign,
    campaign_of,
    count_words,
    refusals,
    safe_breakdown,
)
from fanal.training.rules.orientation import NeedAsked, TrainingAvailable, fitting
from fanal.training.rules.session import (
    OpinionMoment,
    certificate_refusals,
    free_words,
    is_code_open,
    is_published,
    open_moment,
    plan_refusals,
)
from fanal.training.rules.skills import DOMAINS, FIRST_SUBJECTS, SKILLS, STAFF_DOMAINS, skills_words

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
TODAY = NOW.date()


def test_there_are_sixteen_competences_in_five_domains():
    """CRCN: sixteen competences, five domains; each subject of the start is tagged with both frames."""
    assert len(SKILLS) == 16
    assert {skill.code[0] for skill in SKILLS} == set(DOMAINS)
    codes = {skill.code for skill in SKILLS}
    assert all(
        set(skills) <= codes and set(domains) <= set(STAFF_DOMAINS) for _, skills, domains in FIRST_SUBJECTS
    )
    assert skills_words(["2.3", "2.2"]) == (
        "Communication et collaboration : 2.2 Partager et publier, 2.3 Collaborer"
    )


@pytest.mark.parametrize(
    ("day", "code", "label"),
    [
        (date(2026, 9, 1), "2026-1", "automne 2026"),
        (date(2027, 1, 31), "2026-1", "automne 2026"),
        (date(2027, 2, 1), "2026-2", "printemps 2027"),
        (date(2027, 8, 31), "2026-2", "printemps 2027"),
        (date(2028, 2, 29), "2027-2", "printemps 2028"),
    ],
)
def test_needs_are_gathered_twice_a_school_year(day, code, label):
    campaign = campaign_of(day)
    assert (campaign.code, campaign.label) == (code, label)
    assert campaign < campaign.next
    assert campaign.code < campaign.next.code


def test_the_next_campaign_crosses_the_year():
    assert NeedsCampaign(2026, 1).next == NeedsCampaign(2026, 2)
    assert NeedsCampaign(2026, 2).next == NeedsCampaign(2027, 1)


def test_with_eleven_needs_one_is_missing_to_twelve():
    """C2 12: with 11 needs it says how many are missing."""
    assert threshold_words(11, 12, "FIT", is_counted=True) == "Il manque 1 personne pour demander une FIT"
    assert threshold_words(9, 12, "FIL", is_counted=True) == "Il manque 3 personnes pour demander une FIL"
    assert threshold_words(12, 12, "FIL", is_counted=True).startswith("Le seuil est atteint")


@pytest.mark.parametrize("count", range(5))
def test_a_group_under_five_is_never_counted_aloud_nor_told_from_nobody(count):
    said = threshold_words(count, 12, "FIL", is_counted=may_be_shown(count, 5)) + count_words(count, 5)
    assert said == "Trop peu encore pour demander une FIL (12 personnes)moins de 5 besoins"


def test_thresholds_and_channels_are_those_of_the_academie():
    """Thresholds, delay, channel and name are data per académie, marked as estimates."""
    grenoble, clermont = rules_of_academy("Grenoble"), rules_of_academy("académie de Clermont-Ferrand")
    assert (grenoble.name, grenoble.threshold, grenoble.channel) == ("FIT", 12, "GAIA Accès Responsable")
    assert (clermont.name, clermont.threshold) == ("FIL", 10)
    assert rules_of_academy("Ailleurs") == USUAL
    assert "stimation" in USUAL.source
    assert (trainers_for(15, 16), trainers_for(16, 16), trainers_for(60, 0)) == (1, 2, 1)


GRENOBLE = LocalRules("FIT", "GAIA", 12, 56, 16, "")


def test_eight_weeks_are_for_the_list_and_never_refuse_the_request():
    """December § 3.9: J-56 is the day of the list of participants; one day late, it is said."""
    day = date(2027, 1, 21)
    assert latest_list(day, 56) == TODAY
    assert date_warnings(day, 56, None, today=TODAY) == []
    (late,) = date_warnings(day, 56, None, today=TODAY + timedelta(days=1))
    assert "la liste des participants devait partir 56 jours avant, le 26 novembre 2026" in late
    assert "à partir du 22 janvier 2027" in late
    assert date_warnings(None, 56, None, today=TODAY)


def test_the_campaign_has_a_date_of_its_own():
    """December § 3.9: two dates, the campaign and the list."""
    assert date_warnings(date(2027, 6, 1), 56, TODAY, today=TODAY) == []
    (late,) = date_warnings(date(2027, 6, 1), 56, TODAY - timedelta(days=1), today=TODAY)
    assert "close le 25 novembre 2026" in late


def test_too_few_people_and_too_late_are_both_said():
    warnings = sending_warnings(GatheredPeople(9, 2, is_counted=True), TODAY, GRENOBLE, today=TODAY)
    assert len(warnings) == 2
    assert "Il manque 1 personne" in warnings[1]
    assert "autre établissement" in warnings[1]
    few = GatheredPeople(4, 2, is_counted=False)
    (_, hidden) = sending_warnings(few, TODAY, GRENOBLE, today=TODAY)
    assert hidden.startswith("Il manque des personnes")
    for others in range(20):
        sums = [GatheredPeople(here, others, is_counted=False) for here in range(5)]
        assert len({(one.least, one.words) for one in sums}) == 1, "no number of others gives it away"
    assert few.words == "au moins 2 personnes, dont 2 d’un autre établissement"


@pytest.mark.parametrize(
    ("state", "day", "is_accepted", "reason", "is_refused"),
    [
        ("sent", TODAY, True, "", False),
        ("sent", TODAY, False, "budget", False),
        ("sent", TODAY, False, " ", True),
        ("sent", TODAY + timedelta(days=1), True, "", True),
        ("sent", TODAY - timedelta(days=9), True, "", True),
        ("draft", TODAY, True, "", True),
        ("accepted", TODAY, True, "", True),
    ],
)
def test_an_answer_comes_after_the_request_and_a_refusal_has_its_reason(
    state, day, is_accepted, reason, is_refused
):
    sent_on = None if state == "draft" else TODAY - timedelta(days=8)
    said = answer_refusals(
        state, answered_on=day, sent_on=sent_on, is_accepted=is_accepted, reason=reason, today=TODAY
    )
    assert bool(said) is is_refused


@pytest.mark.parametrize(
    ("count", "has_subject", "words", "is_refused"),
    [
        (0, True, "", False),
        (0, False, "Le vidéo", False),
        (0, False, " ", True),
        (0, True, "x", True),
        (10, True, "", True),
    ],
)
def test_a_need_has_a_subject_or_words_and_ten_are_enough(count, has_subject, words, is_refused):
    assert bool(refusals(count, has_subject=has_subject, words=words)) is is_refused


def test_levels_are_said_when_no_part_is_small():
    assert safe_breakdown({"beginner": 6, "used": 5, "ahead": 0}, 5) == {"beginner": 6, "used": 5}
    assert safe_breakdown({"beginner": 10, "used": 1}, 5) == {}


NEEDED = NeedAsked(subject=1, level="beginner", format="short")


def available(key, **about):
    return TrainingAvailable(key, **({"subject": 1, "level": "", "format": "short"} | about))


def test_what_fits_comes_with_its_reason_and_stays_few():
    """From a person's needs to a few fitting offers, with the reason."""
    offers = [
        available("online", format="online"),
        available("other", subject=2),
        available("ahead", level="ahead"),
        available("exact", level="beginner"),
        available("dated", day=TODAY),
        available("all"),
    ]
    fits = fitting(NEEDED, offers)
    assert [fit.available.key for fit in fits] == ["exact", "dated", "all"]
    assert fits[0].reason == (
        "Même sujet, à votre niveau (« Je débute »), dans la forme que vous avez choisie"
    )
    (only,) = fitting(NEEDED, offers[:1])
    assert only.reason.endswith("mais sous une autre forme : en ligne, à mon rythme")


def test_a_session_without_a_seat_comes_last_and_says_so():
    full = TrainingAvailable("full", NEEDED.subject, NEEDED.level, NEEDED.format, TODAY, is_full=True)
    free = TrainingAvailable("free", NEEDED.subject, "", NEEDED.format)
    fits = fitting(NEEDED, [full, free])
    assert [fit.available.key for fit in fits] == ["free", "full"]
    assert fits[1].reason.endswith("complète pour l’instant : vous pouvez attendre une place")


def test_a_session_of_three_minutes_is_not_told_to_be_several():
    reasons = plan_refusals(NOW + timedelta(hours=1), NOW + timedelta(hours=1, minutes=3), now=NOW)
    assert reasons == ["Une séance dure 10 minutes au moins : vérifiez l’heure de fin."]


@pytest.mark.parametrize(
    ("starts", "ends", "is_refused"),
    [
        (NOW + timedelta(hours=1), NOW + timedelta(hours=2), False),
        (NOW, NOW + timedelta(hours=2), True),
        (NOW + timedelta(hours=2), NOW + timedelta(hours=1), True),
        (NOW + timedelta(hours=1), NOW + timedelta(hours=1, minutes=9), True),
        (NOW + timedelta(hours=1), NOW + timedelta(hours=14), True),
        (NOW + timedelta(days=500), NOW + timedelta(days=500, hours=1), True),
    ],
)
def test_a_session_is_to_come_and_lasts_a_while(starts, ends, is_refused):
    assert bool(plan_refusals(starts, ends, now=NOW)) is is_refused


@pytest.mark.parametrize(("days", "is_refused"), [(1, False), (365, False), (366, True)])
def test_a_session_that_took_place_is_written_down_within_a_year(days, is_refused):
    starts = NOW - timedelta(days=days)
    refused = plan_refusals(starts, starts + timedelta(hours=1), now=NOW, may_be_over=True)
    assert bool(refused) is is_refused


@pytest.mark.parametrize(
    ("seated", "waiting", "words"),
    [(4, 0, "2 places libres"), (6, 0, "complet"), (6, 3, "complet, 3 attendent"), (7, 0, "complet")],
)
def test_places_say_how_many_are_left(seated, waiting, words):
    """« 6 / 6 » was read as six free places."""
    assert free_words(seated, 6, waiting) == words


@pytest.mark.parametrize(
    ("state", "minutes", "is_present", "is_refused"),
    [
        ("held", 60, True, False),
        ("held", 20, True, True),
        ("held", 180, False, True),
        ("planned", 180, True, True),
    ],
)
def test_a_certificate_is_for_those_present_and_not_for_twenty_minutes(
    state, minutes, is_present, is_refused
):
    """field-review: no certificate for 20 minutes between colleagues."""
    assert bool(certificate_refusals(state, minutes, is_present=is_present)) is is_refused


def test_the_code_of_the_room_opens_a_quarter_of_an_hour_before():
    starts, ends = NOW, NOW + timedelta(hours=1)
    opened = [is_code_open(starts, ends, NOW + timedelta(minutes=m)) for m in (-16, -15, 0, 90, 91)]
    assert opened == [False, True, True, True, False]


def test_opinions_are_asked_now_and_three_months_after_and_read_once_closed():
    days = {
        shift: open_moment(TODAY, TODAY + timedelta(days=shift))
        for shift in (-1, 0, 14, 15, 89, 90, 120, 121)
    }
    assert days == {
        -1: None,
        0: OpinionMoment.NOW,
        14: OpinionMoment.NOW,
        15: None,
        89: None,
        90: OpinionMoment.LATER,
        120: OpinionMoment.LATER,
        121: None,
    }
    assert not is_published(OpinionMoment.NOW, TODAY, TODAY + timedelta(days=14))
    assert is_published(OpinionMoment.NOW, TODAY, TODAY + timedelta(days=15))
