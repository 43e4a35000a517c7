"""The record model: forums and their parts, the facts reports state of them, and who states what."""

from events.models.agreements import Agreement, Party
from events.models.citations import Capacity, Citation
from events.models.corrections import Correction
from events.models.drafts import Draft, KeptDraft, Withdrawn
from events.models.facts import Appearance, Detail, Figure, Involvement, Location, Mention
from events.models.forums import Choice, Forum, ForumDecision, ForumTopic, Series, Session, SessionDecision, Topic
from events.models.phrases import Phrase
from events.models.reports import Report, ReportLink, ReportText

__all__ = [
    "Agreement",
    "Appearance",
    "Capacity",
    "Choice",
    "Citation",
    "Correction",
    "Detail",
    "Draft",
    "Figure",
    "Forum",
    "ForumDecision",
    "ForumTopic",
    "Involvement",
    "KeptDraft",
    "Location",
    "Mention",
    "Party",
    "Phrase",
    "Report",
    "ReportLink",
    "ReportText",
    "Series",
    "Session",
    "SessionDecision",
    "Topic",
    "Withdrawn",
]
