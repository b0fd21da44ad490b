from django.urls import include, path

from alongside.care.plan import ideas_urls
from alongside.care.plan.views import going, plan, step, typing

app_name = "plan"
urlpatterns = [
    path("", plan.plan, name="plan"),
    path("propose/", step.propose, name="propose"),
    path("flare-up/", plan.flare_up, name="flare-up"),
    path("print/", plan.printed, name="print"),
    path("versions/", plan.versions, name="versions"),
    path("versions/<int:plan_number>/", plan.version, name="version"),
    path("step/<uuid:step_id>/", step.step, name="step"),
    path("step/<uuid:step_id>/change/", step.change, name="change"),
    path("step/<uuid:step_id>/stop/", step.stop, name="stop"),
    path("step/<uuid:step_id>/resume/", step.resume, name="resume"),
    path("step/<uuid:step_id>/move/", step.move, name="move"),
    path("step/<uuid:step_id>/look-again/", step.look_again, name="look-again"),
    path("check-in/", going.check_in, name="check-in"),
    path("check-in/type/", typing.check_in, name="check-in-type"),
    path("check-in/<uuid:check_in_id>/", going.checked_in, name="checked-in"),
    path("ease/<uuid:offer_id>/", going.ease, name="ease"),
    path("bad-day/", going.bad_day, name="bad-day"),
    path("bad-day/<uuid:bad_day_id>/", going.bad_day_answer, name="bad-day-answer"),
    path("going/", going.going, name="going"),
    path("words/<uuid:wording_id>/answer/", step.answer, name="answer"),
    path("words/<uuid:wording_id>/type-answer/", typing.answer, name="type-answer"),
    path("words/<uuid:wording_id>/show/", step.show, name="show"),
    path("words/<uuid:wording_id>/take-back/", step.take_back, name="take-back"),
    path("", include(ideas_urls.urlpatterns)),
]
