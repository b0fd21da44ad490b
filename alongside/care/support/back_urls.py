"""Coming back, people with no next step, and letters: a part of ``support``'s addresses."""

from django.urls import path

from alongside.care.support.views import coming_back, letter, next_step

urlpatterns = [
    path("p/<uuid:partnership_id>/come-back/", coming_back.show, name="come-back"),
    path("p/<uuid:partnership_id>/come-back/say/", coming_back.say, name="come-back-say"),
    path("p/<uuid:partnership_id>/come-back/take-up/", coming_back.take_up, name="take-up"),
    path(
        "p/<uuid:partnership_id>/come-back/<uuid:coming_back_id>/heard/",
        coming_back.heard,
        name="come-back-heard",
    ),
    path("no-next-step/", next_step.listed, name="no-next-step"),
    path("p/<uuid:partnership_id>/next-step/", next_step.explain, name="next-step"),
    path("p/<uuid:partnership_id>/letters/", letter.letters, name="letters"),
    path("p/<uuid:partnership_id>/letters/draft/", letter.draft, name="letter-draft"),
    path("p/<uuid:partnership_id>/letters/<uuid:letter_id>/", letter.letter, name="letter"),
    path("p/<uuid:partnership_id>/letters/<uuid:letter_id>/text/", letter.text, name="letter-text"),
    path("p/<uuid:partnership_id>/letters/<uuid:letter_id>/pdf/", letter.pdf, name="letter-pdf"),
]
