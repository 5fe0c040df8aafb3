from django.urls import path

from fanal.mission_letters.views import letter, scan, writing

app_name = "letters"
VERSION = "<int:number>/versions/<int:version>/"
urlpatterns = [
    path("", letter.letter_list, name="letter_list"),
    path("nouvelle/", writing.letter_add, name="letter_add"),
    path("<int:number>/", letter.letter_page, name="letter_page"),
    path("<int:number>/modifier/", writing.letter_edit, name="letter_edit"),
    path("<int:number>/partager/", letter.letter_share, name="letter_share"),
    path("<int:number>/accepter/", letter.letter_agree, name="letter_agree"),
    path("<int:number>/reprendre/", letter.letter_take_back, name="letter_take_back"),
    path("<int:number>/signature/", letter.letter_sign, name="letter_sign"),
    path("<int:number>/avenant/", letter.letter_amend, name="letter_amend"),
    path("<int:number>/clore/", letter.letter_close, name="letter_close"),
    path("<int:number>/supprimer/", letter.letter_discard, name="letter_discard"),
    path(VERSION, letter.letter_version, name="letter_version"),
    path(f"{VERSION}lettre.pdf", letter.letter_file, name="letter_file"),
    path(f"{VERSION}documents/", scan.scan_add, name="scan_add"),
    path(f"{VERSION}documents/<int:scan>/", scan.scan_file, name="scan_file"),
    path(f"{VERSION}documents/<int:scan>/retirer/", scan.scan_remove, name="scan_remove"),
]
