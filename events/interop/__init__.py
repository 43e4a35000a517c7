"""What others take the archive by: kinds of access that span all kinds of record."""
