"""The rate at which one address may ask. What is answered from the kept pages never comes here, and does not count."""

from datetime import UTC, datetime

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from archive.access.senders import sender
from archive.serving.rates import Left, limiter


class Throttle(BaseThrottle):
    def allow_request(self, request: HttpRequest) -> bool:
        if not (here := limiter()):
            return True
        left = here.take(sender(request, datetime.now(UTC).date()))
        self.say(request, left, here.rate.policy)
        return left.many >= 0

    @staticmethod
    def say(request: HttpRequest, left: Left, policy: str) -> None:
        told = {"RateLimit-Policy": policy, "RateLimit": left.header}
        if left.many < 0:
            told["Retry-After"] = str(left.seconds)
        request.told_of_rate = told

    def wait(self) -> None:
        """Each answer says so itself: one throttle serves many threads."""
