"""The API: what the pages tell of records, for programs, at addresses and in forms that stay."""
