"""The OpenAPI document of the API, made once."""

from events.interop.api.document import complete
from events.interop.api.operations import api

DOCUMENT = complete(api)
