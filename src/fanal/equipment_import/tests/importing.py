"""Bringing files of others in tests of equipment: columns and words are accepted as they are proposed."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from fanal.core.imports.models import Import
from fanal.core.tenancy import scope


def url(name, school, *args):
    return reverse(f"equipment_import:{name}", args=[school.uai, *args])


def send(lead, school, content, name="liste.xlsx"):
    """Deposit it, accept the columns as they are proposed; where the second screen leads."""
    answer = lead.post(url("import_start", school), {"file": SimpleUploadedFile(name, content)})
    page = html.fromstring(lead.get(answer.url).text)
    return lead.post(answer.url, chosen_on(page))


def chosen_on(page, **other):
    """The selects of a page as they stand, but for `other`, by the word of the file."""
    sent = {}
    for select in page.xpath("//form[@method='post']//select"):
        word = select.getparent().getparent().xpath("th")[0].text_content().strip()
        picked = select.xpath("option[@selected]/@value") or select.xpath("option/@value")
        sent[select.get("name")] = other.get(word, picked[0])
    return sent


def apply(lead, school, number=1):
    with scope(school):
        root = Import.objects.for_school(school).get(number=number).root
    return lead.post(url("import_apply", school, number), {"shown": root})


def csv_of(*rows):
    return "".join(";".join(row) + "\n" for row in rows).encode()


def preview_of(lead, school, content, number=1):
    answer = send(lead, school, content, "liste.csv")
    if answer.url == url("import_words", school, number):
        lead.post(answer.url, chosen_on(html.fromstring(lead.get(answer.url).text)))
    page = lead.get(url("import_page", school, number)).text
    return page.replace("\u202f", " ").replace("\xa0", " ")
