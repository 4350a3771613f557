"""Which language a report is in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tocsin.reading.language import is_english, language_of

TEXTS = {
    "en": "The army moved two brigades to the border after gunmen attacked a checkpoint, officials said in the capital.",
    "de": "Die Regierung hat am Montag Truppen an die Grenze geschickt, nachdem Bewaffnete einen Posten angegriffen hatten.",
    "nl": "De regering heeft maandag troepen naar de grens gestuurd nadat gewapende mannen een controlepost aanvielen.",
    "fr": "Le gouvernement a envoyé lundi des troupes à la frontière après l'attaque d'un poste de contrôle.",
    "es": "El gobierno envió el lunes tropas a la frontera después de que hombres armados atacaran un puesto de control.",
    "uk": "Уряд у понеділок направив війська на кордон після того, як озброєні люди напали на блокпост.",
    "ar": "أرسلت الحكومة قوات إلى الحدود يوم الاثنين بعد أن هاجم مسلحون نقطة تفتيش",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages(code: str) -> None:
    assert language_of(TEXTS[code]) == code
    assert is_english(TEXTS[code]) == (code == "en")


@pytest.mark.parametrize("text", ["Army moves", "", "42", "Kosovo police"])
def test_very_short_texts_are_taken_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_nothing_heavy_is_loaded_for_an_english_text() -> None:
    code = (
        "import sys, hashlib; from tocsin.reading import article; from tocsin.records import Report\n"
        f"article(Report('x', None, 'text/plain', {TEXTS['en'].encode()!r}, ''))\n"
        "sys.exit(','.join({'httpx', 'trafilatura', 'py3langid', 'numpy', 'charset_normalizer'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
