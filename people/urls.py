from django.urls import path

from people.views import SpeakerPage, Speakers

urlpatterns = [
    path("speakers/", Speakers.as_view(), name="speakers"),
    path("speakers/<slug:slug>/", SpeakerPage.as_view(), name="speaker"),
]
