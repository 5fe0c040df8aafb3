"""Files from outside: name, extension and bytes agree, or a sentence says why not."""

import io
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fanal.core.files import FileKind, RefusedFile, clean_name, images, recognise, reencode, thumbnail
from fanal.core.files.images import MOST_PIXELS
from fanal.core.testing import working_less_than

from .zoo import ODS_TYPE, ods, ods_table, picture, xlsx, xlsx_cells, zipped

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n" + b"0" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
DOCX = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
ODT = zipped({"mimetype": ODS_TYPE.replace("spreadsheet", "text"), "content.xml": "<x/>"})
GPS, ORIENTATION, SIDEWAYS = 0x8825, 0x0112, 6


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("Photo.JPG", picture("JPEG"), FileKind.JPEG),
        ("a.png", picture("PNG"), FileKind.PNG),
        ("a.webp", picture("WEBP"), FileKind.WEBP),
        ("a.pdf", PDF, FileKind.PDF),
        ("a.txt", "Réunion à 8 h".encode("cp1252"), FileKind.TEXT),
        ("a.csv", b"BMX;MZ\n", FileKind.CSV),
        ("a.xlsx", xlsx(xlsx_cells(("A1", "a"))), FileKind.XLSX),
        ("a.ods", ods(ods_table([["a"]])), FileKind.ODS),
        ("a.docx", DOCX, FileKind.DOCX),
        ("a.odt", ODT, FileKind.ODT),
    ],
)
def test_each_accepted_kind_is_recognised_from_bytes_and_from_a_path(tmp_path, name, data, kind):
    path = tmp_path / "stored"
    path.write_bytes(data)
    file = recognise(data, name)
    assert (file.kind, file.name, file.size) == (kind, name, len(data))
    assert recognise(path, name) == file


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.svg", SVG, "SVG", id="svg with a script"),
        pytest.param("a.png", b"\xef\xbb\xbf \n" + SVG, "SVG", id="svg called png"),
        pytest.param("a.txt", "<html>".encode("utf-16"), "page web", id="utf-16 page called text"),
        pytest.param(
            "a.pdf", b"%PDF-1.4\n<html><script>alert(1)</script>" + PDF, "page web", id="pdf and page"
        ),
        pytest.param("a.pdf", b"<html>%PDF-1.4", "page web", id="page and pdf"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xe0<script>alert(1)</script>", "page web", id="jpeg and page"),
        pytest.param("a.pdf", b"\x7fELF" + b"\0" * 99, "programme", id="program called pdf"),
        pytest.param("a.txt", b"#!/bin/sh\nrm -rf /\n", "programme", id="script called text"),
        pytest.param("photo\u202egpj.exe", b"MZ\x90\0" + b"\0" * 99, "programme", id="name read backwards"),
        pytest.param(
            "photo\u202egpj.exe", picture("JPEG"), "annonce", id="name read backwards, true picture"
        ),
        pytest.param("a.zip", zipped({"a.txt": "a"}), "archive", id="zip"),
        pytest.param("a.jar", zipped({"META-INF/MANIFEST.MF": "a"}), "archive", id="jar"),
        pytest.param("a.gz", b"\x1f\x8b\x08\0" + b"\0" * 99, "archive", id="gzip"),
        pytest.param(
            "a.docx", zipped({"word/document.xml": "", "word/vbaProject.bin": "x"}), "macros", id="docm"
        ),
        pytest.param("a.docm", DOCX, "macros", id="docm by its name"),
        pytest.param("a.xlsx", xlsx(xlsx_cells(("A1", "Nom")))[:200], "incomplet", id="xlsx cut short"),
        pytest.param("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 99, "iPhone", id="heic"),
        pytest.param("a.png", picture("JPEG"), "JPEG", id="jpeg called png"),
        pytest.param("a.pdf", b"", "vide", id="empty"),
        pytest.param("a.pdf", bytes(range(256)), "aucun format connu", id="noise"),
        pytest.param("sans extension", PDF, "annonce", id="no extension"),
        pytest.param("a.pdf", PDF + b"0" * 26 * 1024 * 1024, "25 Mo", id="too heavy"),
    ],
)
def test_what_is_not_accepted_is_refused_by_a_sentence(name, data, words):
    with pytest.raises(RefusedFile, match=words) as refusal:
        recognise(data, name)
    assert refusal.value.sentence.endswith((".", "»."))


def test_a_kind_may_be_allowed_in_one_place_only():
    with pytest.raises(RefusedFile, match=r"Formats acceptés : \.jpeg, \.jpg, \.png"):
        recognise(PDF, "a.pdf", allowed=frozenset({FileKind.JPEG, FileKind.PNG}))


def test_a_picture_called_table_is_told_what_is_taken_here():
    """A newcomer, November 2026: « give it the right extension » led to another refusal."""
    says = r"c’est une image JPEG, ce qui n’est pas accepté ici\. Formats acceptés : \.txt, \.xml\."
    with pytest.raises(RefusedFile, match=says):
        recognise(picture("JPEG"), "a.csv", allowed=frozenset({FileKind.TEXT}), also=(".xml",))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\prof\\Mes notes.txt", "Mes notes.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\0b\r\nc\u200b.pdf", "abc.pdf"),
        ("  .htaccess ", "htaccess"),
        ('dev<1>:"x"|?.pdf', "dev-1---x---.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("..", "fichier"),
        ("", "fichier"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("0.0000000000 0", "0.0000000000 0"),  # no extension: words after a full stop
        ("v1. Compte rendu de la réunion", "v1. Compte rendu de la réunion"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_a_clean_name_is_short_visible_without_path_and_stable(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= 120
    assert not set(clean) & set('/\\\0\n\u202e<>"')
    assert clean not in {".", ".."}
    assert clean_name(clean) == clean


def photo_with_place(**options: object) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    exif.get_ifd(GPS)[2] = (48.0, 51.0, 24.0)
    return picture("JPEG", (60, 40), exif=exif, comment=b"CANARI", **options)


def test_a_photo_loses_its_place_and_keeps_its_orientation():
    original = photo_with_place()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(GPS)
    data, size = reencode(original + b"CANARI hidden after the end")
    drawn = Image.open(io.BytesIO(data))
    assert size == drawn.size == (40, 60)
    assert not drawn.getexif()
    assert b"CANARI" not in data
    assert b"Exif" not in data


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
    ],
)
def test_pictures_of_every_mode_keep_their_format_and_shrink_to_2000_pixels(kind, mode):
    buffer = io.BytesIO()
    Image.new(mode, (2400, 600)).save(buffer, kind)
    data, size = reencode(buffer.getvalue())
    assert size == (2000, 500)
    assert Image.open(io.BytesIO(data)).format == kind


def test_a_jpeg_that_holds_a_second_picture_is_the_first():
    """MPO, as phones write it beside a depth or a gain map: it was said to be damaged."""
    buffer = io.BytesIO()
    first, second = Image.new("RGB", (600, 400), "red"), Image.new("RGB", (300, 200))
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    data, size = reencode(buffer.getvalue())
    assert size == (600, 400)
    assert Image.open(io.BytesIO(data)).format == "JPEG"


def test_a_thumbnail_is_a_small_webp():
    data, size = thumbnail(picture("PNG", (1000, 500)))
    assert size == (320, 160)
    assert recognise(data, "a.webp").kind is FileKind.WEBP


def png_announcing(width: int, height: int) -> bytes:
    """A valid PNG of a few kilobytes whose pixels would take gigabytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(png_announcing(30_000, 30_000), "trop grande", id="decompression bomb"),
        pytest.param(png_announcing(5_000, 4_000), "endommagée", id="pixels missing"),
        pytest.param(picture("JPEG", (400, 300))[:-900], "endommagée", id="truncated"),
        pytest.param(picture("WEBP", (400, 300))[:60], "endommagée", id="truncated webp"),
        pytest.param(PDF, "n’est pas une image", id="no picture"),
        pytest.param(picture("GIF"), "n’est pas une image", id="another picture"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused_by_a_sentence(data, words):
    with pytest.raises(RefusedFile, match=words):
        reencode(data)


def test_a_picture_of_fifty_million_pixels_is_refused_before_it_is_drawn():
    """verified in November 2026, § 7 S6: four such of 290 kB slowed every page to five seconds."""
    assert 7_071**2 > MOST_PIXELS >= 4_000 * 6_000
    with pytest.raises(RefusedFile, match="24 millions de pixels"):
        reencode(png_announcing(7_071, 7_071))


def test_one_picture_is_drawn_at_a_time_and_the_next_waits(monkeypatch):
    drawing, most, entered = 0, 0, Lock()

    def slow(*_: object) -> tuple[bytes, tuple[int, int]]:
        nonlocal drawing, most
        with entered:
            drawing, most = drawing + 1, max(most, drawing + 1)
        time.sleep(0.02)
        with entered:
            drawing -= 1
        return b"", (1, 1)

    monkeypatch.setattr(images, "_decode", slow)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(reencode, [picture("PNG")] * 4)) == [(b"", (1, 1))] * 4
    assert most == 1


def test_a_picture_that_never_has_its_turn_is_refused_by_a_sentence(monkeypatch):
    monkeypatch.setattr(images, "SECONDS_FOR_A_TURN", 0.01)
    with images.TURN, pytest.raises(RefusedFile, match="en même temps"):
        reencode(picture("PNG"))


def test_a_photo_of_a_thousand_scans_is_refused_at_once():
    """Each scan passes over the whole picture: 271 kB held a processor for ten seconds."""
    buffer = io.BytesIO()
    Image.new("RGB", (600, 400), "navy").save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    last = data.rindex(images.SCAN)
    many = data[:-2] + data[last:-2] * 200 + b"\xff\xd9"
    with working_less_than(0.2), pytest.raises(RefusedFile, match="endommagée"):
        reencode(many)


def test_sixteen_bits_of_grey_keep_their_shades():
    buffer = io.BytesIO()
    grey = Image.new("I;16", (4, 1))
    for x, value in enumerate((0, 20_000, 40_000, 65_535)):
        grey.putpixel((x, 0), value)
    grey.save(buffer, "PNG")
    data, _ = reencode(buffer.getvalue())
    drawn = Image.open(io.BytesIO(data)).convert("L")
    assert [drawn.getpixel((x, 0)) for x in range(4)] == pytest.approx([0, 78, 156, 255], abs=1)
