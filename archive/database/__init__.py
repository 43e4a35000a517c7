"""The database as the archive uses it: rules of rows, many rows at once, a page of them, its copies, its refusals."""
