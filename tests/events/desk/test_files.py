"""Texts out of files: told by what they are, bounded, and never a way into the server."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.desk.faults import MOST_PAGES, Fault
from events.desk.files import MOST_BYTES, WHY, Unreadable, to_text

PAGE = """<!doctype html><html><head><title>Top</title><script>alert(1)</script></head><body><nav>Menu</nav>
<h1>The Harbour Forum</h1><p>It opened in <b>Testville</b>
yesterday &amp; closed.</p><table><tr><td><p>Ann Lee</p></td><td>Chair</td></tr></table>
<img src="http://unreachable.invalid/a.png"></body></html>"""
BODY = "<w:p><w:r><w:t>It opened in {place}.</w:t></w:r></w:p>"
DOCUMENT = '<?xml version="1.0"?>{before}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>"""
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))


def upload(raw: bytes | str, name: str = "text.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw.encode() if isinstance(raw, str) else raw)


def packed(**parts: str | bytes) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return raw.getvalue()


def word(body: str, before: str = "") -> bytes:
    document = DOCUMENT.format(before=before, namespace=NAMESPACE, body=body)
    return packed(word__document_xml=document, **{"[Content_Types]_xml": TYPES})


def pdf(*pages: str) -> bytes:
    """A PDF of lines of text, written by hand."""
    streams = [f"BT /F 12 Tf 50 700 Td ({words}) Tj ET" for words in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    raw, places = "%PDF-1.4\n", []
    for n, one in enumerate(objects, start=1):
        places.append(len(raw))
        raw += f"{n} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(raw)}\n%%EOF"
    return f"{raw}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param("It opened.\nAll came.\n", "It opened.\nAll came.\n", id="plain text"),
        pytest.param("\ufeffIt opened.", "It opened.", id="with a byte order mark"),
        pytest.param("It opened.".encode("utf-16"), "It opened.", id="UTF-16"),
        pytest.param(
            PAGE, "The Harbour Forum\n\nIt opened in Testville yesterday & closed.\n\nAnn Lee | Chair", id="HTML"
        ),
        pytest.param(
            '<html><meta charset="gb2312"><body>论坛在北京举行'.encode("gb18030"), "论坛在北京举行", id="HTML in GBK"
        ),
        pytest.param(word(BODY.format(place="Testville")), "It opened in Testville.", id="Word"),
        pytest.param(pdf("It opened.", "All came."), "It opened.\nAll came.\n", id="PDF"),
    ],
)
@pytest.mark.parametrize("name", ["report.pdf", "report"])
def test_words_come_out_of_what_the_file_is_whatever_its_name(raw: bytes | str, words: str, name: str) -> None:
    assert to_text(upload(raw, name)) == words


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\xff", Fault.NOT_TEXT, id="a picture"),
        pytest.param(b"caf\xe9", Fault.NOT_UTF8, id="an unknown encoding"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.OLD_WORD, id="old Word"),
        pytest.param(packed(a="b"), Fault.NOT_WORD, id="some other zip"),
        pytest.param(word("<w:p>"), Fault.BROKEN, id="broken XML"),
        pytest.param(b"PK\x03\x04nothing", Fault.BROKEN, id="a broken zip"),
        pytest.param(b"%PDF-1.4 nothing", Fault.BROKEN, id="a broken PDF"),
        pytest.param(
            word(BODY.format(place="&a11;"), f"<!DOCTYPE d [{LAUGHS}]>"), Fault.BROKEN, id="entities within entities"
        ),
        pytest.param(packed(word__document_xml=bytes(70_000_000)), Fault.LARGE, id="a zip bomb"),
        pytest.param(pdf(*["It opened."] * (MOST_PAGES + 1)), Fault.PAGES, id="very many pages"),
        pytest.param("a" * 1_000_001, Fault.LARGE, id="very much text"),
        pytest.param(pdf(""), Fault.NO_WORDS, id="no words"),
        pytest.param("<html><body><script>x</script></body></html>", Fault.NO_WORDS, id="only a script"),
    ],
)
def test_what_is_no_text_is_refused_with_the_mend(raw: bytes | str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        to_text(upload(raw))
    assert str(refused.value) == str(WHY[fault]).replace("%(pages)d", str(MOST_PAGES))


def test_a_file_of_more_than_five_megabytes_is_not_read() -> None:
    with pytest.raises(Unreadable, match="larger than 5 MB"):
        to_text(upload(b"a" * (MOST_BYTES + 1)))


def test_a_file_outside_the_document_is_not_read() -> None:
    entity = '<!DOCTYPE d [<!ENTITY there SYSTEM "file:///etc/hostname">]>'
    assert to_text(upload(word(BODY.format(place="here&there;"), entity))) == "It opened in here."
