// The line to the local Slack: read what one sees, act as somebody, hear of changes.

/** What one person sees, or null when the server does not answer. */
export async function look(who) {
  return read(`/sim/state?${query(who)}`);
}

/** The workspaces and their people, for choosing who one is. */
export async function workspaces() {
  return (await read("/sim/workspaces")).workspaces;
}

async function read(path) {
  const response = await fetch(path, {
    headers: { accept: "application/json" },
    cache: "no-store",
  });
  if (!response.ok)
    throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
  return response.json();
}

/** Acts once; never repeats by itself. Answers {ok, error?, ...}, also when the server is away. */
export async function act(what, body) {
  try {
    const response = await fetch(`/sim/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

/** Calls `changed` for every change and `link` with true or false as the line comes and goes. */
export function listen(who, { changed, link }) {
  const source = new EventSource(`/sim/events?${query(who)}`);
  source.addEventListener("open", () => link(true));
  source.addEventListener("error", () => link(false));
  for (const name of ["message", "changed"]) source.addEventListener(name, changed);
  return () => source.close();
}

function query({ team, user }) {
  return new URLSearchParams({ user, ...(team ? { team } : {}) });
}
