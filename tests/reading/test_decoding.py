"""What is declared and what is true may differ; the true one is read."""

from __future__ import annotations

import pytest

from tocsin.reading.decoding import decode

CYRILLIC = "Президент заявив, що армія не відступить від міста, і закликав союзників надати допомогу. " * 4
CZECH = "Vláda oznámila, že příští týden pošle vojáky na hranici, řekl ministr obrany novinářům v Praze. " * 4


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Zvečan".encode(), None, "Zvečan"),
        ("Zvečan".encode(), "iso-8859-1", "Zvečan"),
        (b"\xef\xbb\xbfArmy", None, "Army"),
        ("Zvečan burns".encode("utf-16"), None, "Zvečan burns"),
        ("Zvečan burns".encode("utf-16-le"), None, "Zvečan burns"),
        ("Zvečan burns".encode("utf-16-be"), "utf-16-be", "Zvečan burns"),
        ("It’s “war” – he said it to reporters in the capital.".encode("cp1252"), None, "It’s “war” – he said it to reporters in the capital."),
        ("It’s war".encode("cp1252"), "iso-8859-1", "It’s war"),
        (CYRILLIC.encode("cp1251"), "windows-1251", CYRILLIC),
        (CYRILLIC.encode("cp1251"), None, CYRILLIC),
        (CZECH.encode("cp1250"), "utf-8", CZECH),
        (b"<meta charset=windows-1251>" + CYRILLIC.encode("cp1251"), None, "<meta charset=windows-1251>" + CYRILLIC),
        (b"Army", "no-such-charset", "Army"),
        (b"Army", "base64", "Army"),
    ],
)  # fmt: skip
def test_encodings(content: bytes, charset: str | None, text: str) -> None:
    assert decode(content, charset=charset) == text


def test_only_what_nothing_can_read_is_replaced() -> None:
    assert decode(b"\xef\xbb\xbfThe arm\xff moved") == "The arm\ufffd moved"
