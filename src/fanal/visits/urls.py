from django.urls import path

from fanal.visits.views import visit

app_name = "visits"
urlpatterns = [
    path("", visit.visit_list, name="visit_list"),
    path("prevoir/", visit.visit_plan, name="visit_plan"),
    path("<int:number>/", visit.visit_page, name="visit_page"),
    path("<int:number>/agenda/", visit.visit_calendar, name="visit_calendar"),
    path("<int:number>/deplacer/", visit.visit_move, name="visit_move"),
    path("<int:number>/annuler/", visit.visit_cancel, name="visit_cancel"),
    path("<int:number>/fait/", visit.visit_conclude, name="visit_conclude"),
]
