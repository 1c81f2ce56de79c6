// The input block: label, control, hint, and the place where an error is said.

import { Control } from "../control.js";
import { freshId, h } from "../dom.js";
import { drawElement, isGroup } from "../elements/index.js";
import { textObject, words } from "../text/mrkdwn.js";

export function inputBlock(block, surface) {
  const id = freshId("field");
  const hint = block.hint ? `${id}-hint` : null;
  const describedby = [hint, `${id}-error`].filter(Boolean).join(" ");
  const control = drawElement(new Control(surface, block, block.element, { id, describedby }));
  return h(
    "div",
    { class: "field", "data-block": block.block_id },
    label(block, id),
    control,
    hint ? h("p", { id: hint, class: "hint" }, textObject(block.hint, surface.names)) : null,
    h("p", { id: `${id}-error`, class: "field-error", hidden: true }),
  );
}

function label(block, id) {
  const inside = [
    words(block.label),
    block.optional ? h("span", { class: "optional" }, " (optional)") : null,
  ];
  // The asterisk is the style sheet's, for the eye only: aria-required says it to everybody else.
  const look = block.optional ? "label" : "label required";
  return isGroup(block.element)
    ? h("div", { class: look, id: `${id}-label` }, inside)
    : h("label", { class: look, for: id, id: `${id}-label` }, inside);
}

/** Shows or clears the sentence under each field, without touching what is in it. */
export function showErrors(root, errors) {
  for (const field of root.querySelectorAll("[data-block]")) {
    const sentence = errors[field.dataset.block] ?? "";
    const place = field.querySelector(".field-error");
    place.textContent = sentence;
    place.hidden = !sentence;
    field.classList.toggle("wrong", Boolean(sentence));
    for (const control of controlsOf(field)) {
      if (sentence) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/** The first control of the first field that has an error. */
export function firstWrong(root) {
  return root.querySelector(".field.wrong :is(input, select, textarea)");
}

function controlsOf(field) {
  const group = field.querySelectorAll("[role=radiogroup]");
  return group.length
    ? group
    : field.querySelectorAll(
        ".field > :is(input, select, textarea), [role=combobox], .choices input, .files > input",
      );
}
