from django.urls import path

from fanal.web import views
from fanal.web.search import search
from fanal.web.setup.views import welcome

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("bienvenue/", welcome, name="welcome"),
    path("rechercher/", search, name="search"),
]
