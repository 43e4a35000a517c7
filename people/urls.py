from django.urls import path

from people.views import SpeakerPage, Speakers, SpeakersTogether

urlpatterns = [
    path("speakers/", Speakers.as_view(), name="speakers"),
    path("speakers/<slug:slug>/", SpeakerPage.as_view(), name="speaker"),
    path("speakers/<slug:slug>/co-appearances/", SpeakersTogether.as_view(), name="speakers-together"),
]
