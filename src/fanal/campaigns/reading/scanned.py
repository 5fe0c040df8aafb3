"""Which machine or which room of the school does a text designate, if any?"""

from django.db.models import Q

from fanal.accounts.models import School
from fanal.campaigns.rules.reading import ReadText
from fanal.equipment.models import Equipment, Label, Room
from fanal.equipment.rules.serials import clean


def thing_read(school: School, read: ReadText) -> Equipment | Room | None:
    """By its label; else by the one number or name that is exactly this. No other school is looked at."""
    if read.code:
        labels = Label.objects.for_school(school).select_related("equipment", "room")
        if label := labels.filter(code=read.code).first():
            return label.equipment or label.room
    return _by_number(school, read.words)


def _by_number(school: School, words: str) -> Equipment | None:
    """None too when two machines answer: nobody guesses which."""
    is_this = Q(authority_number__iexact=words) | Q(school_number__iexact=words) | Q(name__iexact=words)
    if serial := clean(words):
        is_this |= Q(serial=serial)
    found = Equipment.objects.for_school(school).exclude(state="disposed").filter(is_this)[:2]
    return found[0] if len(found) == 1 else None
