"""Decode a picture and draw it again. Runs only inside `sandbox`."""

from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL import MpoImagePlugin as _several_reader  # noqa: F401 — and of a JPEG that holds a second picture
from PIL import TiffImagePlugin as _exif_reader  # noqa: F401 — Pillow loads it to read an orientation

from fanal.core.sandbox.parent import Declined

from .images import DAMAGED, MOST_PIXELS, TOO_BIG

# Loaded now: the child will not be able to open a file later. These three alone may decode.
Image.preinit()
DECODERS = (JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, WebPImagePlugin.WebPImageFile)
FORMATS = tuple(decoder.format for decoder in DECODERS)
OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 82, "method": 4},
}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def reencode(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """Write width and height on eight digits each, then the new picture."""
    try:
        picture, format_name = _upright(payload, arguments["side"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Declined(TOO_BIG) from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError) as error:
        raise Declined(DAMAGED) from error  # what Pillow's decoders raise on broken bytes
    name = "WEBP" if arguments["in_webp"] else format_name
    out.write(b"%08d%08d" % picture.size)
    drawn = BytesIO()
    _bare(picture, name).save(drawn, name, **OPTIONS[name])
    out.write(drawn.getbuffer())


def _upright(payload: bytes, side: int) -> tuple[Image.Image, str]:
    """The first image, decoded, turned as its orientation says, no side above `side` pixels."""
    picture = Image.open(BytesIO(payload), formats=FORMATS)
    format_name = "JPEG" if picture.format == "MPO" else picture.format or ""
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    picture.draft("RGB", (side, side))
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # sixteen bits of grey: Pillow would make white of all but the darkest
        upright = upright.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if "transparency" in upright.info or upright.mode in ("P", "PA"):
        upright = upright.convert("RGBA")
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    return upright, format_name


def _bare(picture: Image.Image, format_name: str) -> Image.Image:
    """Pixels only: savers copy profiles, comments and resolutions from `info`."""
    has_alpha = format_name != "JPEG" and picture.mode in ("RGBA", "LA")
    bare = picture.convert("RGBA" if has_alpha else "RGB")
    bare.info = {}
    return bare
