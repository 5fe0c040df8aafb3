"""What may be published of opinions? Counts, none of which shows a group that must not be counted.

Pure; a property test checks that no sum nor difference of what is published gives a small group away.
"""

from collections.abc import Mapping


def published_counts(counts: Mapping[str, int], smallest: int) -> dict[str, int | None]:
    """Each answer with its count, None where it is not said; nothing at all when too few answered.

    The total is said. So what is hidden must hold at least `smallest` answers together, and be more than one
    count: the smallest other ones are hidden with it until it does.
    """
    total = sum(counts.values())
    if total < smallest:
        return {}
    shown: dict[str, int | None] = dict(counts)
    hidden = [code for code, count in counts.items() if 0 < count < smallest]
    if not hidden:
        return shown
    others = sorted((count, code) for code, count in counts.items() if count >= smallest)
    while others and (len(hidden) < 2 or sum(counts[code] for code in hidden) < smallest):
        hidden.append(others.pop(0)[1])
    return {code: None if code in hidden else count for code, count in shown.items()}
