"""The review in the terminal: a sentence with its words coloured, what is proposed, what is known; one key decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import ClassVar, TypeVar

from graphkit.dataset import Dataset
from graphkit.dataset.names import AliasIndex, AliasMatch, dotted, one_line
from graphkit.errors import DataError, MissingDependency
from graphkit.extract.denial import negations
from graphkit.extract.gazetteer import world_actors
from graphkit.extract.joining import join_accepted, pair_of, relation_id, relations_by_pair, resolve_actor
from graphkit.extract.matching import Match, Matched, matches_by_item
from graphkit.extract.references import References
from graphkit.extract.review import EDITABLE, Item, ReviewStore, current_value, date_note, state_notes
from graphkit.ontology import load_ontology

try:
    from rich.text import Text
    from textual.app import App, ComposeResult
    from textual.binding import Binding, BindingType
    from textual.containers import Horizontal, VerticalScroll
    from textual.screen import ModalScreen
    from textual.widgets import Footer, Input, Label, Static
except ImportError as error:
    raise MissingDependency("reviewing in the terminal needs textual", extra="review") from error

__all__ = ["EditScreen", "ReviewApp", "review_app"]

_T = TypeVar("_T")
_STYLES = {
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "cue": "bold yellow",
    "response": "bold green",
    "denial": "bold red",
    "told": "bold blue",
}


def review_app(store: ReviewStore, dataset: Dataset, *, reviewer: str, skipped: bool = False) -> ReviewApp:
    """Return the review of what is pending in ``store``, ready for ``.run()``.

    Parameters
    ----------
    store
        The proposals and decisions; every key that decides is on the disk before the next proposal shows.
    dataset
        What is known already.
    reviewer
        Who decides.
    skipped
        Whether proposals that were skipped are shown again.
    """
    return ReviewApp(store, dataset, reviewer=reviewer, skipped=skipped)


class EditScreen(ModalScreen[dict[str, str] | None]):
    """A form with the columns of one proposal that may be changed."""

    CSS = """
    EditScreen { align: center middle; }
    #form { width: 90%; max-width: 100; height: 90%; border: solid $accent; background: $surface; padding: 1; }
    #form Horizontal { height: 1; }
    #form Label { width: 12; }
    #form Input { width: 1fr; }
    #hint { color: $text-muted; margin-bottom: 1; }
    #fault { color: $error; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Accept with these changes", priority=True),
        Binding("escape", "leave", "Leave as it was"),
    ]

    def __init__(self, item: Item, values: Mapping[str, str], references: References) -> None:
        super().__init__()
        self.item, self.before, self.references = item, dict(values), references

    def compose(self) -> ComposeResult:
        """Lay the form out: one line a column."""
        with VerticalScroll(id="form"):
            yield Static("tab: next line. enter: accept with these changes. escape: leave as it was.", id="hint")
            yield Static("", id="fault", markup=False)
            for name in EDITABLE:
                with Horizontal():
                    yield Label(name)
                    yield Input(value=self.before[name], id=f"edit-{name}", compact=True)

    def on_mount(self) -> None:
        """Begin in the first line."""
        self.query_one("#edit-actor", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def action_save(self) -> None:
        """Give the values back, once they are all right."""
        from graphkit.extract.review import checked_changes

        values = {name: self.query_one(f"#edit-{name}", Input).value for name in EDITABLE}
        try:
            changes = self.references.checked(self.item, checked_changes(self.item, values))
        except DataError as fault:
            self.query_one("#fault", Static).update(str(fault))
            return
        self.dismiss(changes)

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss(None)


def _after_what_they_tell(queue: list[str], matched: Mapping[str, Matched]) -> list[str]:
    """The queue, with a headline's proposal behind the one of its text that it is evidence for."""
    places: dict[str, float] = {key: place for place, key in enumerate(queue)}
    for key in queue:
        match = matched[key].match if key in matched else None
        if match is not None and match.same and places.get(match.item, -1) > places[key]:
            places[key] = places[match.item] + 0.5
    return sorted(queue, key=places.__getitem__)


class ReviewApp(App[None]):
    """One proposal after another, until all are decided or a person stops."""

    TITLE = "graphkit review"
    CSS = """
    #place { dock: top; height: 1; background: $primary; color: $text; padding: 0 1; }
    .pane { border: round $primary; padding: 0 1; height: auto; max-height: 40%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept"),
        Binding("j", "join", "Told before"),
        Binding("o", "own", "Its own"),
        Binding("e", "edit", "Edit"),
        Binding("r", "decide('reject')", "Reject"),
        Binding("s", "decide('skip')", "Skip"),
        Binding("u", "undo", "Undo"),
        Binding("m", "merge", "Same actor"),
        Binding("n", "separate", "New actor"),
        Binding("q", "quit", "Quit"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, store: ReviewStore, dataset: Dataset, *, reviewer: str, skipped: bool) -> None:
        super().__init__()
        self.store, self.dataset, self.reviewer = store, dataset, reviewer
        known = join_accepted(store, dataset).dataset
        self.index = AliasIndex(known.records("actors"))
        self.known = {
            pair: {relation.id: f"{relation.date} {relation.summary}".strip() for relation in relations}
            for pair, relations in relations_by_pair(known).items()
        }
        self.matched = matches_by_item(store, dataset)
        self.queue = _after_what_they_tell([item.id for item in store.pending(skipped=skipped)], self.matched)
        self.place = 0

    # what is shown

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="place", markup=False)
        with VerticalScroll():
            yield Static("", id="sentence", classes="pane")
            yield Static("", id="proposal", classes="pane")
            yield Static("", id="known", classes="pane")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first proposal."""
        for name, title in (
            ("sentence", "What it says"),
            ("proposal", "Proposed"),
            ("known", "Already known of the two"),
        ):
            self.query_one(f"#{name}").border_title = title
        self.show()

    @property
    def item(self) -> Item | None:
        """The proposal on the screen; None when all are decided."""
        return self.store.items[self.queue[self.place]] if self.place < len(self.queue) else None

    def show(self) -> None:
        """Bring every pane up to date."""
        item = self.item
        if item is None:
            self._fill("all decided", Text("Nothing is left to decide. q ends."), Text(""), Text(""))
            return
        where = f"{self.place + 1} of {len(self.queue)} · {dotted(item.document.title)} {item.document.date}"
        self._fill(where, coloured(item), self._described(item), self._known_lines(item))

    def _fill(self, where: str, sentence: Text, proposal: Text, known: Text) -> None:
        self.query_one("#place", Static).update(where)
        for name, text in (("sentence", sentence), ("proposal", proposal), ("known", known)):
            self.query_one(f"#{name}", Static).update(text)

    def _described(self, item: Item) -> Text:
        """The proposal in words, a line a part."""
        said = item.proposal
        kind = load_ontology().types.get(said.type)  # None: a type of the dataset's own
        label = said.type if kind is None else kind.modes[said.mode].label if said.mode in kind.modes else kind.label
        text = Text(one_line(current_value(item, "summary")) + "\n", "italic")
        text.append(self._who(said.actor, said.actor_name) + "\n", _STYLES["actor"])
        text.append(f"  {said.type}{f' / {said.mode}' if said.mode else ''}: {label}\n", _STYLES["cue"])
        text.append(self._who(said.recipient, said.recipient_name) + "\n", _STYLES["recipient"])
        speaker = f", says {one_line(said.speaker_name or said.speaker)}" if said.speaker else ""
        text.append(f"date {said.date or 'not said'} · {said.stance}{speaker}\n")
        for side, of_state in state_notes(item).items():
            name = one_line(getattr(said, f"{side}_name") or getattr(said, side))
            text.append(f"look twice: {name} is taken for one {of_state}\n", "bold red")
        if note := date_note(item):
            text.append(f"look twice: {note}\n", "bold red")
        for denial in item.denials:
            text.append(f"denied by {one_line(denial.speaker_name or denial.speaker)}\n", _STYLES["denial"])
        text.append(f"confidence {said.confidence:.2f} · {one_line(said.origin)}")
        if words := negations(item.context):
            text.append(f"\nlook twice: the sentence has {', '.join(words)}", "bold red")
        if item.responds_to:
            text.append(f"\nanswers: {self._answered(item)}", _STYLES["response"])
        for line in self._told_lines(item):
            text.append(f"\n{line}", _STYLES["told"])
        return text

    def _told_lines(self, item: Item) -> Iterator[str]:
        """What the proposal may tell of again, and what the keys do about it."""
        matched = self.matched.get(item.id)
        match = self._match_of(item)
        if match is not None and match.same:
            yield f"told before: {match.told}"
            yield f"a adds it to {match.relation} as further evidence; o makes it a relation of its own"
        elif match is not None:
            yield f"may be told before: {match.told}"
            yield f"j adds it to {match.relation} as further evidence; a makes it a relation of its own"
        if matched is not None and matched.answers is not None and self._stands(matched.answers):
            yield f"answers what is told before: {matched.answers.told}"
        if matched is not None and matched.may_answer is not None and self._stands(matched.may_answer):
            yield f"may answer: {matched.may_answer.told}; e writes {matched.may_answer.relation} in responds_to"

    def _match_of(self, item: Item) -> Match | None:
        """The relation that a proposal tells of again, as far as that one is in the dataset or accepted by now."""
        matched = self.matched.get(item.id)
        if matched is None or matched.match is None or not self._stands(matched.match):
            return None
        return matched.match

    def _stands(self, match: Match) -> bool:
        """Whether a relation is in the dataset, or its proposal has been accepted."""
        decision = self.store.decisions().get(match.item) if match.item else None
        return not match.item or (decision is not None and decision.decision == "accept")

    def _who(self, key: str, name: str) -> str:
        """An actor, with what is known of its name."""
        match = self._match(key, name)
        shown = one_line(name or key)
        if match is None:
            return f"{shown} (decided: {self.store.merges().get(key, 'a new actor')})"
        if match.is_certain and match.actor:
            return f"{shown} ({match.actor})"
        return f"{shown} ({key}, new to this dataset)" if key in world_actors() else f"{shown} ({match.reason})"

    def _match(self, key: str, name: str) -> AliasMatch | None:
        """What a name is held to be; None when a person has decided on it."""
        if key in self.store.names_decided():
            return None
        return self.index.known(key) or self.index.match(name or key)

    def _answered(self, item: Item) -> str:
        target = self.store.items.get(item.responds_to)
        if target is None:
            return item.responds_to
        said = target.proposal
        return one_line(f"{said.actor_name or said.actor} {said.type} {said.recipient_name or said.recipient}")

    def _known_lines(self, item: Item) -> Text:
        """What the dataset already says of the two."""
        lines = self.known.get(self._pair(item), {})
        return Text("\n".join(f"{key}: {line}" for key, line in lines.items()) or "nothing", no_wrap=False)

    def _pair(self, item: Item) -> frozenset[str]:
        return pair_of(item, index=self.index, merges=self.store.merges())

    # what the keys do

    def action_decide(self, decision: str) -> None:
        """Write the decision down and go on."""
        self._decide(decision, {})

    def action_accept(self) -> None:
        """Accept, as further evidence where the same act is told before."""
        if self.item is not None:
            self._decide("accept", self._defaults(self.item))

    def action_join(self) -> None:
        """Accept as further evidence for what may be the same act."""
        match = None if self.item is None else self._match_of(self.item)
        if match is None:
            self.notify("nothing known is like this")
            return
        self._decide("accept", {"relation": match.relation})

    def action_own(self) -> None:
        """Accept as a relation of its own, also where the same act is told before."""
        self._decide("accept", {})

    def _defaults(self, item: Item) -> dict[str, str]:
        """The changes that accepting makes of itself: they are shown before."""
        match, matched = self._match_of(item), self.matched.get(item.id)
        if match is not None and match.same:
            return {"relation": match.relation}
        if matched is not None and matched.answers is not None and self._stands(matched.answers):
            return {"responds_to": matched.answers.relation}
        return {}

    def _decide(self, decision: str, changes: Mapping[str, str]) -> None:
        item = self.item
        if item is None:
            return
        if self._kept(lambda: self.store.decide(item.id, decision, reviewer=self.reviewer, changes=changes)) is None:
            return
        if decision == "accept" and not changes.get("relation"):
            said = item.proposal
            line = f"{said.date} {said.actor_name or said.actor} {said.type} {said.recipient_name or said.recipient}"
            self.known.setdefault(self._pair(item), {})[relation_id(item)] = one_line(line)
        if decision == "accept":
            self._learn(item)
        self.place += 1
        self.show()

    def _kept(self, write: Callable[[], _T]) -> _T | None:
        """What a decision is once it is on the disk; None and a sentence when it cannot be written."""
        try:
            return write()
        except DataError as error:
            self.notify(str(error), severity="error", timeout=20)
            return None

    def _learn(self, item: Item) -> None:
        """Hold later names against the actors of what was accepted, too."""
        said, merges = item.proposal, self.store.merges()
        for side in ("actor", "recipient"):
            key, name, kind = (getattr(said, part) for part in (side, f"{side}_name", f"{side}_kind"))
            actor = resolve_actor(key, name, kind, index=self.index, merges=merges)
            if actor.id not in self.index:
                self.index.add(actor)

    def action_edit(self) -> None:
        """Open the form; what it gives back is accepted."""
        item = self.item
        if item is None:
            return
        values = {name: one_line(current_value(item, name)) for name in EDITABLE} | self._defaults(item)

        def done(changes: dict[str, str] | None) -> None:
            if changes is not None:
                self._decide("accept", changes)

        self.push_screen(EditScreen(item, values, References(self.store, self.dataset)), done)

    def action_undo(self) -> None:
        """Take the last decision back and show what it was on."""
        taken = self._kept(lambda: self.store.undo(reviewer=self.reviewer) or "nothing to undo")
        if taken is None or isinstance(taken, str):
            self.notify(taken) if taken else None
            return
        if taken.target in self.store.items:
            self._forget(taken.target)
        self.notify(f"taken back: {taken.decision}")
        self.show()

    def _forget(self, key: str) -> None:
        """Put an undecided proposal back on the screen."""
        if key not in self.queue:
            self.queue.insert(self.place, key)
        self.place = self.queue.index(key)
        for lines in self.known.values():
            lines.pop(relation_id(self.store.items[key]), None)

    def action_merge(self) -> None:
        """Say that the name most like a known one is that actor."""
        for key, match in self._open_names():
            if match.method == "fuzzy":
                if self._kept(partial(self.store.merge_name, key, match.actor, reviewer=self.reviewer)):
                    self.notify(f"{key} is {match.actor}")
                    self.show()
                return
        self.notify("no name here looks like a known one")

    def action_separate(self) -> None:
        """Say that the name most like a known one is a new actor all the same."""
        for key, match in self._open_names():
            if match.method == "fuzzy":
                if self._kept(partial(self.store.keep_separate, key, reviewer=self.reviewer)):
                    self.notify(f"{key} is a new actor")
                    self.show()
                return
        self.notify("no name here looks like a known one")

    def _open_names(self) -> list[tuple[str, AliasMatch]]:
        """The actors of the proposal on whose names nobody has decided."""
        if self.item is None:
            return []
        said = self.item.proposal
        sides = ((said.actor, said.actor_name), (said.recipient, said.recipient_name))
        found = [(key, self._match(key, name)) for key, name in sides]
        return [(key, match) for key, match in found if match is not None]


def coloured(item: Item) -> Text:
    """Return the words around a proposal with its spans in colour; control characters show as dots."""
    text = Text(dotted(item.context))
    sides = [side for side in _STYLES if side not in ("denial", "told")]
    spans = [(side, getattr(item.proposal, f"{side}_start"), getattr(item.proposal, f"{side}_end")) for side in sides]
    spans += [("denial", denial.cue_start, denial.cue_end) for denial in item.denials]
    for side, start, end in spans:
        if start is not None and end is not None and start >= item.context_start:
            text.stylize(_STYLES[side], start - item.context_start, end - item.context_start)
    return text
