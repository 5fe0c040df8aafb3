"""Make what src/fanal/static_build holds: one style sheet and one sprite of icons.

The sheet joins src/fanal/styles in the order of `SHEETS`, without comments and spaces. The icons are those
of src/fanal/icons.txt, drawn by the npm package @tabler/icons (MIT). scripts/bootstrap installed it; neither
it nor the sprite is kept in the repository. The style sheet gives their lines colour and thickness.
"""

import re
import sys
from pathlib import Path

import rcssmin

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules/@tabler/icons"
NAMES = ROOT / "src/fanal/icons.txt"
BUILT = ROOT / "src/fanal/static_build"
STYLES = ROOT / "src/fanal/styles"
CREDIT = "<!-- Tabler Icons, copyright Paweł Kuna, licence MIT -->"


SHEETS = (
    "tokens",
    "base",
    "arrangements",
    "shell",
    "layout",
    "tones",
    "buttons",
    "lists",
    "thread",
    "chips",
    "notices",
    "meters",
    "documents",
    "dialogs",
    "tables",
    "forms",
    "bookings",
    "campaigns",
    "loans",
    "screens",
    "contrast",
    "print",
)


def symbol(name: str) -> str:
    """One drawing without its outer element and without the invisible square every icon begins with."""
    drawing = (PACKAGE / "icons/outline" / f"{name}.svg").read_text(encoding="utf-8")
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", drawing, flags=re.DOTALL)
    inside = re.sub(r'<path stroke="none"[^>]*/>', "", inside)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{re.sub(r"\s*\n\s*", "", inside).strip()}</symbol>'


def style_sheet() -> str:
    """All sheets as one; what comes later wins over what comes before."""
    unlisted = {file.stem for file in STYLES.glob("*.css")} ^ set(SHEETS)
    if unlisted:
        sys.exit(f"Feuilles à ranger dans SHEETS, scripts/build_assets.py : {', '.join(sorted(unlisted))}.")
    return rcssmin.cssmin("\n".join((STYLES / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS))


def sprite() -> str:
    names = NAMES.read_text(encoding="utf-8").split()
    unknown = [name for name in names if not (PACKAGE / "icons/outline" / f"{name}.svg").exists()]
    if unknown:
        sys.exit(f"Icônes inconnues de @tabler/icons, à corriger dans {NAMES} : {', '.join(unknown)}.")
    symbols = "".join(symbol(name) for name in sorted(set(names)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{CREDIT}{symbols}</svg>\n'


def write(file: Path, text: str) -> None:
    """Only what differs: who serves it looks at its date."""
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def main() -> None:
    BUILT.mkdir(exist_ok=True)
    write(BUILT / "fanal.css", style_sheet())
    write(BUILT / "icons.svg", sprite())


if __name__ == "__main__":
    main()
