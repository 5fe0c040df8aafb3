"""Where a test finds the bytes of a content, to spoil or lose them."""

from pathlib import Path

from django.conf import settings


def path_of(school_id: int, sha256: str) -> Path:
    """In the folder that keeps them where no object store is named."""
    return Path(settings.MEDIA_ROOT) / str(school_id) / sha256[:2] / sha256
