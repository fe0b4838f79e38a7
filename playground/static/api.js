// Talks to the server: what is there now, word of changes, and acts.

export class NotDone extends Error {}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new NotDone(body.error || "This did not work.");
  return body;
}

async function reach(path, options) {
  try {
    return await answered(await fetch(path, options));
  } catch (error) {
    if (error instanceof NotDone) throw error;
    throw new NotDone("The playground can't be reached. Is it still running?");
  }
}

export const setup = () => reach("/page/setup");

/** Both sides; `asked` has person, agent, room and topic. */
export const state = (asked) => reach(`/page/state?${new URLSearchParams(asked)}`);

/** Does an act; rejects with NotDone and words for the person. */
export function act(place, name, fields) {
  const body = JSON.stringify(fields);
  return reach(`/page/${place}/${name}`, { method: "POST", body, headers: { "Content-Type": "application/json" } });
}

/** The same with files, as a form. */
export function actWithFiles(place, name, fields, files) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value ?? "");
  for (const file of files) form.append("file", file, file.name);
  return reach(`/page/${place}/${name}`, { method: "POST", body: form });
}

const lines = {};

/** Acts given to one line happen one after another, so that quick messages keep their order. */
export function inLine(line, work) {
  const before = lines[line] ?? Promise.resolve();
  const mine = before.then(work, work);
  lines[line] = mine.catch(() => {});
  return mine;
}

/** Calls `changed` whenever something changed, `lost` with whether the connection is gone. Returns how to stop.
 *
 * Browsers allow few lasting connections to one address: a page nobody looks at gives its own up.
 */
export function listen(changed, lost) {
  let source = null;
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource("/page/events");
    source.onmessage = () => {
      lost(false);
      changed();
    };
    source.onerror = () => lost(true);
  };
  const close = () => {
    source?.close();
    source = null;
  };
  const look = () => (document.hidden ? close() : open());
  document.addEventListener("visibilitychange", look);
  open();
  return () => {
    document.removeEventListener("visibilitychange", look);
    close();
  };
}
