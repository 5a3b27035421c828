"""Whose subject suffers what a verb tells, where no form of "be" says so: "Two Britons JAILED in Egypt"."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.sentences import Chunks
from graphkit.extract.rules.words import word_class

SUFFERED, WHERE = word_class("sufferers.suffered"), word_class("sufferers.where")


def is_bare_passive(clause: Clause, chunks: Chunks) -> bool:
    """Return whether a verb that must be done to somebody, and here is to nobody, tells what was done to its subject.

    "Three Spaniards KILLED in Mali"; not "police ARRESTED in Oslo two men".
    """
    if clause.lemma not in SUFFERED or clause.form != "E" or clause.a != clause.head or clause.subject < 0:
        return False
    if clause.object >= 0 or clause.second >= 0 or clause.that >= 0 or clause.complement >= 0:
        return False
    kinds, at = chunks.kinds, clause.at
    if not kinds.startswith("In", at + 1) or chunks.word(at + 1) not in WHERE:
        return False
    return not (kinds[clause.subject : at].strip("nC,") or kinds.startswith("n", at + 3))
