"""How a content is called, the same in every store."""


def content_path(school_id: int, sha256: str) -> str:
    """Where a content stands, in a folder as in a bucket: « 12/ab/ab01… »."""
    return f"{school_id}/{sha256[:2]}/{sha256}"
