"""The bytes of a page decide its charset; a label counts only if the bytes are valid in it."""

from __future__ import annotations

import re
import time

import pytest
import webencodings

from scraper import clean_html
from scraper.html.decode import codec_of, decode_page, looks_like_html
from tests import ROOT

FAULTS = ROOT.parent / "shared" / "faults"
GERMAN = "Die Fähre „Möwe“ fährt öfter – für 3 € – über den Fluß."
TEXTS = {
    "ru": "Паром ходит теперь каждый час, сказала капитан, и ночью тоже, если река не замёрзнет.",
    "uk": "Пором тепер ходить щогодини, сказала капітанка, і вночі теж, якщо їй вистачить пального.",
    "bg": "Фериботът вече тръгва на всеки час, каза капитанът, и през нощта също.",
    "el": "Το πορθμείο φεύγει τώρα κάθε ώρα, είπε η καπετάνισσα, και τη νύχτα επίσης.",
    "he": "המעבורת יוצאת עכשיו בכל שעה, אמרה הקפטנית, וגם בלילה אם הנהר לא קופא.",
    "ar": "تغادر العبّارة الآن كل ساعة، قالت القبطانة، وفي الليل أيضا إذا لم يتجمد النهر.",
    "th": "เรือข้ามฟากออกทุกชั่วโมงแล้ว กัปตันกล่าว และตอนกลางคืนด้วย",
    "ja": "渡し船はこれから一時間ごとに出ると船長は話した。夜も出るという。",
    "ko": "나룻배는 이제 한 시간마다 떠난다고 선장이 말했다. 밤에도 떠난다고 한다.",
    "zh": "船长说，渡船现在每小时开一班，夜里也有，只要这条河不结冰，人们就不用等了。",
    "zh-TW": "船長說，渡船現在每小時開一班，夜裡也有，只要這條河不結冰，人們就不用等了。",
    "tr": "Vapur artık her saat kalkıyor, dedi kaptan, geceleri de öyle, nehir donmazsa.",
    "pl": "Prom odpływa teraz co godzinę, powiedziała kapitanka, także nocą, jeśli rzeka nie zamarznie.",
}


def page(text: str, *, lang: str = "", head: str = "") -> str:
    return f"<!DOCTYPE html><html{f' lang={lang}' if lang else ''}><head>{head}</head><body><p>{text}</p></body></html>"


def meta(label: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'


def paragraph(body: bytes, content_type: str = "") -> str:
    return decode_page(body, content_type).text.partition("<p>")[2].partition("</p>")[0]


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "gb2312", "shift_jis", "windows-1251", "klingon"])
@pytest.mark.parametrize("where", ["header", "meta", "both"])
def test_valid_utf_8_is_utf_8_whatever_a_label_says(label: str, where: str) -> None:
    body = page(GERMAN, head=meta(label) if where != "header" else "").encode()
    assert paragraph(body, f"text/html; charset={label}" if where != "meta" else "") == GERMAN
    assert decode_page(body).basis == "bytes"


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", ""])
def test_one_bad_byte_affects_no_other(label: str) -> None:
    body = page(f"{GERMAN} | {GERMAN}", head=meta(label) if label else "").encode().replace(b"|", b"\xe4")
    assert paragraph(body) == f"{GERMAN} \ufffd {GERMAN}"
    assert decode_page(body).replaced == 1


@pytest.mark.parametrize(
    ("head", "text"),
    [
        pytest.param("<meta charset=utf-8>", "It’s | a ferry", id="one-valid-letter-and-a-label"),
        pytest.param("", "It’s a “ferry” | for 3 €", id="more-valid-letters-than-bad-bytes"),
    ],
)
def test_a_bad_byte_in_a_page_with_few_letters_beyond_ascii(head: str, text: str) -> None:
    body = page(text, head=head).encode().replace(b"|", b"\xe4")
    assert paragraph(body) == text.replace("|", "\ufffd")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("<!-- <meta charset=koi8-r> -->", id="comment"),
        pytest.param("<!-- <meta charset=koi8-r> --><!-- > <meta charset=koi8-r>-->", id="two-comments"),
        pytest.param("<script>document.write('<meta charset=koi8-r>')</script>", id="script"),
        pytest.param("<style>/* <meta charset=koi8-r> */</style>", id="style"),
        pytest.param("<title><meta charset=koi8-r></title>", id="title"),
        pytest.param("<link data-charset=koi8-r charset=koi8-r>", id="another-tag"),
        pytest.param('<meta name=description content="Write charset=koi8-r">', id="a-description"),
        pytest.param("<meta name=x data-charset=koi8-r>", id="another-attribute"),
    ],
)
def test_a_charset_outside_a_declaration_is_ignored(head: str) -> None:
    assert paragraph(page(GERMAN, head=f"{head}<meta charset=windows-1252>").encode("cp1252")) == GERMAN
    assert paragraph(page(GERMAN, lang="de", head=head).encode("cp1252")) == GERMAN


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(meta("windows-1251"), id="http-equiv"),
        pytest.param(
            '<meta content="text/html; charset=windows-1251" http-equiv=content-type>', id="attributes-turned"
        ),
        pytest.param('<meta http-equiv="Content-Type" content="charset=windows-1251;">', id="semicolon-behind"),
        pytest.param("<META CHARSET='Windows-1251'/>", id="capitals"),
        pytest.param(f"<style>{'.a{margin:0}' * 900}</style><meta charset=windows-1251>", id="behind-ten-kilobytes"),
        pytest.param("<meta charset=utf-8><meta charset=windows-1251>", id="second-of-two"),
        pytest.param("<meta charset=nonsense><meta charset=cp1251>", id="behind-nonsense"),
        pytest.param("<meta content='a > b' charset=windows-1251>", id="behind-a-bracket-in-quotes"),
        pytest.param('<meta charset = "windows-1251;">', id="spaces-and-semicolon"),
        pytest.param("<meta content=\"text/html; charset='windows-1251'\">", id="quotes-in-quotes"),
    ],
)
def test_a_label_in_the_page(head: str) -> None:
    assert paragraph(page(TEXTS["ru"], head=head).encode("cp1251")) == TEXTS["ru"]


def test_the_header_wins_if_the_bytes_fit_both_labels() -> None:
    body = page(TEXTS["ru"], head=meta("koi8-r")).encode("cp1251")
    assert paragraph(body, "text/html; charset=windows-1251") == TEXTS["ru"]
    assert decode_page(body, "text/html; charset=windows-1251").basis == "header"


@pytest.mark.parametrize("header", ["iso-8859-1", "utf-8", "klingon"])
def test_a_default_label_in_the_header_gives_way_to_the_page(header: str) -> None:
    body = page(TEXTS["ja"], head=meta("Shift_JIS")).encode("cp932")
    assert paragraph(body, f"text/html; charset={header}") == TEXTS["ja"]


@pytest.mark.parametrize("label", sorted(webencodings.LABELS))
def test_every_label_of_the_standard_is_known(label: str) -> None:
    codec = codec_of(label.upper())
    if webencodings.LABELS[label] == "replacement":
        assert codec is None
        return
    assert codec is not None
    if codec.startswith("utf-16"):
        return
    assert paragraph(page("Ferry at six", head=meta(label)).encode(codec)) == "Ferry at six"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        pytest.param("latin1", "cp1252", "“Fähre” – 3 €", id="latin1-is-1252"),
        pytest.param("us-ascii", "cp1252", "“Ferry”", id="ascii-is-1252"),
        pytest.param("iso-8859-9", "cp1254", "“İskele” – çarşı", id="8859-9-is-1254"),
        pytest.param("iso-8859-11", "cp874", "“เรือ”", id="8859-11-is-874"),
        pytest.param("tis-620", "cp874", "เรือ “สอง”", id="tis-620-is-874"),
        pytest.param("gb2312", "gb18030", "朱镕基说：“渡船来了”", id="gb2312-is-gb18030"),
        pytest.param("gbk", "gb18030", "渡船 €", id="gbk-is-gb18030"),
        pytest.param("x-sjis", "cp932", "①髙橋さんの渡し船", id="sjis-is-932"),
        pytest.param("ks_c_5601-1987", "cp949", "똠방각하 나룻배 펲", id="ksc-is-949"),
        pytest.param("big5", "big5hkscs", "渡船喺度囉", id="big5-is-hkscs"),
        pytest.param("x-user-defined", "cp1252", "Fähre", id="user-defined-is-1252"),
        pytest.param("iso-2022-jp", "iso2022_jp", "渡し船が出る", id="iso-2022-jp"),
    ],
)
def test_a_label_means_what_browsers_take_it_to_mean(label: str, codec: str, text: str) -> None:
    assert paragraph(page(text * 3, head=meta(label)).encode(codec)) == text * 3


@pytest.mark.parametrize(
    ("raw", "letter"), [(b"\xad\xa1", "①"), (b"\xfc\xe2", "髙"), (b"\xf9\xa1", "纊"), (b"\xff\xff", "\ufffd\ufffd")]
)
def test_euc_jp_includes_the_nec_characters(raw: bytes, letter: str) -> None:
    before, after = page("渡し船は|番から出る", head=meta("euc-jp")).encode("euc_jp").split(b"|")
    assert paragraph(before + raw + after) == f"渡し船は{letter}番から出る"


@pytest.mark.parametrize(
    ("label", "codec", "raw", "letter"),
    [
        pytest.param("gbk", "gb18030", b"\x80", "€", id="euro-sign-of-gbk"),
        pytest.param("windows-1252", "cp1252", b"\x81", "\x81", id="windows-1252"),
        pytest.param("windows-874", "cp874", b"\x81", "\x81", id="windows-874"),
        pytest.param("windows-1255", "cp1255", b"\xff", "\ufffd", id="no-control-character"),
    ],
)
def test_bytes_that_pythons_codec_leaves_out(label: str, codec: str, raw: bytes, letter: str) -> None:
    before, after = page("3 | 5", head=meta(label)).encode(codec).split(b"|")
    assert paragraph(before + raw + after) == f"3 {letter} 5"


@pytest.mark.parametrize(
    ("label", "codec", "language", "byte"),
    [
        pytest.param("shift_jis", "cp932", "ja", b"\xa0", id="shift-jis"),
        pytest.param("euc-jp", "euc_jp", "ja", b"\xff", id="euc-jp"),
        pytest.param("gb18030", "gb18030", "zh", b"\xff", id="gb18030"),
        pytest.param("big5", "big5hkscs", "zh-TW", b"\xff", id="big5"),
        pytest.param("euc-kr", "cp949", "ko", b"\xff", id="euc-kr"),
        pytest.param("windows-1253", "cp1253", "el", b"\xff", id="windows-1253"),
    ],
)
def test_a_stray_byte_affects_no_other(label: str, codec: str, language: str, byte: bytes) -> None:
    text = TEXTS[language]
    body = page(f"{text}|<b>{text}</b>", head=meta(label)).encode(codec).replace(b"|", byte)
    assert paragraph(body) == f"{text}\ufffd<b>{text}</b>"


def test_a_byte_that_windows_1251_leaves_out_is_a_control_character() -> None:
    body = page(f"{TEXTS['ru']}|", head=meta("windows-1251")).encode("cp1251").replace(b"|", b"\x98")
    assert paragraph(body) == f"{TEXTS['ru']}\x98"


def test_a_page_that_ends_in_the_middle_of_a_character_is_read() -> None:
    body = page(TEXTS["ko"], head=meta("euc-kr")).encode("cp949").partition(b"</p>")[0][:-1]
    assert TEXTS["ko"][:-2] in decode_page(body).text


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("ru", "cp1251"), ("ru", "koi8-r"), ("uk", "cp1251"), ("bg", "cp1251"), ("el", "cp1253"), ("he", "cp1255"),
        ("ar", "cp1256"), ("th", "cp874"), ("ja", "cp932"), ("ja", "euc_jp"), ("ko", "cp949"), ("zh", "gb18030"),
        ("zh-TW", "big5hkscs"), ("tr", "cp1254"), ("pl", "cp1250"),
    ],
)  # fmt: skip
def test_without_a_label_the_language_and_the_bytes_decide(language: str, codec: str) -> None:
    assert paragraph(page(TEXTS[language], lang=language).encode(codec)) == TEXTS[language]


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param("lang='zh-TW'", id="quotes"),
        pytest.param("LANG=ZH_tw", id="capitals-and-underscore"),
        pytest.param('xml:lang="zh-Hant"', id="xml"),
        pytest.param('data-lang="ru" class="a > b" lang="zh-HK"', id="behind-other-attributes"),
    ],
)
def test_the_language_is_an_attribute_of_the_root(attributes: str) -> None:
    body = f"<html {attributes}><p>{TEXTS['zh-TW'][:9]}</p>".encode("big5hkscs")
    assert paragraph(body) == TEXTS["zh-TW"][:9]


@pytest.mark.parametrize(
    ("language", "codec", "text"),
    [
        ("ru", "koi8-r", "Мэр рад"), ("ru", "cp1251", "Мэр рад"), ("ja", "euc_jp", "渡し船"), ("ja", "cp932", "渡し船"),
        ("zh", "gb18030", "船夜里也开"), ("zh", "big5hkscs", "船夜裡也開了"), ("sr", "cp1251", "Скела"),
        ("sr", "cp1250", "Čamac će stići noću"), ("ko", "cp949", "배"),
    ],
)  # fmt: skip
def test_a_few_letters_are_enough_where_the_language_is_named(language: str, codec: str, text: str) -> None:
    assert paragraph(page(text, lang=language).encode(codec)) == text


@pytest.mark.parametrize("named", ["", "en"])
@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "iso8859_5"), ("ru", "cp866"), ("uk", "cp1251"), ("bg", "cp1251"),
        ("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874"), ("ja", "cp932"), ("ja", "euc_jp"),
        ("ko", "cp949"), ("zh", "gb18030"), ("zh-TW", "big5hkscs"),
    ],
)  # fmt: skip
def test_without_a_true_language_the_letters_decide(language: str, codec: str, named: str) -> None:
    assert paragraph(page(TEXTS[language], lang=named).encode(codec)) == TEXTS[language]


@pytest.mark.parametrize(
    "text", ["Ça coûte 3 € – où ça ? À l’étage, près de l’évêché.", "ÄÖÜ äöüß ÄÖÜ", "Árvíztűrő tükör"]
)
def test_a_latin_text_without_a_label_is_not_taken_for_another_script(text: str) -> None:
    body = page(text * 9).encode("cp1252", "ignore")
    assert decode_page(body).codec == "cp1252"


@pytest.mark.parametrize(
    ("body", "content_type", "html"),
    [
        pytest.param("é".encode(), "text/html; charset=UTF-8", "é", id="UTF-8"),
        pytest.param(b"\x93x\x94", "text/html;charset=iso-8859-1", "“x”", id="Latin-1 is read as browsers do"),
        pytest.param(b"\xef\xbb\xbfx", "text/html; charset=utf-16", "x", id="a byte order mark wins"),
        pytest.param(b"x", "text/html; charset=klingon", "x", id="an unknown charset says nothing"),
        pytest.param(b"x", "text/html; charset=hex", "x", id="a codec that is no charset"),
        pytest.param(b"x", "text/html", "x", id="no charset leaves it to the page"),
    ],
)
def test_the_header_decides_the_charset_unless_there_is_a_mark(body: bytes, content_type: str, html: object) -> None:
    assert decode_page(body, content_type).text == html


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize(("language", "codec"), [("ru", "cp1251"), ("el", "cp1253"), ("ja", "cp932"), ("he", "cp1255")])
def test_a_latin_label_gives_way_to_a_language_that_the_bytes_confirm(label: str, language: str, codec: str) -> None:
    body = page(TEXTS[language], lang=language, head=meta(label)).encode(codec)
    assert paragraph(body) == TEXTS[language]
    assert paragraph(body, f"text/html; charset={label}") == TEXTS[language]


@pytest.mark.parametrize("language", ["ru", "ja", "de", "tr"])
def test_a_latin_label_that_is_right_stays(language: str) -> None:
    body = page(GERMAN, lang=language, head=meta("iso-8859-1")).encode("cp1252")
    assert paragraph(body) == GERMAN


def test_without_anything_it_is_windows_1252() -> None:
    assert paragraph(page(GERMAN).encode("cp1252")) == GERMAN
    assert decode_page(page(GERMAN).encode("cp1252")).basis == "default"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["ru", "ja"])
def test_utf_16_without_a_byte_order_mark_is_recognised(codec: str, language: str) -> None:
    body = page(TEXTS[language], head=meta("utf-16")).encode(codec)
    assert paragraph(body) == TEXTS[language]
    assert looks_like_html(body)


def test_an_xml_declaration_is_a_label() -> None:
    body = f'<?xml version="1.0" encoding="windows-1251"?>{page(TEXTS["ru"])}'.encode("cp1251")
    assert paragraph(body) == TEXTS["ru"]


@pytest.mark.parametrize("label", ["punycode", "idna", "zlib", "base64", "hex", "rot13", "unicode_escape", "utf-7"])
def test_a_codec_outside_the_standard_is_never_called(label: str) -> None:
    assert codec_of(label) is None
    assert paragraph(page(GERMAN, head=meta(label)).encode("cp1252"), f"text/html; charset={label}") == GERMAN


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<!--" * 4_000_000, id="comments-never-closed"),
        pytest.param(b"<meta " * 3_000_000, id="metas-never-closed"),
        pytest.param(b'<meta a="' * 2_000_000 + b"\xff", id="quotes-never-closed"),
        pytest.param(b"\xff" + b"<meta" + b" a" * 8_000_000, id="attributes-without-end"),
        pytest.param(b"<meta" + b" " * 15_000_000 + b"\xff", id="spaces-without-end"),
        pytest.param(b"<script>" * 2_000_000 + b"\xff", id="scripts-never-closed"),
        pytest.param(b"<html " + b"a" * 15_000_000 + b"\xe4\xe4", id="one-endless-tag"),
        pytest.param(b"\xe4<p>" * 5_000_000, id="bad-bytes"),
    ],
)
def test_deciding_takes_bounded_time(body: bytes) -> None:
    start = time.process_time()
    decode_page(body, "text/html; charset=utf-8")
    assert time.process_time() - start < 20


def test_clean_html_decodes_by_the_header() -> None:
    body = page("</p><p>".join([TEXTS["ru"]] * 4), lang="en").replace("<p>", "<p>", 1).encode("koi8-r")
    article = clean_html(body, "https://ferrynews.example/1", content_type="text/html; charset=koi8-r")
    assert article.text.splitlines()[0] == TEXTS["ru"]


@pytest.mark.skipif(not FAULTS.exists(), reason="../shared/faults is not there")
@pytest.mark.parametrize("fault", sorted(folder.name for folder in FAULTS.glob("enc-*")))
def test_no_mojibake_in_known_difficult_pages(fault: str) -> None:
    named = re.search(r"^Content-Type: (.*)$", (FAULTS / fault / "expected.md").read_text("utf-8"), re.MULTILINE)
    body = (FAULTS / fault / "input.html").read_bytes()
    article = clean_html(body, "https://ferrynews.example/1", content_type=named[1] if named else None)
    assert article.text.count("\ufffd") <= 1
    assert not re.search(r"[ÃÂÐÑ¿][\x80-\xbf€-™ -ÿ]{1}[ÃÂÐÑ]|Ã.|â€", article.text)
