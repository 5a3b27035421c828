"""The estimate of tokens, held against counts of a real vocabulary on texts that the rates were not fitted to."""

from __future__ import annotations

import pytest

from graphkit.extract.llm_coder import estimate_cost
from graphkit.extract.llm_tokens import estimate_tokens

#: Texts of our own, and how many tokens they are in the vocabulary o200k_base.
COUNTED = [
    (
        "정부는 20일 우크라이나에 대한 인도적 지원을 두 배로 늘리겠다고 발표했다. 외교부 대변인은 러시아의 민간인"
        " 시설 공격을 국제법 위반이라고 비판하며 즉각적인 휴전을 촉구했다. 러시아 대사관은 이를 내정 간섭이라며 반"
        "박했다.",
        76,
    ),
    (
        "유엔 안전보장이사회는 북한의 위성 발사를 논의하기 위해 긴급회의를 열었으나 중국과 러시아의 반대로 공동성명을"
        " 채택하지 못했다. 미국 대사는 거부권 행사를 무책임하다고 지적했다.",
        58,
    ),
    (
        "德国总理周五在柏林会见了乌克兰总统，承诺再提供五亿欧元的军事援助。俄罗斯外交部警告说，这种行动将导致冲突升级，并召见了德"
        "国大使表示抗议。",
        54,
    ),
    (
        "越南指责中国渔政船在西沙群岛附近袭击其渔船，造成三人受伤。中国外交部否认了这一指控，称有关船只正常执法。两国同意就渔业合"
        "作举行新一轮会谈。",
        62,
    ),
    (
        "日本政府は金曜日、ロシアの資産凍結を拡大すると発表した。ロシア外務省は報復措置を取ると警告し、モスクワ駐在の日本大使を呼"
        "び出して抗議した。",
        62,
    ),
    (
        "Министр иностранных дел Турции прибыл в Багдад, чтобы обсуди"
        "ть с иракским руководством поставки воды и борьбу с курдским"
        "и боевиками. Ирак потребовал прекратить обстрелы северных пр"
        "овинций.",
        53,
    ),
]


@pytest.mark.parametrize(("text", "tokens"), COUNTED)
def test_the_estimate_is_right_within_a_fifth(text, tokens):
    assert abs(estimate_tokens(text) / tokens - 1) < 0.2


@pytest.mark.slow
def test_the_counts_are_those_of_the_vocabulary():
    bpe_openai = pytest.importorskip("bpe_openai", reason="needs bpe-openai, which holds the vocabulary")
    vocabulary = bpe_openai.get_encoding("o200k_base")
    assert [len(vocabulary.encode(text)) for text, _ in COUNTED] == [tokens for _, tokens in COUNTED]


def test_a_run_is_reckoned_by_its_script():
    korean, english = (estimate_cost([text * 10]) for text in (COUNTED[0][0], "Seoul condemned the launch. " * 4))
    assert korean.calls == english.calls == 1
    assert korean.prompt_tokens - english.prompt_tokens > 400
    assert korean.reply_tokens > english.reply_tokens
