"""The photos of a loan, how it left beside how it came back; those that its hand-over sheet bears."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from fanal.core.files import thumbnail
from fanal.core.files.attachments import read_whole
from fanal.loans.models import Loan, LoanItem, LoanPhoto
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.photo import PHOTO_LABELS, PhotoMoment, photo_refusals, removal_refusals

ON_PAPER, SIDE = 6, 600  # photos of a sheet, and their pixels: five centimetres at 300 points an inch
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><image width="400" height="300" '
    'href="data:image/webp;base64,{}"/></svg>'
)


@dataclass(frozen=True)
class PhotoColumn:
    """The photos of one moment, the first one first.

    `takes`: one more may be joined; `gives`: one may be taken away.
    """

    moment: PhotoMoment
    photos: Sequence[LoanPhoto]
    takes: bool
    gives: bool

    @property
    def label(self) -> str:
        return PHOTO_LABELS[self.moment]


def photo_columns(loan: Loan, items: Iterable[LoanItem]) -> list[PhotoColumn]:
    """One for each moment that has photos, or may have some (one question).

    Those of the return begin with it: its form takes the first.
    """
    photos = list(loan.photos.select_related("item__equipment").order_by("pk"))
    came_back = any(item.outcome in {Outcome.BACK, Outcome.DAMAGED} for item in items)
    columns = [
        PhotoColumn(
            moment,
            [photo for photo in photos if photo.moment == moment],
            (moment is PhotoMoment.OUT or came_back)
            and not photo_refusals(moment, loan.state, is_erased=not loan.borrower),
            not removal_refusals(moment, loan.state, [item.outcome for item in items]),
        )
        for moment in PhotoMoment
    ]
    return [column for column in columns if column.photos or column.takes]


def drawn_photos(loan: Loan, items: Sequence[LoanItem]) -> tuple[list[dict[str, Any]], int]:
    """The first photos of these machines at the hand-over as a paper draws them, and how many there are.

    One that the disk has lost is left out.
    """
    rows = loan.photos.filter(Q(item__isnull=True) | Q(item__in=items), moment=PhotoMoment.OUT)
    taken = rows.select_related("item__equipment").order_by("pk")
    drawn = []
    for photo in taken[:ON_PAPER]:
        if (data := read_whole(loan.school_id, photo.sha256)) is not None:
            small, _ = thumbnail(data, side=SIDE)
            drawing = DRAWING.format(b64encode(small).decode())
            drawn.append({"label": str(photo), "drawing": drawing})
    return drawn, taken.count()
