from django.urls import path

from fanal.directory.views import duplicates, letters, pupils

app_name = "directory"
urlpatterns = [
    path("", pupils.pupil_list, name="pupil_list"),
    path("<int:pupil>/", pupils.pupil_page, name="pupil_page"),
    path("<int:pupil>/reunir/", duplicates.pupil_twins, name="pupil_twins"),
    path("personnels/<int:person>/reunir/", duplicates.person_twins, name="person_twins"),
    path("doublons/", duplicates.pair_list, name="pair_list"),
    path("doublons/<int:pupil>/<int:twin>/", duplicates.pupil_pair, name="pupil_pair"),
    path("doublons/personnels/<int:person>/<int:colleague>/", duplicates.person_pair, name="person_pair"),
    path("doublons/separer/<int:joined>/", duplicates.separate, name="separate"),
    path("classes/", pupils.class_list, name="class_list"),
    path("classes/liste/<path:division>", pupils.class_sheet, name="class_sheet"),
    path("classes/<path:division>/", pupils.class_page, name="class_page"),
    path("courriers/", letters.letter_list, name="letter_list"),
    path("courriers/ecrire/", letters.letter_add, name="letter_add"),
    path("courriers/<int:letter>/", letters.letter_print, name="letter_print"),
    path("courriers/<int:letter>/modifier/", letters.letter_change, name="letter_change"),
    path("courriers/<int:letter>/supprimer/", letters.letter_remove, name="letter_remove"),
]
