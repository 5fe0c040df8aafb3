from django.urls import path

from fanal.agenda.views import duties, feed, figures, rollover, task, template, variants, year

app_name = "agenda"
urlpatterns = [
    path("", year.year_page, name="year"),
    path("creer/", year.year_create, name="create"),
    path("fait/", year.task_finish_listed, name="finish_listed"),
    path("ajouter/", task.task_add, name="add"),
    path("<int:number>/", task.task_page, name="task"),
    path("<int:number>/prendre/", task.task_take, name="take"),
    path("<int:number>/fait/", task.task_finish, name="finish"),
    path("<int:number>/remettre/", task.task_reopen, name="reopen"),
    path("<int:number>/deplacer/", task.task_move, name="move"),
    path("<int:number>/ecarter/", task.task_put_aside, name="put_aside"),
    path("<int:number>/confier/", task.task_change, name="change"),
    path("services/<int:service>/", duties.plan_duties, name="plan_duties"),
    path("modeles/", template.template_list, name="templates"),
    path("modeles/reprendre/", template.template_adopt, name="adopt"),
    path("modeles/academies/", variants.variant_page, name="variants"),
    path("modeles/ajouter/", template.template_add, name="template_add"),
    path("modeles/<int:template>/", template.template_page, name="template"),
    path("chiffres/", figures.figures_page, name="figures"),
    path("chiffres/export.<str:form>", figures.figures_export, name="figures_export"),
    path("chiffres/<str:code>/", figures.figure_rows, name="figure_rows"),
    path("bascule/", rollover.rollover_page, name="switch"),
    path("bascule/voir/<slug:line>/", rollover.rollover_line, name="switch_line"),
    path("bascule/ouvrir/", rollover.rollover_open, name="switch_open"),
    path("bascule/annuler/", rollover.rollover_undo, name="switch_undo"),
    path("bascule/etape/", rollover.rollover_step, name="switch_step"),
    path("agenda/", feed.feed_page, name="feed_page"),
    path("agenda/retirer/", feed.feed_revoke, name="feed_revoke"),
    path("agenda/<slug:token>.ics", feed.feed, name="feed"),
]
