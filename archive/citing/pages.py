"""Pages of what can be cited: their formats of citations, the citation as text, and what Zotero reads in their head."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.functional import cached_property

from archive.citing.bibtex import as_bibtex
from archive.citing.csl import as_csl
from archive.citing.embedded import embedded
from archive.citing.rendered import rendered
from archive.citing.ris import as_ris
from archive.citing.works import Work, work
from archive.formats.format import Format
from archive.pages.page import ReadPage

CSL_TYPE = "application/vnd.citationstyles.csl+json"


def _kept_as(name: str, words: str, media_type: str) -> HttpResponse:
    """Words to keep as a file."""
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(words, content_type=f"{media_type}; charset=utf-8", headers=named)


def _bibtex(page: "Citable") -> HttpResponse:
    return _kept_as(f"{page.work.key}.bib", as_bibtex(page.work), BIBTEX.media_type)


def _ris(page: "Citable") -> HttpResponse:
    return _kept_as(f"{page.work.key}.ris", as_ris(page.work), RIS.media_type)


def _csl(page: "Citable") -> HttpResponse:
    item = [as_csl(page.work)]
    return JsonResponse(item, safe=False, content_type=CSL_TYPE, json_dumps_params={"ensure_ascii": False})


BIBTEX = Format("bibtex", "BibTeX", "application/x-bibtex", _bibtex)
RIS = Format("ris", "RIS", "application/x-research-info-systems", _ris)
CSL = Format("csl", "CSL-JSON", CSL_TYPE, _csl)
CITATIONS = (BIBTEX, RIS, CSL)


class Citable(ReadPage):
    """A page whose record can be cited."""

    formats = (*ReadPage.formats, *CITATIONS)
    record: Any

    @cached_property
    def work(self) -> Work:
        made = work(self.record)
        return replace(made, record=self.request.build_absolute_uri(made.record))

    def context(self) -> dict[str, Any]:
        return {**super().context(), **self.cited()}

    def cited(self) -> dict[str, Any]:
        """What the page says of how to cite it."""
        offers = [offer for offer in self.offers if offer.format in CITATIONS]
        return {"cited": rendered(self.work), "cite_as": offers, "embedded": embedded(self.work)}
