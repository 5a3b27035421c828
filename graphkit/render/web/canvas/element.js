// Elements of the page.

/** An element of the page by its id. @type {(id: string) => any} */
export const $ = (id) => document.getElementById(id);

/** All elements that a selector finds. @type {(selector: string) => any[]} */
export const all = (selector) => [...document.querySelectorAll(selector)];
