"""An archive that needs nothing installed: its own PostgreSQL, and the web server of `manage.py serve`."""
