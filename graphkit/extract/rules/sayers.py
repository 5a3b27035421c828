"""Who says what a sentence tells, and what the words that report it make of it."""

from __future__ import annotations

from graphkit.extract.rules.claims import source_at, told_by_noun
from graphkit.extract.rules.clauses import Clause, said_aside
from graphkit.extract.rules.match import actor_of, agent_of
from graphkit.extract.rules.parse import AGENT, TEXT, Event, Mention, Parse, begins_told, begun_by
from graphkit.extract.rules.saying import asked_to_say, is_left_open
from graphkit.extract.rules.unfulfilled import accuser_of
from graphkit.extract.rules.words import word_class, word_table

ACCUSING = word_class("details.accusing")
STANCES = word_table("details.stances")
THAT_TOO = word_class("details.that_too")
TELLING_OWN, ADMITTING = word_class("details.telling_own"), word_class("details.admitting")
ADDRESSING, CONFIRMING = word_class("clauses.addressing"), word_class("details.confirming")
CONDITIONS = word_class("answering.conditions")
UNNAMED = word_class("claims.unnamed")
QUOTED = frozenset({":", '"'})


def speaker_of(parse: Parse, event: Event) -> tuple[Mention | None, str]:
    """Return who says so, when the sentence is reported speech, and the stance of the words that report it."""
    clause = event.clause
    if clause is None:
        return _confirmed_by(parse, event)
    accuser = parse.lookup.get(clause.matrix)
    if accuser is not None and accuser.lemma in ACCUSING and accuser.gerund[1] == clause.at:
        speaker, _ = actor_of(parse, accuser)  # "accused X of ATTACKING Y" does not say that X did
        named = speaker is not None and speaker.rank >= AGENT and speaker is not event.actor
        return speaker if named else None, "alleges"
    if accuser is not None and accuser.lemma in ADMITTING and clause.form == "G":  # "admitted (TO) SHELLING Mali"
        return event.actor, ""
    if begins_told(parse, clause.subject):
        if is_left_open(parse, clause):
            return None, "considers"
        if (asking := asked_to_say(parse, clause)) is not None:
            return actor_of(parse, asking)[0], "alleges"
    if parse.reports is not None:
        return _reporter(parse, event, parse.reports.get(clause.at))
    by_noun = _told_by_noun(parse, clause)
    if by_noun is not None and by_noun[0] is not None:
        return by_noun
    if event.stance == "alleges" and (who := accuser_of(parse, event)) is not None:
        return who, "alleges"
    speaker, stance, saying = told_by_verb(parse, event, clause)
    if by_noun is None or speaker is None or saying is None or is_own(event, speaker):
        return by_noun or (speaker, stance)
    at = clause.subject - 2
    return speaker, stance if any(place == at for _, place in saying.phrases) else by_noun[1]  # "said IN A REPORT"


def _confirmed_by(parse: Parse, event: Event) -> tuple[Mention | None, str]:
    """Return who tells of what a noun names: "CHAD CONFIRMED Mali's shelling of Kenya"."""
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    for other in parse.clauses:
        at = other.object
        if other.lemma not in CONFIRMING or other.form not in "VE" or min(at, other.subject) < 0:
            continue
        if begins[at] <= event.cue[0] <= lasts[at] and not (other.negated or other.modal):
            speaker = agent_of(parse, other.subject)
            return speaker, STANCES.get(other.lemma, "") if speaker is not None else ""
    return None, ""


def _told_by_noun(parse: Parse, clause: Clause) -> tuple[Mention | None, str] | None:
    """Return who says so and its stance where a noun brings it: "Kenya's CLAIM that Chad", "REPORTS of Chad arming"."""
    kinds, at = parse.chunks.kinds, clause.subject - 1
    taken_up = clause.via == "relative" or clause.object == at - 1  # "a charge that Chad DISMISSED"
    if taken_up or not (at > 0 and kinds[at] == "T" and kinds[at - 1] == "n"):
        at = clause.at - 1
        if clause.form != "G" or not (at > 0 and kinds[at] == "I" and kinds[at - 1] == "n"):
            return None
    return told_by_noun(parse, at)


def told_by_verb(parse: Parse, event: Event, clause: Clause) -> tuple[Mention | None, str, Clause | None]:
    """Return who says what a clause tells, its stance, and the verb that says so."""
    reports, kinds = parse.dictionary.patterns.operators["report"], parse.chunks.kinds
    for other in parse.clauses:
        if other is clause or other.subject < 0 or other.subject == clause.subject:
            continue
        before = said_aside(other, kinds)
        if not (before >= 0 or other.lemma in reports or (other.that >= 0 and other.lemma in THAT_TOO)):
            continue
        if before >= 0 and kinds[before] == "W" and clause.previous is not other:
            continue  # "rebels who, Chad says, are armed by Mali SEIZED a town"
        if other.at < clause.at:
            told = other.that >= 0 or clause.matrix == other.at or clause.subject == other.at + 1
            if not (told or before >= 0 or _is_quoted_by(parse, other)):
                continue
        else:
            alone = other.object < 0 or (other.lemma in ADDRESSING and max(other.that, other.complement) < 0)
            behind = other.form != "o" and alone and other.subject > clause.at  # "officials TOLD REUTERS"
            if behind and parse.chunks.kinds.startswith("I", other.at + 1) and other.form in "Ee":
                behind = parse.chunks.word(other.at + 1) != "by"  # not "in waters CLAIMED BY Peru"
            if not (behind and _says_last(parse, clause, other)) or begun_by(parse, other) in CONDITIONS:
                continue  # "will send troops IF TOGO AGREES"
        mention = parse.mention(other.subject)
        if not (mention.state or mention.pronoun or mention.named):
            mention = agent_of(parse, other.subject) or mention  # "ITS MINISTRY said"
        if mention.rank >= AGENT and (mention is not event.actor or other.lemma in TELLING_OWN):
            return mention, STANCES.get(other.lemma, ""), other
        if mention.rank < AGENT and (source := source_at(parse, other.subject)) is not None:
            return *source, other
        if mention.rank < AGENT and parse.nouns[other.subject] in UNNAMED and not mention.pronoun:
            return None, "alleges", other  # "REPORTS say"
    return None, "", None


def _is_quoted_by(parse: Parse, other: Clause) -> bool:
    """Return whether what is said stands behind a colon: 'The minister said: "We'."""
    return parse.chunks.kinds.startswith(";", other.at + 1) and parse.chunks.word(other.at + 1) in QUOTED


def _says_last(parse: Parse, clause: Clause, other: Clause) -> bool:
    """Return whether another verb ends what is said: not "sold jets, ACCORDING TO Reuters, and ..., he claimed"."""
    if other is not parse.clauses[-1] and parse.chunks.kinds[other.at + 1 : other.at + 2] != ",":
        return False
    return "according" not in map(TEXT, parse.sentence.words[clause.b : other.a])


def _reporter(parse: Parse, event: Event, report: Clause | None) -> tuple[Mention | None, str]:
    """Return who says so in the clause that is known to say it."""
    if report is None:
        return None, ""
    speaker, _ = actor_of(parse, report)
    stance = STANCES.get(report.lemma, "")
    if speaker is None or speaker.rank < AGENT or event.actor is None:
        unnamed = report.subject >= 0 and parse.nouns[report.subject] in UNNAMED
        return None, stance if stance == "denies" else "alleges" if unnamed else ""
    if is_own(event, speaker) and stance != "denies" and report.lemma not in TELLING_OWN:
        return None, ""
    return speaker, stance


def is_own(event: Event, speaker: Mention) -> bool:
    """Return whether somebody says what he himself did."""
    return event.actor is not None and (speaker is event.actor or speaker.identity == event.actor.identity)
