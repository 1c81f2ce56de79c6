// A coloured square with initials: no pictures of anybody are needed.

import { h } from "../dom.js";

const COLOURS = 8;

export function avatar(user) {
  const name = user?.name ?? "?";
  return h(
    "span",
    {
      class: `avatar tone-${tone(user?.id ?? name)} ${user?.is_bot ? "bot" : ""}`.trim(),
      "aria-hidden": "true",
    },
    initials(name),
  );
}

function initials(name) {
  const words = name
    .replace(/^(Dr|Mr|Mrs|Ms|Miss|Prof)\.? /, "")
    .split(/\s+/)
    .filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => word?.[0] ?? "")
    .join("")
    .toUpperCase();
}

function tone(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % COLOURS;
}
