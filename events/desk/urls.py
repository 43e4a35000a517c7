from django.urls import path

from events.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.Drafts.as_view(), name="drafts"),
    path("candidates.json", views.Candidates.as_view(), name="candidates"),
    path("forum.json", views.KnownForum.as_view(), name="forum"),
    path("reopen/<slug:slug>/", views.Reopen.as_view(), name="reopen"),
    path("<int:pk>/", views.DeskPage.as_view(), name="draft"),
    path("<int:pk>/text/", views.TextPage.as_view(), name="text"),
    path("<int:pk>/discard/", views.Discard.as_view(), name="discard"),
    path("<int:pk>/draft.json", views.DraftJson.as_view(), name="draft-json"),
    path("<int:pk>/kept/<int:kept>.json", views.Kept.as_view(), name="kept"),
    path("<int:pk>/take-over.json", views.TakeOver.as_view(), name="take-over"),
    path("<int:pk>/ready.json", views.Ready.as_view(), name="ready"),
    path("<int:pk>/suggestions.json", views.Suggestions.as_view(), name="suggestions"),
    path("<int:pk>/forums.json", views.Forums.as_view(), name="forums"),
    path("<int:pk>/preview.json", views.Preview.as_view(), name="preview"),
    path("<int:pk>/publish.json", views.Publish.as_view(), name="publish"),
    path("<int:pk>/withdraw.json", views.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/report.yaml", views.ReportFile.as_view(), name="report-file"),
]
