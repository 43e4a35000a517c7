"""Django's PostgreSQL backend, which starts the embedded server by itself and refuses in one sentence."""
