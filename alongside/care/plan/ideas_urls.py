from django.urls import path

from alongside.care.plan.views import fits, ideas

urlpatterns = [
    path("ideas/", ideas.ideas, name="ideas"),
    path("ideas/<slug:idea_id>/", ideas.idea, name="idea"),
    path("fits/", fits.fits, name="fits"),
    path("fits/<slug:question>/", fits.part, name="fits-part"),
    path("prompts/", ideas.prompts, name="prompts"),
]
