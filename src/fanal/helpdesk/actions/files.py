"""A photo joined to a request."""

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.files.attachments import Stored
from fanal.helpdesk.actions.requests import locked
from fanal.helpdesk.models import HelpRequest, Message, RequestFile
from fanal.helpdesk.policies import request as policies


@transaction.atomic
def join_file(
    request: HelpRequest, kept: Stored, *, by: Actor, message: Message | None = None
) -> RequestFile:
    """Join a file already made harmless; the same file twice stands once."""
    request = locked(request)
    require(policies.reply_to_request, by, request)
    row, is_new = RequestFile.objects.get_or_create(
        school_id=request.school_id,
        help_request=request,
        sha256=kept.sha256,
        defaults={
            "message": message,
            "name": kept.name[:120],
            "mime": kept.mime,
            "size": kept.size,
            "is_picture": kept.is_picture,
        },
    )
    if is_new:
        journal.noted(request, by=by, verb="helpdesk.file_joined", file=row.pk, size=kept.size)
    return row
