"""What may somebody administer who became référent numérique, before the act that designates them is signed?

Nothing is cut by surprise (our own rule, as for a new head): the first time, thirty days, when the head
themselves gave the function, or the setting up of a school that has no head yet. Nobody else gives anything
without an act: a right that is passed on would be a sub-delegation, that the circular forbids
(circulaire 2015-058, annexe, § 6). Pure.
"""

from datetime import date, timedelta

DAYS = 30


def last_day(starts: date) -> date:
    return starts + timedelta(days=DAYS - 1)
