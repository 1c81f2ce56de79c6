// Menus that search as one types: external ones, and all with several choices.

import { groupsOf } from "../entry.js";
import { words } from "../text/mrkdwn.js";
import { combobox } from "./combobox.js";

export function multiStaticSelect(control) {
  const groups = groupsOf(control.element).map((group) => ({
    label: words(group.label),
    options: group.options.map(shown),
  }));
  return build(control, {
    several: true,
    chosen: (control.entry.selected_options ?? []).map(shown),
    source: among(groups),
    change: (options) => control.set({ selected_options: options.map((option) => option.option) }),
  });
}

export function externalSelect(control) {
  const picked = control.entry.selected_option;
  return build(control, {
    several: false,
    chosen: picked ? [shown(picked)] : [],
    source: outside(control),
    pause: 250,
    change: (options) => control.set({ selected_option: options[0]?.option ?? null }),
  });
}

export function multiExternalSelect(control) {
  return build(control, {
    several: true,
    chosen: (control.entry.selected_options ?? []).map(shown),
    source: outside(control),
    pause: 250,
    change: (options) => control.set({ selected_options: options.map((option) => option.option) }),
  });
}

export const multiUsersSelect = (control) => named(control, "selected_users", control.people());
export const multiConversationsSelect = (control) =>
  named(control, "selected_conversations", control.conversations());
export const multiChannelsSelect = (control) =>
  named(control, "selected_channels", control.channels());

function named(control, field, all) {
  const options = all.map(({ id, name, title }) => ({ text: name, value: id, more: title }));
  const chosen = control.entry[field] ?? [];
  return build(control, {
    several: true,
    chosen: options.filter((option) => chosen.includes(option.value)),
    source: among([{ label: "", options }]),
    change: (picked) => control.set({ [field]: picked.map((option) => option.value) }),
  });
}

function build(control, settings) {
  return combobox({
    naming: control.naming(),
    focusKey: control.focusKey(),
    most: control.element.max_selected_items,
    placeholder: words(control.element.placeholder) || "Type to search",
    ...settings,
  });
}

const shown = (option) => ({
  text: words(option.text),
  value: option.value,
  more: words(option.description),
  option,
});

/** Suggestions out of a list that is already here. */
function among(groups) {
  return async (typed) => {
    const wanted = typed.toLowerCase();
    const fits = ({ text, more }) => `${text} ${more ?? ""}`.toLowerCase().includes(wanted);
    return {
      groups: groups
        .map((group) => ({ ...group, options: group.options.filter(fits) }))
        .filter((group) => group.options.length),
    };
  };
}

/** Suggestions that the app gives while one types. */
function outside(control) {
  const least = control.element.min_query_length ?? 3;
  return async (typed) => {
    if (typed.length < least)
      return { groups: [], hint: `Type at least ${least} ${least === 1 ? "letter" : "letters"}.` };
    const found = await control.suggest(typed);
    return {
      groups: groupsOf(found).map((group) => ({
        label: words(group.label),
        options: group.options.map(shown),
      })),
    };
  };
}
