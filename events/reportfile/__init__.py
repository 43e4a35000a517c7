"""The report file: one report, one file, one transaction. Read by import, written by export, the shape of a draft."""
