"""The whole archive as tables and files that other programs open: `manage.py dump`."""
