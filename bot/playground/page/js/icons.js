// The page's own small drawings: they look alike on every machine, whatever fonts it has.

import { s } from "./dom.js";

const PATHS = {
  eye: "M1.5 8s2.4-4.5 6.5-4.5S14.5 8 14.5 8s-2.4 4.5-6.5 4.5S1.5 8 1.5 8zM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  thread: "M2.5 3h11v8h-6L4.5 13.5V11h-2zM5 6h6M5 8.3h4",
  pin: "M6 1.5h4M7 1.5v5L4.5 9h7L9 6.5v-5M8 9v5.5",
  lock: "M3.5 7h9v7h-9zM5.5 7V4.8a2.5 2.5 0 0 1 5 0V7",
  picture: "M1.5 2.5h13v11h-13zM3 12l3.5-4 2.5 2.5 2-2 3 3.5M10.5 6h.1",
  clip: "M13 7.5 7.6 12.9a3 3 0 0 1-4.3-4.3l5.8-5.8a2 2 0 0 1 2.9 2.9l-5.6 5.6a1 1 0 0 1-1.5-1.4l5-5",
  file: "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
  more: "M3 8h.1M8 8h.1M13 8h.1",
  bin: "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5",
};

/** A decoration: what it means is said beside it, or by the label of its button. */
export function icon(name) {
  return s(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    s("path", { d: PATHS[name] }),
  );
}
