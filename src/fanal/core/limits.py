"""Has this account tried too often? A count in the shared cache, forgotten after a while."""

from django.core.cache import cache


def one_more(key: str, *, most: int, seconds: int) -> bool:
    """Count one try under `key`; False once more than `most` were made within `seconds`."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # forgotten between the two lines: the count starts again
        return True


def is_over(key: str, *, most: int) -> bool:
    """Whether `most` tries were already counted under `key`; counts nothing."""
    return int(cache.get(key, 0)) >= most
