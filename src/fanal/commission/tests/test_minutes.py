"""Minutes written by two, approved, frozen, corrected; decisions that come back as tasks of the year."""

from datetime import date, timedelta

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.agenda.actions import task as tasks
from fanal.agenda.models import YearTask
from fanal.commission.actions import approval
from fanal.commission.actions import decision as decision_actions
from fanal.commission.actions import minutes as actions
from fanal.commission.models import AgendaItem, Meeting, MeetingDecision
from fanal.commission.reading.paper import decisions_section, minutes_pdf
from fanal.commission.rules.decision import DecisionOutcome
from fanal.commission.tasks import send_minutes
from fanal.commission.tests.conftest import NOW, TODAY, approved, decided, held, outsider, seated
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

pytestmark = pytest.mark.clock(TODAY)
AFTER = NOW + timedelta(hours=1)


def close(decision, outcome, by):
    return decision_actions.close_decision(decision, outcome, today=TODAY, now=AFTER, by=by)


def test_a_second_writer_is_told_and_nothing_is_lost(school, boss, principal, colleague):
    """Two writers of one point: the later does not replace what they did not see."""
    with scope(school):
        made = held(school, boss, colleague)
        item = AgendaItem.objects.for_school(school).select_related("meeting").get(meeting=made)
        seen = actions.version_of_minutes(item)
        actions.write_minutes(item, "Le premier.", seen=seen, now=NOW, by=boss)
        with pytest.raises(RuleBroken, match=f"{boss.name} vient d’écrire"):
            actions.write_minutes(item, "Le second.", seen=seen, now=NOW, by=principal)
        item.refresh_from_db()
        assert item.minutes == "Le premier."
        again = actions.version_of_minutes(item)
        actions.write_minutes(item, "Les deux.", seen=again, now=NOW, by=principal)


def test_decisions_of_the_school_are_tasks_of_the_year(school, boss, principal, colleague):
    """Owner and due date come back as a task, once approved; a commitment from outside has none."""
    with scope(school):
        theirs = {"text": "Livrer", "side": "partner", "owner_words": "Département"}
        approved(school, boss, principal, colleague, {"owner": colleague}, theirs)
        task = YearTask.objects.for_school(school).get()
        assert (task.title, task.person, task.due_on) == (
            "Chiffrer les tablettes",
            colleague,
            date(2026, 12, 10),
        )
        assert MeetingDecision.objects.for_school(school).get(task=None).text == "Livrer"


def test_minutes_are_not_approved_before_the_hour_of_the_meeting(school, boss, principal, colleague):
    with scope(school):
        made = held(school, boss, colleague)
        type(made).objects.for_school(school).update(starts_at=NOW + timedelta(minutes=5))
        with pytest.raises(RuleBroken, match="s’approuve après"):
            approval.approve_minutes(made, now=NOW, by=principal)
        assert approval.approve_minutes(made, now=NOW + timedelta(minutes=5), by=principal).is_approved


def test_what_is_done_there_is_done_here(school, boss, principal, colleague):
    """One state alone: that of the task."""
    with scope(school):
        approved(school, boss, principal, colleague, {"owner": colleague})
        rows = MeetingDecision.objects.for_school(school)
        assert (rows.still_open().count(), rows.done().count()) == (1, 0)
        task = YearTask.objects.for_school(school).get()
        tasks.finish_task(task, now=AFTER, by=boss)
        assert (rows.still_open().count(), rows.done_on_time().count()) == (0, 1)
        tasks.reopen_task(task, now=AFTER, by=boss)
        closed = close(rows.select_related("task", "meeting").get(), DecisionOutcome.DONE, boss)
        assert closed.task.state == "done"
        assert rows.done().count() == 1


def test_a_decision_put_aside_or_late_is_said(school, boss, principal, colleague):
    with scope(school):
        before = {"due_on": date(2026, 11, 25)}
        approved(school, boss, principal, colleague, {"owner": colleague, **before})
        rows = MeetingDecision.objects.for_school(school)
        assert rows.late(TODAY).count() == 1
        closed = close(rows.get(), DecisionOutcome.DROPPED, boss)
        assert (closed.task.state, closed.state_on(TODAY)[0]) == ("aside", "Non tenue")
        assert rows.late(TODAY).count() == 0


def test_a_commitment_of_a_partner_is_kept_or_not(school, boss, principal, colleague):
    """« Commitments on both sides: who, what, date, held or not »."""
    with scope(school):
        theirs = {"side": "partner", "owner_words": "Département"}
        approved(school, boss, principal, colleague, theirs, circle="dialogue")
        decision = MeetingDecision.objects.for_school(school).get()
        assert close(decision, DecisionOutcome.DONE, boss).ended_on == TODAY
        with pytest.raises(NotAllowed):
            close(decision, DecisionOutcome.DROPPED, actor_of(colleague, Role.TEACHER))


def test_minutes_without_presence_or_owner_are_not_approved(school, boss, principal, colleague):
    with scope(school):
        made = held(school, boss, colleague)
        decided(made, boss, text="Sans responsable")
        actions.record_presences(made, {}, by=boss)
        with pytest.raises(RuleBroken) as refusal:
            approval.approve_minutes(made, now=NOW, by=principal)
        assert len(refusal.value.reasons) == 2
        with pytest.raises(NotAllowed):
            approval.approve_minutes(made, now=NOW, by=boss)


def test_approved_minutes_never_change_and_are_corrected_by_a_line(school, boss, principal, colleague):
    """Frozen once approved; the same bytes whatever changes after; a correction is a new line."""
    with scope(school):
        made = approved(school, boss, principal, colleague, {"owner": colleague})
        paper = minutes_pdf(made)
        item = AgendaItem.objects.for_school(school).select_related("meeting").get(meeting=made)
        with pytest.raises(NotAllowed):
            actions.write_minutes(item, "x", seen=actions.version_of_minutes(item), now=NOW, by=boss)
        colleague.family_name = "Autrement"
        colleague.save()
        made.refresh_from_db()
        assert minutes_pdf(made) == paper
        actions.correct_minutes(made, "Lire « 24 tablettes ».", now=AFTER, by=boss)
        assert minutes_pdf(made) != paper
        assert "Ada Hamel" in str(made.frozen)


def test_published_minutes_are_mailed_once(school, boss, principal, colleague):
    """Members read a link; an outsider, who has no sign-in, the paper itself."""
    with scope(school):
        seated(school, boss, person=colleague)
        outsider(school, boss)
        made = approved(school, boss, principal, colleague)
        approval.publish_minutes(made, "members", now=AFTER, by=boss)
    for _ in range(2):
        send_minutes(school_id=school.pk, meeting_id=made.pk)
    with scope(school):
        mails = {mail.to: mail for mail in Mail.objects.for_school(school)}
        assert len(mails) == Mail.objects.for_school(school).count() == 2
        assert mails["ada@ecole.invalid"].attachments == []
        (attached,) = mails["nadia@parents.invalid"].attachments
        assert attached["name"] == f"compte-rendu-{made.number}.pdf"
        assert all("Auto-Submitted" in mail.headers for mail in mails.values())


def test_a_decision_is_not_due_before_its_meeting(school, boss, principal, colleague):
    """« Pour le 1er janvier 2020 » was approved, and became a task late by years."""
    with scope(school):
        made = held(school, boss, colleague)
        with pytest.raises(RuleBroken, match="vient avant la réunion"):
            decided(made, boss, owner=colleague, due_on=date(2020, 1, 1))
        decision = decided(made, boss, owner=colleague, due_on=made.day)
        with pytest.raises(RuleBroken, match="vient avant la réunion"):
            decision_actions.change_decision(
                decision, {"text": "Chiffrer", "due_on": made.day - timedelta(days=1)}, by=boss
            )
        MeetingDecision.objects.for_school(school).update(due_on=date(2020, 1, 1))
        with pytest.raises(RuleBroken, match="vient avant la réunion"):
            approval.approve_minutes(made, now=NOW, by=principal)


def test_the_paper_of_a_commission_gives_opinions_and_decides_nothing(school, boss, principal, colleague):
    """December, second reading J20: the head signed « Décisions » of an instance that is consultative."""
    with scope(school):
        made = approved(school, boss, principal, colleague, {"owner": colleague})
        made = Meeting.objects.get(pk=made.pk)
        part = made.frozen["sections"][-1]
        assert minutes_pdf(made).startswith(b"%PDF")
    assert (part["title"], part["head"][0]) == ("Avis et suites", "Avis ou suite à donner")
    assert part["paragraphs"] == ["La commission numérique est une instance consultative."]
    assert "écision" not in repr(made.frozen)


def test_a_meeting_with_a_partner_holds_commitments(school, boss):
    with scope(school):
        made = Meeting(school=school, circle="dialogue")
        part = decisions_section(made, [])
    assert part["title"] == "Engagements"
    assert "consultative" not in repr(part)
