from django.urls import path

from fanal.core.database.order import Step
from fanal.steering.views import (
    action,
    coverage,
    grid,
    imports,
    link,
    objective,
    opinion,
    plan,
    project,
    version,
)

app_name = "steering"
VERSION, AXIS, OBJECTIVE = (
    "versions/<int:project_version>",
    "axes/<int:project_axis>",
    "objectifs/<int:objective>",
)
ACTION, ASSESSMENT = "actions/<int:project_action>", "auto-evaluation/<int:self_assessment>"
GRID, OPINION = "grilles/<int:assessment_grid>", f"{VERSION}/avis/<slug:council>"
UP, DOWN = {"step": Step.UP}, {"step": Step.DOWN}
urlpatterns = [
    path("", project.project, name="project"),
    path("couverture/", coverage.coverage, name="coverage"),
    path("frise/", coverage.timeline, name="timeline"),
    path("relier/", link.link_point, name="link_point"),
    path("versions/", project.version_list, name="version_list"),
    path("versions/nouvelle/", version.version_begin, name="version_begin"),
    path(f"{VERSION}/", project.version_page, name="version_page"),
    path(f"{VERSION}/modifier/", version.version_change, name="version_change"),
    path(f"{VERSION}/abandonner/", version.version_remove, name="version_remove"),
    path(f"{VERSION}/adopter/", version.version_adopt, name="version_adopt"),
    path(f"{VERSION}/projet.pdf", project.project_paper_file, name="project_paper"),
    path(f"{VERSION}/actions.<str:form>", project.project_export, name="project_export"),
    path(f"{OPINION}/", opinion.opinion, name="opinion"),
    path(f"{OPINION}/retirer/", opinion.opinion_remove, name="opinion_remove"),
    path(f"{VERSION}/axes/nouveau/", plan.axis_add, name="axis_add"),
    path(f"{AXIS}/modifier/", plan.axis_change, name="axis_change"),
    path(f"{AXIS}/monter/", plan.axis_move, UP, name="axis_up"),
    path(f"{AXIS}/descendre/", plan.axis_move, DOWN, name="axis_down"),
    path(f"{AXIS}/supprimer/", plan.axis_remove, name="axis_remove"),
    path(f"{AXIS}/objectifs/nouveau/", plan.objective_add, name="objective_add"),
    path(f"{OBJECTIVE}/", objective.objective_page, name="objective_page"),
    path(f"{OBJECTIVE}/modifier/", plan.objective_change, name="objective_change"),
    path(f"{OBJECTIVE}/monter/", plan.objective_move, UP, name="objective_up"),
    path(f"{OBJECTIVE}/descendre/", plan.objective_move, DOWN, name="objective_down"),
    path(f"{OBJECTIVE}/supprimer/", plan.objective_remove, name="objective_remove"),
    path(f"{OBJECTIVE}/relier/<str:traced_kind>/", link.link_choose, name="link_choose"),
    path(f"{OBJECTIVE}/liens/<int:objective_link>/retirer/", link.link_remove, name="link_remove"),
    path(f"{OBJECTIVE}/actions/nouvelle/", action.action_add, name="action_add"),
    path(f"{ACTION}/modifier/", action.action_change, name="action_change"),
    path(f"{ACTION}/avancement/", action.action_advance, name="action_advance"),
    path(f"{ACTION}/supprimer/", action.action_remove, name="action_remove"),
    path("import/", imports.import_start, name="import_start"),
    path("import/<int:number>/", imports.import_page, name="import_page"),
    path("import/<int:number>/colonnes/", imports.import_columns, name="import_columns"),
    path("import/<int:number>/appliquer/", imports.import_apply, name="import_apply"),
    path("import/<int:number>/annuler/", imports.import_undo, name="import_undo"),
    path("grilles/", grid.grid_list, name="grid_list"),
    path("grilles/livree/", grid.grid_deliver, name="grid_deliver"),
    path("grilles/nouvelle/", grid.grid_import, name="grid_import"),
    path(f"{GRID}/proposer/", grid.grid_offer, name="grid_offer"),
    path(f"{GRID}/commencer/", grid.assessment_begin, name="assessment_begin"),
    path(f"{ASSESSMENT}/", grid.assessment_page, name="assessment_page"),
    path(f"{ASSESSMENT}/repondre/", grid.assessment_answer, name="assessment_answer"),
    path(f"{ASSESSMENT}/terminer/", grid.assessment_close, name="assessment_close"),
]
