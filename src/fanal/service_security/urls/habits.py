from django.urls import path

from fanal.service_security.views import habits

app_name = "habits"
urlpatterns = [
    path("", habits.habit_list, name="habit_list"),
    path("mots-de-passe/", habits.password_rules, name="password_rules"),
    path("<int:service>/", habits.habit_page, name="habit_page"),
]
