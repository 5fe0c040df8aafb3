from django.urls import path

from fanal.missions.views import letter_scans, letter_writing, letters

app_name = "letters"
VERSION = "<int:number>/versions/<int:version>/"
urlpatterns = [
    path("", letters.letter_list, name="letter_list"),
    path("nouvelle/", letter_writing.letter_add, name="letter_add"),
    path("<int:number>/", letters.letter_page, name="letter_page"),
    path("<int:number>/modifier/", letter_writing.letter_edit, name="letter_edit"),
    path("<int:number>/partager/", letters.letter_share, name="letter_share"),
    path("<int:number>/accepter/", letters.letter_agree, name="letter_agree"),
    path("<int:number>/reprendre/", letters.letter_take_back, name="letter_take_back"),
    path("<int:number>/signature/", letters.letter_sign, name="letter_sign"),
    path("<int:number>/avenant/", letters.letter_amend, name="letter_amend"),
    path("<int:number>/clore/", letters.letter_close, name="letter_close"),
    path("<int:number>/supprimer/", letters.letter_discard, name="letter_discard"),
    path(VERSION, letters.letter_version, name="letter_version"),
    path(f"{VERSION}lettre.pdf", letters.letter_file, name="letter_file"),
    path(f"{VERSION}documents/", letter_scans.scan_add, name="scan_add"),
    path(f"{VERSION}documents/<int:scan>/", letter_scans.scan_file, name="scan_file"),
    path(f"{VERSION}documents/<int:scan>/retirer/", letter_scans.scan_remove, name="scan_remove"),
]
