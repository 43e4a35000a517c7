"""How the archive is served behind a proxy; `manage.py serve` needs none of it."""

from archive.embedded.server import THREADS_A_PAGE
from archive.memory import keep_little
from archive.settings import LOGGING, PAGES_AT_ONCE

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2  # about one for each core
threads = THREADS_A_PAGE * PAGES_AT_ONCE + 1
preload_app = True
# A page takes seven seconds at most; a file that is being sent does not count.
timeout = 30
graceful_timeout = 30
keepalive = 75  # longer than the proxy keeps a connection that nobody uses
control_socket_disable = True
# The proxy's word for who asks and by which scheme is taken from this machine only.
forwarded_allow_ips = "127.0.0.1"
# Each request has a line in the log of the archive, without its reader: there is no other.
accesslog = None
gunicorn = {"handlers": ["console"], "level": "INFO", "propagate": False}
root = {"handlers": []}  # each line once
logconfig_dict = LOGGING | {"root": root, "loggers": LOGGING["loggers"] | {"gunicorn.error": gunicorn}}


def post_worker_init(worker: object) -> None:
    keep_little()
