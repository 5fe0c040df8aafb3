"""In which order the councils give their opinion (R4): a usage, warned of (docs/domain/mission.md)."""

from datetime import date

from fanal.allowances.rules.councils import (
    OUT_OF_ORDER,
    WHY_OUT_OF_ORDER,
    Body,
    Waiting,
    bodies,
    is_in_order,
    missing,
    opinion_refusals,
    order_warnings,
    reached,
    reason_refusals,
    session_refusals,
)
from fanal.missions.rules.words import RuleKind

TODAY = date(2027, 4, 12)
COUNCIL, BOARD = (Body.PEDAGOGICAL, date(2027, 4, 1)), (Body.BOARD, date(2027, 4, 8))
HEARD, NEW = Waiting(date(2027, 3, 30), ("pedagogical",)), Waiting(date(2027, 3, 30))


def test_r4_the_pedagogical_council_then_the_board_in_that_order():
    public = {"is_private": False}
    assert order_warnings(BOARD, [HEARD], [COUNCIL], **public) == []
    early = order_warnings((Body.BOARD, date(2027, 3, 30)), [HEARD], [COUNCIL], **public)
    assert "ne peut pas être d’avant" in early[0]
    assert early[-1] == OUT_OF_ORDER
    assert "n’est pas enregistré" in order_warnings(BOARD, [NEW], [], **public)[0]
    assert session_refusals((Body.PEDAGOGICAL, date(2027, 4, 13)), is_private=False, today=TODAY)
    given = {"pedagogical"}
    assert [sentence.kind for sentence in missing(given, is_private=False)] == [RuleKind.WARNING]
    assert missing(given | {Body.BOARD}, is_private=False) == []


def test_r4_a_private_school_consults_its_teachers():
    assert bodies(is_private=True) == (Body.TEACHERS,)
    assert session_refusals((Body.BOARD, TODAY), is_private=True, today=TODAY)
    assert session_refusals((Body.TEACHERS, TODAY), is_private=True, today=TODAY) == []
    assert order_warnings((Body.TEACHERS, TODAY), [NEW], [], is_private=True) == []
    assert missing({Body.TEACHERS: TODAY}, is_private=True) == []


def test_r4_a_session_has_only_what_was_presented_by_its_day():
    later = Waiting(date(2027, 4, 2))
    assert "présentées après le 1er avril 2027" in opinion_refusals(COUNCIL, [later])[0]
    assert opinion_refusals(COUNCIL, [later, NEW]) == []
    assert reached(NEW, COUNCIL, [], is_private=False)
    assert reached(Waiting(None), COUNCIL, [], is_private=False)
    assert not reached(later, COUNCIL, [], is_private=False)


def test_r4_each_line_has_its_own_order_of_the_councils():
    second = (Body.PEDAGOGICAL, date(2027, 5, 10))
    late = Waiting(date(2027, 4, 5), ("pedagogical",))
    both, public = [COUNCIL, second], {"is_private": False}
    assert order_warnings(BOARD, [HEARD, late], both, **public) == []
    assert reached(HEARD, BOARD, both, **public)
    assert not reached(late, BOARD, both, **public)
    assert reached(late, (Body.BOARD, date(2027, 5, 20)), both, **public)
    assert "aucune séance depuis" in order_warnings(BOARD, [late], [COUNCIL], **public)[0]
    assert "ajoutée" in order_warnings(BOARD, [HEARD, NEW], both, **public)[0]
    done = Waiting(date(2027, 4, 5), ("pedagogical", "board"))
    assert not is_in_order(done, [*both, BOARD], **public)
    assert is_in_order(done, [*both, (Body.BOARD, date(2027, 5, 10))], **public)


def test_r4_the_order_is_warned_of_and_a_reason_is_asked():
    """December, second reading J16: the order of the councils stopped people, and is only reported."""
    assert all(not said.stops for said in missing([], is_private=False))
    assert reason_refusals(is_out_of_order=True, note=" ") == [WHY_OUT_OF_ORDER]
    assert reason_refusals(is_out_of_order=True, note="Conseil reporté.") == []
    assert reason_refusals(is_out_of_order=False, note="") == []
