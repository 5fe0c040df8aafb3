"""Make src/fanal/static_build/icons.svg, one sprite of the icons named in src/fanal/icons.txt.

The drawings come from the npm package @tabler/icons (MIT), which scripts/bootstrap installed; neither it nor
the sprite is kept in the repository. Colour and thickness of the lines are given by the style sheet.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules/@tabler/icons"
NAMES = ROOT / "src/fanal/icons.txt"
SPRITE = ROOT / "src/fanal/static_build/icons.svg"
CREDIT = "<!-- Tabler Icons, copyright Paweł Kuna, licence MIT -->"


def symbol(name: str) -> str:
    """One drawing without its outer element and without the invisible square every icon begins with."""
    drawing = (PACKAGE / "icons/outline" / f"{name}.svg").read_text(encoding="utf-8")
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", drawing, flags=re.DOTALL)
    inside = re.sub(r'<path stroke="none"[^>]*/>', "", inside)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{re.sub(r"\s*\n\s*", "", inside).strip()}</symbol>'


def main() -> int:
    names = NAMES.read_text(encoding="utf-8").split()
    unknown = [name for name in names if not (PACKAGE / "icons/outline" / f"{name}.svg").exists()]
    if unknown:
        print(
            f"Icônes inconnues de @tabler/icons, à corriger dans {NAMES} : {', '.join(unknown)}.",
            file=sys.stderr,
        )
        return 1
    SPRITE.parent.mkdir(exist_ok=True)
    sprite = "".join(symbol(name) for name in sorted(set(names)))
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{CREDIT}{sprite}</svg>\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
