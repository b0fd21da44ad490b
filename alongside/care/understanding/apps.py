from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "alongside.care.understanding"
    label = "care_understanding"
