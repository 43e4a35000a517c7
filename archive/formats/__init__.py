"""The forms in which records are told to programs. Each app registers there what it says of its own kinds."""
