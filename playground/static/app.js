// The page: fetches what is there, again after every change, and shows both halves.

import { html, render, useCallback, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { listen, setup, state } from "./api.js";
import { Phone } from "./phone.js";
import { SlackSide } from "./slack.js";
import { Top } from "./top.js";

/** A value the browser tab remembers over a reload; `lasting` also over a new visit. */
function useKept(name, first, lasting = false) {
  const store = lasting ? localStorage : sessionStorage;
  const [value, setValue] = useState(() => {
    try {
      return JSON.parse(store.getItem(name)) ?? first;
    } catch {
      return first;
    }
  });
  useEffect(() => store.setItem(name, JSON.stringify(value)), [value]);
  return [value, setValue];
}

/** What both sides look like now; one request at a time, one more if something changed meanwhile. */
function useLive(person, agent) {
  const [now, setNow] = useState(null);
  const [lost, setLost] = useState(false);
  const who = useRef();
  const fetching = useRef(false);
  const again = useRef(false);
  const refresh = useCallback(async () => {
    if (fetching.current) {
      again.current = true;
      return;
    }
    fetching.current = true;
    try {
      do {
        again.current = false;
        const [whose, viewer] = who.current;
        const found = await state(whose, viewer);
        if (whose === who.current[0] && viewer === who.current[1]) setNow({ ...found, person: whose, agent: viewer });
        else again.current = true;
      } while (again.current);
      setLost(false);
    } catch {
      setLost(true);
    } finally {
      fetching.current = false;
    }
  }, []);
  who.current = [person, agent];
  useEffect(() => {
    refresh();
  }, [person, agent]);
  useEffect(() => listen(refresh, setLost), []);
  return [now, lost];
}

function App({ fixed }) {
  const known = (people, key) => (people.some((item) => item.key === key) ? key : people[0].key);
  const [person, setPerson] = useKept("person", fixed.requesters[0].key);
  const [agent, setAgent] = useKept("agent", fixed.colleagues[0].key);
  const [side, setSide] = useKept("side", "phone");
  const [tried, setTried] = useKept("tried", [], true);
  const [hint, setHint] = useKept("hint", true, true);
  const [now, lost] = useLive(known(fixed.requesters, person), known(fixed.colleagues, agent));
  const did = (step) => setTried((before) => (before.includes(step) ? before : [...before, step]));
  const hasCard = now?.channel.messages.some((message) => message.is_bot && message.blocks.length);
  useEffect(() => {
    if (hasCard) did("asked");
  }, [hasCard]);
  if (!now) return html`<p class="loading">${lost ? "The playground can't be reached. Is it still running?" : "One moment…"}</p>`;
  return html`
    <${Top} tried=${tried} hint=${hint} lost=${lost} onDismiss=${() => setHint(false)} />
    <div class="sides" role="group" aria-label="Which half">
      <button type="button" aria-pressed=${side === "phone"} onClick=${() => setSide("phone")}>Requester</button>
      <button type="button" aria-pressed=${side === "slack"} onClick=${() => setSide("slack")}>Agents</button>
    </div>
    <main class="halves show-${side}">
      <${Phone} chat=${now.chat} news=${now.news} people=${fixed.requesters} person=${now.person} root=${fixed.paths.telegram}
        onPerson=${setPerson} />
      <${SlackSide} channel=${now.channel} people=${fixed.colleagues} agent=${now.agent} emoji=${fixed.emoji} root=${fixed.paths.slack}
        onAgent=${setAgent} onTried=${did} />
    </main>`;
}

const place = document.getElementById("app");

setup().then(
  (fixed) => render(html`<${App} fixed=${fixed} />`, place),
  (error) => render(html`<p class="loading">${error.message}</p>`, place),
);
