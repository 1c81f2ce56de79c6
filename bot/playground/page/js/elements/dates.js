// Dates and times, with the browser's own pickers.

import { h } from "../dom.js";
import { fromLocal, toLocal } from "../when.js";

export function datepicker(control) {
  return picker(control, "date", control.entry.selected_date, (value) => ({
    selected_date: value || null,
  }));
}

export function timepicker(control) {
  return picker(control, "time", control.entry.selected_time, (value) => ({
    selected_time: value || null,
  }));
}

/** Slack keeps the moment as unix seconds; the person reads their own wall clock. */
export function datetimepicker(control) {
  const { zone } = control.names;
  const seconds = control.entry.selected_date_time;
  const shown = seconds ? toLocal(new Date(seconds * 1000), zone) : "";
  return picker(control, "datetime-local", shown, (value) => ({
    selected_date_time: value ? Math.round(fromLocal(value, zone).getTime() / 1000) : null,
  }));
}

function picker(control, type, shown, entryOf) {
  const node = h("input", {
    class: "input picker",
    type,
    ...control.naming(),
    "data-focus": control.focusKey(),
    value: shown ?? "",
  });
  let before = node.value;
  const tell = async () => {
    if (node.value === before) return;
    if (await control.set(entryOf(node.value))) before = node.value;
    else node.value = before;
  };
  // A picker in a modal tells each change; elsewhere only a finished one, since it acts at once.
  node.addEventListener(control.inForm ? "input" : "blur", tell);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    tell();
  });
  return node;
}
