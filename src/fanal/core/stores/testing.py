"""Where a test finds the bytes of a content, to spoil or lose them."""

from pathlib import Path

from django.conf import settings

from fanal.core.stores.paths import content_path


def path_of(school_id: int, sha256: str) -> Path:
    """In the folder that keeps them where no object store is named."""
    return Path(settings.MEDIA_ROOT) / content_path(school_id, sha256)
