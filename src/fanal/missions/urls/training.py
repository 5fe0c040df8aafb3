from django.urls import path

from fanal.missions.views import training

app_name = "trainings"
urlpatterns = [
    path("", training.training_page, name="training"),
    path("ajouter/", training.training_add, name="add"),
    path("<int:training>/partager/", training.training_share, name="share"),
    path("<int:training>/retirer/", training.training_remove, name="remove"),
]
