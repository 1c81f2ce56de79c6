// Menus with one choice: the browser's own select, good with keyboard, phone and screen reader.

import { h } from "../dom.js";
import { groupsOf } from "../entry.js";
import { words } from "../text/mrkdwn.js";

export function staticSelect(control) {
  const all = groupsOf(control.element);
  return menu(
    control,
    all.map((group) => ({
      label: words(group.label),
      options: group.options.map((option) => ({
        text: words(option.text),
        value: option.value,
        option,
      })),
    })),
    control.entry.selected_option?.value,
    (picked) => ({ selected_option: picked?.option ?? null }),
  );
}

export function usersSelect(control) {
  return menu(
    control,
    [{ options: control.people().map(asOption) }],
    control.entry.selected_user,
    (picked) => ({ selected_user: picked?.value ?? null }),
  );
}

export function conversationsSelect(control) {
  return menu(
    control,
    [{ options: control.conversations().map(asOption) }],
    control.entry.selected_conversation,
    (picked) => ({ selected_conversation: picked?.value ?? null }),
  );
}

export function channelsSelect(control) {
  return menu(
    control,
    [{ options: control.channels().map(asOption) }],
    control.entry.selected_channel,
    (picked) => ({ selected_channel: picked?.value ?? null }),
  );
}

const asOption = ({ id, name }) => ({ text: name, value: id });

function menu(control, groups, chosen, entryOf) {
  const every = groups.flatMap((group) => group.options);
  const draw = (each) =>
    h("option", { value: each.value, selected: each.value === chosen }, each.text);
  const node = h(
    "select",
    { class: "input", ...control.naming(), "data-focus": control.focusKey() },
    h(
      "option",
      { value: "", selected: !chosen },
      words(control.element.placeholder) || "Choose an option",
    ),
    groups.map((group) =>
      group.label
        ? h("optgroup", { label: group.label }, group.options.map(draw))
        : group.options.map(draw),
    ),
  );
  let before = node.value;
  node.addEventListener("change", async () => {
    const picked = every.find((each) => each.value === node.value);
    if (!picked && !control.inForm) node.value = before;
    else if (await control.set(entryOf(picked))) before = node.value;
    else node.value = before;
  });
  return node;
}
