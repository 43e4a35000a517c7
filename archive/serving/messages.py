"""What the next page tells of this one, kept by the browser.

Were it kept in the session, what is saved and committed would still need the database once more to be acknowledged.
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class Messages(CookieStorage):
    cookie_name = settings.MESSAGES_COOKIE_NAME
