// "Are you sure?": Slack's confirmation dialog, before a control does what it says.

import { freshId, h } from "./dom.js";
import { textObject, words } from "./text/mrkdwn.js";

/** True when the person agrees, or when there is nothing to ask. */
export function agreed(question, names) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = build(question, names);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function build(question, names) {
  const heading = freshId("confirm");
  const says = `${heading}-text`;
  const style = question.style === "danger" ? "button danger" : "button primary";
  const answer = (value, look, label, focus) =>
    h(
      "button",
      {
        class: look,
        type: "button",
        autofocus: focus,
        on: { click: (event) => event.target.closest("dialog").close(value) },
      },
      label,
    );
  return h(
    "dialog",
    { class: "confirm", "aria-labelledby": heading, "aria-describedby": says },
    h("h2", { id: heading }, words(question.title)),
    h("div", { id: says, class: "mrkdwn" }, textObject(question.text, names)),
    h(
      "div",
      { class: "dialog-buttons" },
      answer("no", "button", words(question.deny) || "Cancel", true),
      answer("yes", style, words(question.confirm) || "Confirm", false),
    ),
  );
}
