"""Made news for measuring where no corpus lies beside the checkout: texts from templates, pages around texts, archives of pages.

All of it is a function of a number, so that every run measures the same bytes. The texts are of our own making; their mix
(length, share of articles without any event) is near that of a general news corpus, the words are far less varied.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PLACES = (
    "الرقة",
    "الموصل",
    "تعز",
    "سرت",
    "غزة",
    "درعا",
    "الفلوجة",
    "مأرب",
    "بنغازي",
    "الحسكة",
    "كركوك",
    "صنعاء",
    "حلب",
    "عدن",
)
DOERS = ("مسلحون مجهولون", "عناصر من تنظيم الدولة", "قوات النظام", "جماعة الحوثي", "القوات العراقية", "فصائل معارضة")
TARGETS = ("حاجزا للجيش", "دورية للشرطة", "مقرا أمنيا", "سوقا شعبية", "رتلا عسكريا", "نقطة تفتيش")
DAYS = ("السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")
EVENTS = (
    "هاجم {doer} {target} قرب {place} مساء {day}، ما أدى إلى مقتل {n} أشخاص وإصابة {m} آخرين بجروح متفاوتة.",
    "وقتل {n} جنود في انفجار عبوة ناسفة استهدفت {target} على الطريق الواصل إلى مدينة {place}.",
    "شنت طائرات حربية {n} غارات على أطراف {place}، وأسفر القصف عن سقوط {m} جرحى بينهم أطفال، وفق مصدر طبي.",
    "تظاهر المئات في {place} يوم {day} احتجاجا على انقطاع الكهرباء وتأخر صرف الرواتب.",
    "وخطف {doer} {n} مدنيين من حي سكني في {place}، ولم تتبن أي جهة العملية حتى الآن.",
    "أعلنت وزارة الداخلية اعتقال {n} مشتبه بهم في {place} على خلفية الهجوم الذي وقع يوم {day}.",
)
PLAIN = (
    "قال مسؤول محلي إن المجلس البلدي ناقش يوم {day} خطة لتوسيع شبكة المياه في {place} خلال العام المقبل.",
    "وافتتح المعرض السنوي للكتاب في {place} بمشاركة أكثر من {m} دار نشر عربية وأجنبية.",
    "وأضاف البيان أن اللجنة ستعقد اجتماعها القادم بعد {n} أسابيع لمتابعة ما تم الاتفاق عليه.",
    "ارتفعت أسعار المواد الغذائية في أسواق {place} بنسبة {n} في المئة مقارنة بالشهر الماضي.",
    "وأشار الخبراء إلى أن المشروع سيوفر نحو {m} فرصة عمل للشباب في المنطقة والقرى المجاورة لها.",
    "فاز فريق {place} على ضيفه بهدفين مقابل هدف واحد في المباراة التي أقيمت مساء {day}.",
    "ومن المتوقع أن تشهد {place} أجواء معتدلة نهارا وباردة نسبيا ليلا مع فرصة لهطول أمطار متفرقة.",
    "وأكد الوزير خلال زيارته أن الحكومة ماضية في تنفيذ برامج التدريب المهني والتعليم التقني.",
)
HEADLINES = (
    "قتلى وجرحى في هجوم على {target} بضواحي {place}",
    "{place}.. {n} قتلى بتفجير وقصف متبادل",
    "انطلاق أعمال المؤتمر الدولي للمياه في {place}",
    "مظاهرات في {place} والأمن يعتقل {m} شخصا",
    "وزير التعليم يتفقد مدارس {place}",
    "أسعار الذهب اليوم {day} في أسواق {place}",
    "{doer} ينسحبون من محيط {place}",
    "مباراة الحسم بين فريقي {place} والضيوف مساء {day}",
)


class Made(NamedTuple):
    """A document to read: `text` has the title as its first line."""

    id: str
    title: str
    text: str
    published: str


def article(number: int) -> Made:
    """Four in five tell of events; lengths spread around 1,500 characters, as in general news."""
    rnd = random.Random(number)  # noqa: S311 (nothing secret)
    quiet = number % 5 == 0
    count = max(2, min(120, int(rnd.lognormvariate(2.5, 0.7))))
    lines: list[str] = []
    held: list[str] = []
    for _ in range(count):
        pack = PLAIN if quiet or rnd.random() < 0.6 else EVENTS
        held.append(_sentence(rnd, pack))
        if rnd.random() < 0.5:
            lines.append(" ".join(held))
            held = []
    lines += [" ".join(held)] if held else []
    title = (
        f"{_sentence(rnd, HEADLINES)} ({number})"  # no two alike, or teasers of others would be taken for the article
    )
    return Made(
        f"made{number:07d}", title, "\n".join([title, *lines]), f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    )


def _sentence(rnd: random.Random, pack: Sequence[str]) -> str:
    words = {"place": PLACES, "doer": DOERS, "target": TARGETS, "day": DAYS}
    chosen = {name: rnd.choice(values) for name, values in words.items()}
    return rnd.choice(pack).format(n=rnd.randint(3, 10), m=rnd.randint(11, 90), **chosen)


def articles(count: int) -> Iterator[Made]:
    return map(article, range(count))


# ---- pages
_MENU = (
    "الرئيسية",
    "أخبار",
    "سياسة",
    "اقتصاد",
    "رياضة",
    "ثقافة",
    "منوعات",
    "تقارير",
    "مقالات",
    "فيديو",
    "صور",
    "اتصل بنا",
)


def page(made: Made, number: int) -> str:
    """A news page around a text as sites build them: metadata, scripts, styles, menus, share links, teasers, comments, about
    60 KB of which the article is a tenth."""
    body = "".join(f"<p>{line}</p>\n" for line in made.text.split("\n")[1:])
    script = "".join(
        f"window.cfg{n}={{slot:'/123/news/{n}',size:[[300,250],[336,280]],lazy:true}};\n" for n in range(90)
    )
    style = "".join(
        f".c{n} a:hover,.c{n} .t{{margin:0 {n}px;color:#{n:03x};display:inline-block}}\n" for n in range(120)
    )
    menu = "".join(f'<li class="m{n}"><a href="/section/{n}">{word}</a></li>' for n, word in enumerate(_MENU * 4))
    linked = f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{made.title}","datePublished":"{made.published}T10:00:00+03:00","publisher":{{"@type":"Organization","name":"وكالة مصنوعة"}}}}'
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{made.title} | وكالة مصنوعة</title>'
        f'<meta property="og:title" content="{made.title}"><meta property="article:published_time" content="{made.published}T10:00:00+03:00">'
        f'<link rel="canonical" href="https://news.example/{number}"><script type="application/ld+json">{linked}</script>'
        f'<style>{style}</style><script>{script}</script></head><body><header><div class="top"><ul>{menu}</ul></div></header>'
        f'<div class="wrap"><div class="main"><article><h1>{made.title}</h1><div class="meta"><span>{made.published}</span>'
        f'<span>وكالة مصنوعة</span></div><div class="share"><a href="#">مشاركة</a><a href="#">تويتر</a><a href="#">طباعة</a></div>'
        f'<div class="body">{body}</div><div class="tags"><a href="/t/1">أخبار</a><a href="/t/2">عاجل</a></div></article>'
        f'<div class="related"><h3>اقرأ أيضا</h3><ul>{_teasers(number, 12)}</ul></div></div>'
        f'<aside class="side"><h3>الأكثر قراءة</h3><ul>{_teasers(number + 40, 20)}</ul></aside></div>'
        f'<div class="more">{_cards(number + 80)}</div><footer><ul>{menu}</ul><p>جميع الحقوق محفوظة لوكالة مصنوعة</p></footer>'
        f"<script>{script}</script></body></html>"
    )


def _teasers(number: int, count: int) -> str:
    return "".join(
        f'<li><a href="/news/{n}" title="{made.title}"><img src="/i/{n}.jpg" alt=""><span class="t">{made.title}</span></a></li>'
        for n, made in ((n, article(n)) for n in range(number, number + count))
    )


def _cards(number: int) -> str:
    return "".join(
        f'<div class="card c{n % 120}"><a href="/news/{n}"><h4>{made.title}</h4></a><time datetime="{made.published}">{made.published}</time></div>'
        for n, made in ((n, article(n)) for n in range(number, number + 16))
    )


def warc(pages: Iterable[tuple[str, str]]) -> bytes:
    """A packed WARC of (address, page), each with its request, as crawlers write them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("made.warc.gz", {"software": "bench"}))
    for address, html in pages:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(address, "request", http_headers=asked))
        told = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        raw = io.BytesIO(html.encode())
        day = {"WARC-Date": "2024-05-06T07:08:09Z"}
        writer.write_record(
            writer.create_warc_record(address, "response", payload=raw, http_headers=told, warc_headers_dict=day)
        )
    return out.getvalue()
