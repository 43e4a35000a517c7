"""Sheets of people, organizations or appearances: read, shown row by row, and brought in whole or not at all."""
