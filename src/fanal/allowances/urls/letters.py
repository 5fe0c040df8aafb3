from django.urls import path

from fanal.allowances.views import letter, letter_scan, letter_writing

app_name = "letters"
VERSION = "<int:number>/versions/<int:version>/"
urlpatterns = [
    path("", letter.letter_list, name="letter_list"),
    path("nouvelle/", letter_writing.letter_add, name="letter_add"),
    path("<int:number>/", letter.letter_page, name="letter_page"),
    path("<int:number>/modifier/", letter_writing.letter_edit, name="letter_edit"),
    path("<int:number>/partager/", letter.letter_share, name="letter_share"),
    path("<int:number>/accepter/", letter.letter_agree, name="letter_agree"),
    path("<int:number>/reprendre/", letter.letter_take_back, name="letter_take_back"),
    path("<int:number>/signature/", letter.letter_sign, name="letter_sign"),
    path("<int:number>/avenant/", letter.letter_amend, name="letter_amend"),
    path("<int:number>/clore/", letter.letter_close, name="letter_close"),
    path("<int:number>/supprimer/", letter.letter_discard, name="letter_discard"),
    path(VERSION, letter.letter_version, name="letter_version"),
    path(f"{VERSION}lettre.pdf", letter.letter_file, name="letter_file"),
    path(f"{VERSION}documents/", letter_scan.scan_add, name="scan_add"),
    path(f"{VERSION}documents/<int:scan>/", letter_scan.scan_file, name="scan_file"),
    path(f"{VERSION}documents/<int:scan>/retirer/", letter_scan.scan_remove, name="scan_remove"),
]
