"""How records are cited: as BibTeX, RIS and CSL-JSON, as text, and for tools that read the page's head."""
