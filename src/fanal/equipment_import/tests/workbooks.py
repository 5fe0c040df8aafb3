"""Workbooks as others make them, written here: the gestionnaire's, the exports of GLPI and of Snipe-IT."""

import io
from datetime import date

from xlsxwriter import Workbook

MODELS = ("Lenovo – ThinkPad L14", "HP ProBook 440 G10", "HP / ProBook 440 G10", "DELL Latitude 3440")
ROOMS = ("Salle des profs", "204", "S. 204", "Bât. A – 203", "salle 112", "CDI", "")
OWNERS = ("CD40", "Département", "Collège", "CD 40")
HEADERS = (
    "Désignation",
    "Marque / modèle",
    "N° de série",
    "Date d'acquisition",
    "Prix TTC",
    "Affectation",
    "Propriétaire",
    "Obs.",
)


def gestionnaire(count: int = 30) -> bytes:
    """A merged title, remarks, headers on line 6, « N/C », dates and prices of both sorts, two sums."""
    file = io.BytesIO()
    with Workbook(file) as book:
        sheet, day = book.add_worksheet("Portables 2026"), book.add_format({"num_format": "dd/mm/yy"})
        sheet.merge_range("A1:H1", "COLLÈGE – INVENTAIRE DES PORTABLES REÇUS DU DÉPARTEMENT")
        sheet.write("A3", "Document de travail – ne pas diffuser")
        sheet.write_row("A6", HEADERS)
        for rank in range(count):
            row = 6 + rank
            sheet.write(row, 0, "Portable" if rank % 3 else "PC portable")
            sheet.write(row, 1, MODELS[rank % 4])
            sheet.write(row, 2, "N/C" if rank == 12 else f"5CG{rank:04d}X{rank % 7}")
            if rank % 4:
                sheet.write_datetime(row, 3, date(2026, 9, 1 + rank % 27), day)
            else:
                sheet.write(row, 3, f"{1 + rank % 27:02d}/09/26")
            sheet.write(row, 4, 612.5 if rank % 5 else "612,50 €")
            sheet.write(row, 5, ROOMS[rank % 7])
            sheet.write(row, 6, OWNERS[rank % 4])
            sheet.write(row, 7, "housse" if rank % 6 == 0 else "")
        sheet.write(6 + count, 0, "TOTAL")
        sheet.write_formula(6 + count, 4, f"=SUM(E7:E{6 + count})", None, 18375)
        sheet.write(7 + count, 0, f"{count} portables")
    return file.getvalue()


GLPI_ROWS = (
    (
        "Nom",
        "Entité",
        "Statut",
        "Fabricant",
        "Numéro de série",
        "Type",
        "Modèle",
        "Lieu",
        "Numéro d'inventaire",
        "Usager",
    ),
    (
        "PC-112-01",
        "Collège Alpha",
        "En service",
        "LENOVO",
        "PF1ABC01",
        "Desktop",
        "ThinkCentre M70q",
        "Collège > Bâtiment A > Salle 112",
        "D2201",
        "",
    ),
    (
        "PC-112-02",
        "Collège Alpha",
        "En panne",
        "LENOVO",
        "PF1ABC02",
        "Desktop",
        "ThinkCentre M70q",
        "Collège > Bâtiment A > 1er étage > Salle 113",
        "D2202",
        "",
    ),
    (
        "PC-CDI",
        "Collège Alpha",
        "En stock",
        "HP",
        "CZC0001",
        "Desktop",
        "ProDesk 400",
        "Collège > CDI",
        "D2203",
        "",
    ),
)
GLPI = "".join("".join(f'"{cell}";' for cell in row) + "\n" for row in GLPI_ROWS)
SNIPE_IT = (
    "Company,Asset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Purchase Date,Purchase Cost,"
    "Supplier,Assigned To,Location,Status,Warranty,Notes\n"
    'School,LAP-01,00042,Latitude 3440,P159G,Laptops,Dell,SN00421,2024-09-02,"1,250.00",LDLC,,Library,'
    "Ready to Deploy,36 months,\n"
    "School,PRJ-01,00043,EB-L200,,Projector,Epson,SN00431,2023-01-15,899.90,,,Room 12,Deployed,24,"
    "Lamp 200 h\n"
)
