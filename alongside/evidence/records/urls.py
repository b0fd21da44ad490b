from django.urls import path

from alongside.evidence.records import views

app_name = "records"
urlpatterns = [
    path("files/", views.imports, name="imports"),
    path("files/<uuid:import_id>/", views.imported, name="import"),
    path("files/<uuid:import_id>/bytes/", views.file_bytes, name="file"),
    path("records/", views.records, name="records"),
    path("records/<uuid:record_id>/", views.record, name="record"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/merged/", views.merges, name="merges"),
    path("duplicates/merged/<uuid:merge_id>/undo/", views.undo, name="undo-merge"),
    path("duplicates/<uuid:pair_id>/", views.pair, name="pair"),
]
