"""The clauses of a tree: for each verb who does it, to whom, with which phrases, and what governs what."""

from __future__ import annotations

from collections.abc import Container, Iterator

from graphkit.extract.rules.clauses import ACTED_OVER, ASKED_OF, OBJECT_CONTROL, Clause
from graphkit.extract.rules.doubt import AWAITING
from graphkit.extract.rules.parse import THINGS
from graphkit.extract.rules.words import word_class
from graphkit.extract.trees.phrases import Phrases, form, is_bare, is_passive
from graphkit.extract.trees.tree import INSIDE, RELATIVE, Tree

_DOMAIN = frozenset(["object", "receiver", "attribute", "predicate", "adjective", "measure", "governed", "particle"])
_COMPLEMENTS = ("xcomp", "ccomp", "advcl", "acl", "relative")
_DEEP = 30


class Clauses:
    """Finds the clauses of one sentence."""

    def __init__(self, tree: Tree, phrases: Phrases) -> None:
        self.tree, self.at, self.chunks = tree, phrases.at, phrases.chunks
        self.firsts = self._joined_modifiers()
        self.found: dict[int, Clause] = {}
        self.verbs: dict[int, int] = {}  # position of the clause -> its verb
        previous = None
        groups = iter(self.chunks.verbs)
        for number, (_, _, kind, verb) in enumerate(phrases.spans):
            if kind == "v":
                previous = self.found[number] = Clause(self.chunks, number, next(groups), previous)
                self.verbs[number] = verb
        for number, verb in self.verbs.items():
            self._fill(self.found[number], verb)

    def _fill(self, clause: Clause, verb: int) -> None:
        tree, node = self.tree, self.bearer(verb)
        word = tree.words[verb]
        clause.lemma = word.lemma or tree.lemmas[verb] or word.text
        clause.modal, clause.negated = self.modal(verb), self.negated(verb)
        subject, clause.via, clause.subordinate = self.subject(verb)
        clause.subject = self.phrase(subject)
        self._objects(clause, verb, node)
        brought = [(word, self.phrase(noun)) for word, noun in self.brought(node)]
        places = {clause.subject, clause.object, clause.second, -1}
        brought = [(word, at) for word, at in brought if at not in places]
        clause.phrases = list(dict.fromkeys(pair for pair in brought if pair[1] > clause.at))
        matrix = self.matrix(verb)
        clause.matrix = self.at[matrix] if matrix >= 0 and tree.labels[verb] not in ("acl", "relative") else -1
        self._govern(clause, node)

    def bearer(self, verb: int) -> int:
        """Return the word that bears what belongs to a clause: the verb or, of a copula, what it says."""
        return self.tree.heads[verb] if self.tree.labels[verb] == "copula" else verb

    def phrase(self, word: int) -> int:
        """Return the position of the noun phrase that a word heads, -1 for none."""
        at = self.at[word] if word >= 0 else -1
        return self.firsts.get(at, at) if at >= 0 and self.chunks.kinds[at] == "n" else -1

    # ------------------------------------------------------------ who
    def subject(self, verb: int, depth: int = 0) -> tuple[int, str, bool]:
        """Return who does it (to whom it is done, of a passive), how that was found, and whether it is surmised."""
        tree = self.tree
        label = tree.labels[self.bearer(verb)]
        own = [c for c in tree.children(self.bearer(verb), "subject", "patient") if self.at[c] >= 0]
        if own:
            if tree.text(own[0]) in RELATIVE and label in ("relative", "acl", "ccomp"):
                return self._author(self.antecedent(verb), depth), "relative", True
            nearest = max([c for c in own if c < verb], default=own[0])  # of two, one is a dateline
            if tree.is_noun(nearest):
                return nearest, "", label in ("relative", "acl", "advcl")
        head = tree.heads[self.bearer(verb)]
        if head < 0 or depth > _DEEP:
            return -1, "fronted" if form(tree, verb) in "Ge" else "", False
        if label == "joined" and tree.is_verb(head):
            subject, via, surmised = self.subject(head, depth + 1)
            return subject, via or "shared", surmised
        if label in ("relative", "acl") and not tree.is_verb(head):
            return self._of_noun(verb, head, depth)
        matrix = self.matrix(verb)
        if matrix < 0:
            return -1, "", False
        if self._trails(verb):
            return self.subject(self._whole(matrix), depth + 1)[0], "control", True
        raised = self._of_adjective(verb, matrix)
        if raised >= 0:
            return raised, "control", True
        return self.controller(verb, matrix, depth), "control", True

    def _trails(self, verb: int) -> bool:
        """Return whether a comma parts an "-ing" form from a whole clause: "told parliament, ACCUSING Canberra"."""
        tree, first = self.tree, verb
        while first and tree.labels[first - 1] == "adverb" and tree.heads[first - 1] == verb:
            first -= 1
        return tree.labels[verb] == "advcl" and form(tree, verb) == "G" and first > 0 and tree.tags[first - 1] == ","

    def _whole(self, verb: int) -> int:
        """Return the verb of the whole clause that one without a subject of its own is a part of."""
        while form(self.tree, verb) in "Go" and (matrix := self.matrix(verb)) >= 0:
            verb = matrix
        return verb

    def antecedent(self, verb: int) -> int:
        """Return what a relative pronoun stands for: the noun above its clause; of "who", the last that can be one."""
        noun = self._above_relative(verb)
        who = next((c for c in self.tree.children(self.bearer(verb), "subject", "patient")), -1)
        if noun < 0 or who < 0 or self.tree.text(who) != "who" or self._is_somebody(noun):
            return noun
        nearest = who - 1 - (self.tree.tags[who - 1] == ",")
        return nearest if nearest > noun and self.phrase(nearest) >= 0 and self._is_somebody(nearest) else noun

    def _is_somebody(self, noun: int) -> bool:
        word = self.tree.words[noun]
        return bool(word.agent or word.name is not None)

    def _above_relative(self, verb: int) -> int:
        """Return the noun that a relative clause hangs on, -1 for none."""
        at = self.bearer(verb)
        while at >= 0 and not (self.tree.labels[at] in ("relative", "acl") and self.phrase(self.tree.heads[at]) >= 0):
            at = self.tree.heads[at]
        return self.tree.heads[at] if at >= 0 else -1

    def _of_noun(self, verb: int, noun: int, depth: int) -> tuple[int, str, bool]:
        """Who does what a verb below a noun says: the noun, or whoever has "a plan to ATTACK"."""
        if form(self.tree, verb) != "o":
            return self._author(noun, depth), "reduced" if self.tree.labels[verb] == "acl" else "relative", True
        matrix = self.matrix(noun)
        if matrix >= 0 and self.tree.labels[noun] in ("object", "attribute"):
            return self.subject(matrix, depth + 1)[0], "control", True
        return noun, "control", True

    def _of_adjective(self, verb: int, matrix: int) -> int:
        """Return who is said to be what a verb goes with: "found HIM guilty of MURDERING"."""
        at = self.tree.heads[verb]
        while at not in (matrix, -1):
            own = [c for c in self.tree.children(at, "subject") if self.phrase(c) >= 0]
            if own and not self.tree.is_verb(at):
                return own[0]
            at = self.tree.heads[at]
        return -1

    def _author(self, noun: int, depth: int) -> int:
        """Return who speaks in a document, "issued a DECREE banning", "a BILL that would": whoever makes it."""
        if self.tree.words[noun].noun not in DOCUMENTS or self.tree.labels[noun] != "object" or self._named(noun):
            return noun
        author = self.subject(self.matrix(noun), depth + 1)[0]
        return author if author >= 0 else noun

    def _named(self, noun: int) -> bool:
        """Return whether a noun phrase has a name or a nationality in it."""
        first = self.chunks.begins[self.at[noun]] if self.phrase(noun) >= 0 else noun
        return any(word.belongs for word in self.tree.words[first : noun + 1])

    def matrix(self, word: int) -> int:
        """Return the verb above a word, -1 for none."""
        at = self.bearer(word)
        for _ in range(_DEEP):
            joined = self.tree.labels[at] == "joined"
            at = self.tree.heads[at]
            if at < 0:
                return -1
            copula = self.tree.children(at, "copula")
            if self.at[at] >= 0 and self.tree.is_verb(at) and not (joined and self.tree.is_verb(word)):
                return at
            if copula and self.at[copula[0]] >= 0:
                return copula[0]
        return -1

    def controller(self, verb: int, matrix: int, depth: int) -> int:
        """Return who does what a governed verb says: the object of "urged X to", the subject of "agreed to"."""
        tree = self.tree
        subject = self.subject(matrix, depth + 1)[0]
        if is_passive(tree, matrix):
            return subject
        lemma = tree.words[matrix].lemma or tree.lemmas[matrix]
        about = tree.labels[verb] == "gerund" and tree.text(tree.heads[verb]) in ACTED_OVER
        if lemma in OBJECT_CONTROL or about:
            told = [c for c in (*tree.children(matrix, "receiver"), *tree.children(matrix, "object")) if c < verb]
            told += [noun for word, noun in tree.phrases(matrix) if word in ASKED_OF]
            told = [c for c in told if c < verb]
            if told:
                return told[0]
        return subject

    # ------------------------------------------------------------ to whom, and with what
    def _objects(self, clause: Clause, verb: int, node: int) -> None:
        tree = self.tree
        direct = [c for c in tree.children(node, "object", "attribute") if self.phrase(c) >= 0]
        given = [c for c in tree.children(node, "receiver") if self.phrase(c) >= 0 and not tree.children(c, "case")]
        raised = [s for c in tree.children(node, "ccomp", "xcomp") for s in self._raised(c)]
        if node != verb and self.phrase(node) >= 0:
            direct.append(node)
        direct += [
            c
            for c in tree.children(node, "ccomp", "xcomp", "dep")
            if self.phrase(c) >= 0 and not tree.children(c, "copula")
        ]
        gap = tree.labels[verb] == "relative" and not clause.passive and tree.children(node, "subject")
        direct = [self.antecedent(verb) if tree.text(c) in RELATIVE else c for c in direct]
        if gap and not direct and not given and clause.via != "relative" and not raised and self._misses(verb):
            direct = [tree.heads[verb]]
        places = [self.phrase(c) for c in direct or given or raised]
        if places:
            clause.object = places[0]
            clause.coordinate = [at for at in places[1:] if at >= 0]
        if direct and given:
            clause.second = self.phrase(given[0])
        called = [self.phrase(c) for c in tree.children(node, "predicate") if self.phrase(c) >= 0]
        if called:  # "called JAPAN a LEADER"
            clause.second, clause.object = (
                (clause.object, called[0]) if clause.object >= 0 else (clause.second, called[0])
            )
        for at in (clause.object, *[self.phrase(noun) for _, noun in self.brought(node)]):
            clause.coordinate += self.joined(at)

    def _misses(self, verb: int) -> bool:
        """Return whether a relative clause may lack its object: nothing says when, where or why instead."""
        return not any(self.tree.text(c) in _NO_RELATIVE for c in self.tree.below[verb])

    def _raised(self, inner: int) -> list[int]:
        """Return the subject of an infinitive or an adjective: "urged RUSSIA to leave", "found HIM guilty"."""
        if self.tree.is_verb(self._verb_of(inner)) and form(self.tree, inner) not in "ov":
            return []
        return [c for c in self.tree.children(inner, "subject", "patient") if self.phrase(c) >= 0]

    def above(self, noun: int) -> int:
        """Return the noun to which a noun belongs through a preposition, -1 for none."""
        tree = self.tree
        top = tree.heads[noun]
        if top >= 0 and tree.labels[top] == "preposition":
            top = tree.heads[top]
        elif tree.labels[noun] != "oblique":
            return -1
        return top if self.phrase(top) >= 0 else -1

    def makers(self, noun: int) -> list[int]:
        """Return whose a thing is by a clause below it: "the support JAPAN gave"."""
        found = [self.subject(c) for c in self.tree.children(noun, "relative") if self.tree.is_verb(c)]
        return [self.phrase(subject) for subject, via, _ in found if via == "" and self.phrase(subject) >= 0]

    def _joined_modifiers(self) -> dict[int, int]:
        """Return of noun phrases the modifier before them that is a party too: "HOUSE and Senate negotiators"."""
        found: dict[int, int] = {}
        for word, at in enumerate(self.at):
            whole = self.at[self.tree.heads[word]] if self.tree.labels[word] in INSIDE and at >= 0 else -1
            if at < whole and any(self.at[child] == whole for child in self.tree.children(word, "joined")):
                found.setdefault(whole, at)
        return found

    def joined(self, at: int) -> list[int]:
        """Return the noun phrases joined to one by "and" and commas."""
        found = [whole for whole, first in self.firsts.items() if first == at]
        for word in range(self.chunks.begins[at], self.chunks.lasts[at] + 1) if at >= 0 else ():
            for child in self.tree.children(word, "joined"):
                other = self.phrase(child)
                if other > at and other not in found and not self._excludes(word, child):
                    found += [other, *self.joined(other)]
        return list(dict.fromkeys(found))

    def appositions(self, at: int) -> list[int]:
        """Return the noun phrases that say in other words who one is."""
        words = range(self.chunks.begins[at], self.chunks.lasts[at] + 1)
        found = [self.phrase(child) for word in words for child in self.tree.children(word, "apposition")]
        return [other for other in found if other >= 0 and other != at]

    def _excludes(self, word: int, other: int) -> bool:
        """Return whether "or" or "but" joins two nouns."""
        joiners = (*self.tree.children(word, "joiner"), *self.tree.children(other, "joiner"))
        return any(self.tree.text(c) in _PARTING for c in joiners if c < other)

    def brought(self, node: int, depth: int = 0) -> Iterator[tuple[str, int]]:
        """Yield the prepositional phrases of a word, of its objects and of those phrases, in the order of the text."""
        tree = self.tree
        if depth > _DEEP:
            return
        nouns: dict[int, list[tuple[str, int]]] = {}
        for word, noun in tree.phrases(node):
            top = noun
            while tree.heads[top] != node and tree.heads[top] >= 0:
                top = tree.heads[top]
            nouns.setdefault(top, []).append((word, noun))
        for child in tree.below[node]:
            for word, noun in nouns.get(child, ()):
                yield word, noun
                yield from self.brought(noun, depth + 1)
            if any(tree.text(c) == "for" for c in tree.children(child, "mark")) and form(tree, child) == "o":
                yield from (("for", c) for c in tree.children(child, "subject"))
            if child not in nouns and self._passes(child):
                yield from self.brought(child, depth + 1)

    def _passes(self, child: int) -> bool:
        """Return whether phrases below a word may belong to the verb above: no clause of its own begins with it."""
        if self.tree.is_verb(child):
            return self.tree.labels[child] == "acl" and form(self.tree, child) == "e"
        return self.tree.labels[child] in _DOMAIN or (self.tree.labels[child] == "joined" and self.phrase(child) >= 0)

    def modal(self, verb: int) -> str:
        """Return the modal verb of a clause; a bare verb joined to another shares its own."""
        tree = self.tree
        for child in tree.children(self.bearer(verb), "auxiliary"):
            if tree.text(child) != "to" and tree.words[child].lemma not in _HELPERS:
                return tree.text(child)
        return self.modal(tree.heads[verb]) if is_bare(tree, verb) else ""

    def negated(self, verb: int) -> bool:
        """Return whether a verb is negated; a bare verb joined to another shares that too."""
        tree = self.tree
        if tree.negated(verb) or tree.negated(self.bearer(verb)):
            return True
        return is_bare(tree, verb) and self.negated(tree.heads[verb])

    # ------------------------------------------------------------ what it governs
    def _govern(self, clause: Clause, node: int) -> None:
        """Find the infinitive, the "-ing" form after a preposition and the clause with "that"."""
        tree = self.tree
        for child in self._governed(node):
            shape = form(tree, child)
            label = tree.labels[child]
            place = self.at[self._verb_of(child)]
            if label == "gerund" or self._after_preposition(child):
                if clause.gerund[1] < 0:
                    clause.gerund = (self._preposition(child), place)
            elif shape == "o" or (shape in "Gv" and label in ("xcomp", "ccomp")):
                if clause.complement < 0 and place > clause.at:
                    clause.complement = place
            elif label == "ccomp" and clause.that < 0:
                clause.that = self._begins(child)

    def shared(self, at: int) -> list[int]:
        """Return the bare verbs joined to one, which are governed with it: "agreed to meet and TALK"."""
        joined = [c for c in self.tree.children(self.verbs[at], "joined") if self.at[c] in self.found]
        bare = [c for c in joined if form(self.tree, c) in "ov" and not self.tree.children(c, "subject", "patient")]
        return [self.at[c] for c in bare] + [place for c in bare for place in self.shared(self.at[c])]

    def condition(self, at: int) -> int:
        """Return who is to act first: "will not end the strike until the GOVERNMENT pays"."""
        for child in self.tree.children(self.bearer(self.verbs[at]), "advcl"):
            if any(self.tree.text(c) in AWAITING for c in self.tree.children(child, "mark")):
                clause = self.found.get(self.at[self._verb_of(child)])
                if clause is not None:
                    by = [at for word, at in clause.phrases if word == "by"] if clause.passive else []
                    return by[0] if by else clause.subject
        return -1

    def reported(self, at: int, lemmas: Container[str]) -> Clause | None:
        """Return the clause above, with one of some verbs, that says a clause: "MOSCOW SAID that ..."."""
        word = self.bearer(self.verbs[at])
        for child in self.tree.children(word, "parataxis"):
            beside = self.found.get(self.at[child])
            if beside is not None and beside.lemma in lemmas and beside.subject >= 0:
                return beside
        for _ in range(_DEEP):
            head, label = self.tree.heads[word], self.tree.labels[word]
            if head < 0:
                return None
            clause = self.found.get(self.at[self._verb_of(head)])
            if label in ("ccomp", "parataxis", "xcomp") and clause is not None and clause.lemma in lemmas:
                return clause
            word = head
        return None

    def _verb_of(self, word: int) -> int:
        copula = self.tree.children(word, "copula")
        return copula[0] if copula else word

    def _governed(self, node: int, depth: int = 0) -> Iterator[int]:
        """Yield the verbs right below a word, its objects and phrases, in the order of the text."""
        tree = self.tree
        for child in tree.below[node]:
            label = tree.labels[child]
            verb = self._verb_of(child)
            if tree.is_verb(verb) and self.at[verb] >= 0:
                if label in _COMPLEMENTS or label == "gerund":
                    yield child
            elif depth < 4 and (label in _DOMAIN or label in ("preposition", "oblique")):
                yield from self._governed(child, depth + 1)

    def _after_preposition(self, verb: int) -> bool:
        marks = self.tree.children(verb, "mark")
        plain = any(self.tree.text(c) in _BEFORE_GERUND for c in marks)
        return plain and form(self.tree, verb) == "G"

    def _preposition(self, verb: int) -> str:
        marks = [self.tree.text(c) for c in self.tree.children(verb, "mark")]
        return marks[0] if marks else self.tree.text(self.tree.heads[verb])

    def _begins(self, verb: int) -> int:
        """Return the first phrase of the clause that a verb heads, its conjunction left out."""
        found = [self.at[word] for word in self._under(verb) if self.at[word] >= 0]
        return min((at for at in found if self.chunks.kinds[at] not in "TUI,;"), default=-1)

    def _under(self, word: int) -> Iterator[int]:
        yield word
        for child in self.tree.below[word]:
            yield from self._under(child)


DOCUMENTS = THINGS | word_class("trees.documents")
_BEFORE_GERUND = word_class("trees.before_gerund")
_NO_RELATIVE = word_class("trees.no_relative")
_PARTING = word_class("trees.parting")
_HELPERS = word_class("trees.helpers")
