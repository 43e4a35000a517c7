"""What the API tells of each kind of record: the forms that `archive.formats.plain` gives, field by field."""
