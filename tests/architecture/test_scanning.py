"""December § 4.4: a camera wherever one reads « scannez »: who says it has the field with the camera."""

import re
from collections.abc import Iterator
from importlib import import_module

from django import forms

from fanal.equipment.forms.scanned import WithCamera
from tests.architecture import source
from tests.architecture.source import none_of

SAYS = re.compile(r"\bscannez\b|\bon scanne\b", re.I)
HAS = re.compile(r"data-scan\b|form\.machines?\b")
# What is scanned there is on the screen, or on another page.
ELSEWHERE = {
    "training/templates/training/room.html": "the code of this screen, by the phone of each",
    "templates/mfa/totp/activate_form.html": "the code of this screen, by the application that signs in",
    "web/templates/web/offline.html": "says what works without network, in the rooms that were carried along",
    "campaigns/templates/campaigns/campaign_list.html": "says what a campaign is, before one is opened",
}


def silent_pages() -> Iterator[str]:
    """The pages that say it and have no camera."""
    for file in source.templates():
        text = file.read_text(encoding="utf-8")
        if SAYS.search(text) and not HAS.search(text):
            yield file.relative_to(source.SOURCE).as_posix()


def test_each_page_that_says_scannez_reads_by_the_camera():
    found = set(silent_pages())
    none_of(f"{page} says « scannez » and has no camera" for page in found - set(ELSEWHERE))
    none_of(f"{page} needs no reason any more" for page in set(ELSEWHERE) - found)


def _forms(of: type) -> Iterator[type[forms.BaseForm]]:
    for form in of.__subclasses__():
        yield form
        yield from _forms(form)


def test_each_field_that_says_scannez_has_the_camera():
    for file in source.python_files():
        if file.parent.name == "forms":
            import_module(".".join(file.relative_to(source.ROOT / "src").with_suffix("").parts))
    saying = [
        (form.__name__, name, field)
        for form in _forms(forms.BaseForm)
        if form.__module__.startswith("fanal.")
        for name, field in form.base_fields.items()
        if SAYS.search(str(field.help_text))
    ]
    known = {"LoanForm", "ScannedForm", "ExchangeForm", "GoodsForm", "MachinesForm", "TakeForm"}
    assert {form for form, *_ in saying} >= known
    none_of(
        f"{form}.{name} says « scannez » and has no camera"
        for form, name, field in saying
        if not isinstance(field.widget, WithCamera)
    )


def test_the_camera_is_one_script_that_makes_a_sound():
    """One component: no page opens the camera by a script of its own."""
    scripts = [file for file in source.SOURCE.rglob("static/**/*.js") if "static_build" not in file.parts]
    opening = [source.name_of(file) for file in scripts if "getUserMedia" in file.read_text(encoding="utf-8")]
    assert opening == ["src/fanal/static/fanal/scan.js"]
    assert "createOscillator" in (source.SOURCE / "static/fanal/scan.js").read_text(encoding="utf-8")
