"""The estimate of tokens beside the counts of a real vocabulary, for news in thirteen languages.

pip install bpe-openai
python benchmarks/tokens.py              the texts below, on which the rates were fitted
python benchmarks/tokens.py FILE...      texts of your own
"""

from __future__ import annotations

import sys
from pathlib import Path

from graphkit.extract.llm_tokens import estimate_tokens

TEXTS = {
    "en": (
        "North Korea fired two ballistic missiles toward the East Sea on Tuesday, hours after the United "
        "States and South Korea began joint military exercises. Seoul's defence ministry condemned the "
        "launches and said that it would answer any provocation firmly. China urged all parties to show "
        "restraint and return to talks."
    ),
    "ko": (
        "북한은 화요일 미국과 한국이 합동 군사훈련을 시작한 지 몇 시간 만에 동해상으로 탄도미사일 두 "
        "발을 발사했다. 서울의 국방부는 이번 발사를 강력히 규탄하고 어떠한 도발에도 단호하게 대응하겠다고 "
        "밝혔다. 중국은 모든 당사자에게 자제를 촉구하고 대화에 복귀할 것을 요구했다."
    ),
    "ko2": (
        "윤석열 대통령은 18일 용산 대통령실에서 기시다 후미오 일본 총리와 정상회담을 갖고 강제징용 배상 "
        "문제와 반도체 수출규제 해제 방안을 논의했다. 두 정상은 안보 협력을 강화하기로 합의했으나, "
        "야당은 굴욕적인 외교라며 강하게 반발했다."
    ),
    "zh": (
        "朝鲜周二向东海发射了两枚弹道导弹，数小时前美国和韩国刚刚开始联合军事演习。韩国国"
        "防部谴责了此次发射，并表示将坚决回应任何挑衅。中国敦促各方保持克制，重返谈判。"
    ),
    "zh2": (
        "外交部发言人在例行记者会上表示，中方坚决反对美国对台湾出售武器，已就此向美方提出"
        "严正交涉。菲律宾海警船非法闯入仁爱礁邻近海域，中国海警依法采取管制措施。"
    ),
    "ja": (
        "北朝鮮は火曜日、米国と韓国が合同軍事演習を開始した数時間後に、日本海に向けて弾道"
        "ミサイル二発を発射した。韓国国防省は発射を強く非難し、いかなる挑発にも断固として"
        "対応すると述べた。中国はすべての当事者に自制を促し、対話に戻るよう求めた。"
    ),
    "ru": (
        "Северная Корея во вторник запустила две баллистические ракеты в сторону Японского моря через "
        "несколько часов после того, как США и Южная Корея начали совместные военные учения. Министерство "
        "обороны в Сеуле осудило пуски и заявило, что твёрдо ответит на любую провокацию."
    ),
    "uk": (
        "Північна Корея у вівторок запустила дві балістичні ракети в бік Японського моря через кілька годин "
        "після того, як США та Південна Корея розпочали спільні військові навчання. Міністерство оборони в "
        "Сеулі засудило запуски."
    ),
    "ar": (
        "أطلقت كوريا الشمالية يوم الثلاثاء صاروخين باليستيين باتجاه بحر اليابان بعد ساعات من بدء الولايات "
        "المتحدة وكوريا الجنوبية تدريبات عسكرية مشتركة. ونددت وزارة الدفاع في سيول بعمليات الإطلاق وقالت "
        "إنها سترد بحزم على أي استفزاز."
    ),
    "fa": (
        "کره شمالی روز سه‌شنبه ساعاتی پس از آغاز رزمایش مشترک "
        "آمریکا و کره جنوبی دو موشک بالستیک به سوی دریای ژاپن "
        "شلیک کرد. وزارت دفاع در سئول این پرتاب‌ها را محکوم کرد "
        "و گفت به هرگونه تحریکی قاطعانه پاسخ خواهد داد."
    ),
    "fr": (
        "La Corée du Nord a tiré mardi deux missiles balistiques en direction de la mer du Japon, quelques "
        "heures après le début d'exercices militaires conjoints des États-Unis et de la Corée du Sud. Le "
        "ministère de la Défense à Séoul a condamné ces tirs."
    ),
    "es": (
        "Corea del Norte lanzó el martes dos misiles balísticos hacia el mar del Japón, horas después de que "
        "Estados Unidos y Corea del Sur iniciaran maniobras militares conjuntas. El Ministerio de Defensa de "
        "Seúl condenó los lanzamientos."
    ),
    "de": (
        "Nordkorea hat am Dienstag zwei ballistische Raketen in Richtung Japanisches Meer abgefeuert, wenige "
        "Stunden nachdem die Vereinigten Staaten und Südkorea gemeinsame Militärübungen begonnen hatten. Das "
        "Verteidigungsministerium in Seoul verurteilte die Starts."
    ),
}


def main() -> None:
    import bpe_openai

    vocabularies = {name: bpe_openai.get_encoding(name) for name in ("o200k_base", "cl100k_base")}
    texts = {name: Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]} or TEXTS
    print(f"{'text':<8} {'letters':>8} {'estimate':>9} {'o200k_base':>11} {'off':>6} {'cl100k_base':>12}")
    for name, text in texts.items():
        guess = estimate_tokens(text)
        new, old = (len(vocabulary.encode(text)) for vocabulary in vocabularies.values())
        print(f"{name:<8} {len(text):>8} {guess:>9} {new:>11} {guess / new - 1:>6.0%} {old:>12}")


if __name__ == "__main__":
    main()
