"""Which browser, on which system, says this « User-Agent »? Enough for its owner to recognise a device.

Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
"""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "Navigateur inconnu"


def _first(table: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in table if mark in user_agent), "")


def device(user_agent: str) -> str:
    """« Firefox sur Windows »; what is not recognised is said so."""
    browser, system = _first(BROWSERS, user_agent) or UNKNOWN, _first(SYSTEMS, user_agent)
    return f"{browser} sur {system}" if system else browser
