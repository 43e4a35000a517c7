"""What the API tells of each kind of record: the forms that `archive.plain` gives, field by field."""
