// Where one is, kept in the address: who (user, team), what is open (in), which thread.

const NAMES = ["team", "user", "in", "thread"];
const listeners = new Set();

export function route() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)]));
}

/** The address of the same place with some parts changed; null takes a part away. */
export function hrefTo(change) {
  const next = { ...route(), ...change };
  const query = new URLSearchParams(
    NAMES.filter((name) => next[name]).map((name) => [name, next[name]]),
  );
  return `?${query}`;
}

export function go(change) {
  const href = hrefTo(change);
  if (href === location.search) return;
  history.pushState(null, "", href);
  tell();
}

/** Puts the address right, without going anywhere: the new place. */
export function correct(change) {
  history.replaceState(null, "", hrefTo(change));
  return route();
}

export function onRoute(listener) {
  listeners.add(listener);
}

function tell() {
  for (const listener of listeners) listener(route());
}

window.addEventListener("popstate", tell);

// Links of the page itself (data-route) change place without loading anything.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-route]");
  if (
    !link ||
    event.defaultPrevented ||
    event.button ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey
  )
    return;
  event.preventDefault();
  if (link.search === location.search) return;
  history.pushState(null, "", link.search);
  tell();
});
