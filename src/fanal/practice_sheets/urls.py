from django.urls import path

from fanal.practice_sheets.views import practice_sheet

app_name = "practice_sheets"
urlpatterns = [
    path("", practice_sheet.sheet_list, name="sheet_list"),
    path("nouvelle/", practice_sheet.sheet_write, name="sheet_write"),
    path("apercu/", practice_sheet.sheet_preview, name="sheet_preview"),
    path("choisir/", practice_sheet.sheet_picker, name="sheet_picker"),
    path("<int:number>/", practice_sheet.sheet_page, name="sheet_page"),
    path("<int:number>/modifier/", practice_sheet.sheet_edit, name="sheet_edit"),
    path("<int:number>/etape/", practice_sheet.sheet_gesture, name="sheet_gesture"),
    path("<int:number>/avis/", practice_sheet.sheet_opinion, name="sheet_opinion"),
]
