from django.urls import path

from events.desk import api, views

app_name = "desk"
urlpatterns = [
    path("", views.Drafts.as_view(), name="drafts"),
    path("candidates.json", api.Candidates.as_view(), name="candidates"),
    path("forum.json", api.KnownForum.as_view(), name="forum"),
    path("reopen/<slug:slug>/", views.Reopen.as_view(), name="reopen"),
    path("<int:pk>/", views.DeskPage.as_view(), name="draft"),
    path("<int:pk>/text/", views.TextPage.as_view(), name="text"),
    path("<int:pk>/discard/", views.Discard.as_view(), name="discard"),
    path("<int:pk>/draft.json", api.DraftJson.as_view(), name="draft-json"),
    path("<int:pk>/kept/<int:kept>.json", api.Kept.as_view(), name="kept"),
    path("<int:pk>/take-over.json", api.TakeOver.as_view(), name="take-over"),
    path("<int:pk>/ready.json", api.Ready.as_view(), name="ready"),
    path("<int:pk>/suggestions.json", api.Suggestions.as_view(), name="suggestions"),
    path("<int:pk>/forums.json", api.Forums.as_view(), name="forums"),
    path("<int:pk>/preview.json", api.Preview.as_view(), name="preview"),
    path("<int:pk>/publish.json", api.Publish.as_view(), name="publish"),
    path("<int:pk>/withdraw.json", api.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/report.yaml", api.ReportFile.as_view(), name="report-file"),
]
