from django.urls import path

from alongside.care.involvement.views import deciding, decision, matter, together, typing

app_name = "involvement"
urlpatterns = [
    path("", together.together, name="together"),
    path("problem/new/", matter.problem_new, name="problem-new"),
    path("goal/new/", matter.goal_new, name="goal-new"),
    path("problem/type/", typing.problem, name="problem-type"),
    path("goal/type/", typing.goal, name="goal-type"),
    path("<uuid:matter_id>/", matter.matter, name="matter"),
    path("<uuid:matter_id>/change/", matter.change, name="matter-change"),
    path("<uuid:matter_id>/answer/", matter.answer, name="matter-answer"),
    path("<uuid:matter_id>/rate/", matter.rate, name="matter-rate"),
    path("<uuid:matter_id>/behind/", matter.behind, name="matter-behind"),
    path("<uuid:matter_id>/type-answer/", typing.answer, name="matter-type-answer"),
    path("<uuid:matter_id>/type-rating/", typing.rating, name="matter-type-rating"),
    path("decision/new/", decision.decision_new, name="decision-new"),
    path("decision/<uuid:decision_id>/", decision.decision, name="decision"),
    path("decision/<uuid:decision_id>/prepare/", decision.prepare, name="decision-prepare"),
    path("decision/<uuid:decision_id>/option/", decision.option_new, name="option-new"),
    path(
        "decision/<uuid:decision_id>/option/<uuid:option_id>/",
        decision.option_change,
        name="option-change",
    ),
    path("decision/<uuid:decision_id>/reopen/", decision.reopen, name="decision-reopen"),
    path("decision/<uuid:decision_id>/recommend/", deciding.recommend, name="recommend"),
    path("decision/<uuid:decision_id>/respond/", deciding.respond, name="respond"),
    path("decision/<uuid:decision_id>/choose/", deciding.choose, name="choose"),
    path("decision/<uuid:decision_id>/answer/", deciding.answer, name="choice-answer"),
]
