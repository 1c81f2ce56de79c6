// Radio buttons and check boxes.

import { freshId, h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";

export function radioButtons(control) {
  const chosen = control.entry.selected_option?.value;
  return group(
    control,
    "radiogroup",
    "radio",
    (value) => value === chosen,
    (root) => {
      const value = checkedValues(root)[0];
      return {
        selected_option: control.element.options.find((option) => option.value === value) ?? null,
      };
    },
  );
}

export function checkboxes(control) {
  const chosen = new Set((control.entry.selected_options ?? []).map((option) => option.value));
  return group(
    control,
    "group",
    "checkbox",
    (value) => chosen.has(value),
    (root) => {
      const values = new Set(checkedValues(root));
      return {
        selected_options: control.element.options.filter((option) => values.has(option.value)),
      };
    },
  );
}

function checkedValues(root) {
  return [...root.querySelectorAll("input:checked")].map((input) => input.value);
}

function group(control, role, type, isChosen, read) {
  const name = freshId("choice");
  const change = async () => {
    const kept = await control.set(read(root));
    if (!kept)
      for (const input of root.querySelectorAll("input")) input.checked = isChosen(input.value);
  };
  const root = h(
    "div",
    { ...control.groupNaming(), role, class: "choices", on: { change } },
    control.element.options.map((option) =>
      choice(option, { control, type, name, checked: isChosen(option.value) }),
    ),
  );
  if (role === "radiogroup" && control.required) root.setAttribute("aria-required", "true");
  return root;
}

function choice(option, { control, type, name, checked }) {
  const id = freshId("option");
  const more = option.description ? `${id}-more` : null;
  return h(
    "div",
    { class: "choice" },
    h("input", {
      type,
      id,
      name,
      checked,
      value: option.value,
      "aria-describedby": more,
      "data-focus": control.focusKey(option.value),
    }),
    h(
      "label",
      { for: id },
      textObject(option.text, control.names),
      more ? h("small", { id: more }, textObject(option.description, control.names)) : null,
    ),
  );
}
