// Stories: titled steps, each a view and a paragraph.
import { cameraOf, readState, stateText } from "../core/address.js";
import { viewWords } from "../core/counting.js";
import { D } from "../core/record.js";
import { S, announce, freshState, update, viewport } from "../core/state.js";
import { doing, nameOf, sentence } from "../core/telling.js";
import { T } from "../core/words.js";
import { fitMap } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { button, clear, h, openDialog } from "./dom.js";
import { toggleLegend } from "./drawer.js";
import { saveText } from "./export.js";

export const mine = { title: T.storyMine, steps: [] };

export function tellStory(story, step) {
  const told = D.stories[story]?.steps[step];
  if (!told) return;
  toggleLegend(false);
  const text = new URLSearchParams(told.view).toString();
  update({ ...readState(text), story: { story, step } }, { say: `${told.title}. ${told.text}` });
  const camera = cameraOf(text);
  if (camera) viewport.move(camera);
  else fitMap({ animate: true });
  $("story").querySelector("h2")?.focus?.({ preventScroll: true });
}

export function stepStory(by) {
  const { story, step } = S.story, next = step + by;
  if (next >= 0 && next < D.stories[story].steps.length) tellStory(story, next);
}

export function endStory() {
  update({ ...freshState(), roll: D.meta.rollUp, pins: S.pins }, { say: T.storyEnd });
  fitMap({ animate: true });
}

export function renderStory() {
  if (!D.whole) return undefined;
  const box = $("story");
  box.hidden = !S.story;
  if (!S.story) return clear(box);
  const { story, step } = S.story, told = D.stories[story], now = told.steps[step];
  return clear(box,
    h("p.story-top", {}, h("strong", {}, told.title), h("span.quiet", {}, T.storyOf(step + 1, told.steps.length)),
      button("×", endStory, { class: "close", "aria-label": T.storyEnd })),
    h("h2", { tabindex: -1 }, now.title), h("p", {}, now.text),
    h("div.stepper", { role: "group", "aria-label": told.title },
      button(T.back, () => stepStory(-1), { id: "story-back", disabled: step === 0 }),
      h("progress", { max: told.steps.length, value: step + 1, "aria-label": T.storyOf(step + 1, told.steps.length) }),
      step + 1 < told.steps.length
        ? button(T.next, () => stepStory(1), { id: "story-next", class: "primary" })
        : button(T.storyEnd, endStory, { id: "story-end", class: "primary" })));
}

export function showStories() {
  openDialog(T.stories,
    h("ul.list", {}, D.stories.map((story, k) => h("li", {}, button(
      [h("span", {}, story.title), h("span.count", {}, T.stepsOf(story.steps.length))],
      () => { $("dialog").close(); tellStory(k, 0); }, { class: "row" })))),
    !D.stories.length && h("p.quiet", {}, T.storyNone),
    h("div.choices", {}, button(T.storyAdd, addToStory, { id: "story-add" }),
      mine.steps.length > 0 && button(T.storySave, saveStory, { id: "story-save" })));
}

function addToStory() {
  const chosen = S.select?.relation ?? S.answers;
  const title = chosen !== null && chosen !== undefined ? doing(chosen) : S.select?.actor !== undefined ? nameOf(S.select.actor)
    : S.select?.link ? S.select.link.map(nameOf).join(" – ") : D.meta.title;
  const text = chosen !== null && chosen !== undefined ? sentence(chosen) : viewWords();
  mine.steps.push({ title, text, view: Object.fromEntries(new URLSearchParams(stateText())) });
  keepMine();
  announce(T.storyAdded(mine.steps.length));
  showStories();
}

export function keepMine() {
  if (!D.stories.includes(mine)) D.stories.push(mine);
}

function saveStory() {
  const quote = (text) => JSON.stringify(String(text)).replace(/\u007f/g, "\\u007f");
  const steps = mine.steps.map(({ title, text, view }) => {
    const keys = Object.entries(view).filter(([key]) => key !== "story")
      .map(([key, value]) => `${key} = ${quote(value)}`);
    return `[[step]]\ntitle = ${quote(title)}\ntext = ${quote(text)}\nview = { ${keys.join(", ")} }\n`;
  });
  saveText(`title = ${quote(mine.title)}\ndataset = ${quote(D.meta.dataset)}\n\n${steps.join("\n")}`, "story.toml", "application/toml");
}
