"""Static files as they are served in production: under names that change with what they hold."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """The modules that a script imports change their names too: no browser mixes a page of two versions.

    A module's name depends on those it imports, one pass for each step of the longest chain; a circle has no end.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 30
