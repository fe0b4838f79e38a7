// A Slack modal: what the app shows, and what the person fills in.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { act, actWithFiles } from "./api.js";
import { Icon, IconButton, sizeOf } from "./kit.js";
import { Block, signs } from "./richtext.js";

const WAIT_MS = 250;
const TYPED = { email_text_input: "email", url_text_input: "url", number_input: "number", datepicker: "date", timepicker: "time" };

/** What a state holds, as `fill` takes it. */
function valueOf(state) {
  if (!state) return null;
  if (state.selected_options) return state.selected_options.map((option) => option.value);
  return state.value ?? state.selected_option?.value ?? state.selected_date ?? state.selected_time ?? null;
}

const optionsOf = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

function Select({ element, value, props, onChange, words }) {
  const option = (item) => html`<option key=${item.value} value=${item.value}>${words(item.text.text)}</option>`;
  return html`<select ...${props} value=${value ?? ""} onChange=${(event) => onChange(event.target.value || null)}>
    <option value="">${words(element.placeholder?.text ?? "Choose an option")}</option>
    ${element.option_groups
      ? element.option_groups.map((group) => html`<optgroup key=${group.label.text} label=${words(group.label.text)}>${group.options.map(option)}</optgroup>`)
      : element.options.map(option)}
  </select>`;
}

/** A select whose options the app is asked for while one types. */
function External({ element, state, ask, props, onChange, words }) {
  const [found, setFound] = useState(null);
  const timer = useRef();
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = (text) => {
    clearTimeout(timer.current);
    if (text.length < (element.min_query_length ?? 3)) return;
    timer.current = setTimeout(async () => setFound((await ask(text)).options ?? []), WAIT_MS);
  };
  const chosen = state?.selected_option;
  return html`<div class="external">
    ${chosen && html`<p class="chosen-option">${words(chosen.text.text)}</p>`}
    <input type="search" ...${props} placeholder=${words(element.placeholder?.text ?? "Type to search")} onInput=${(event) => look(event.target.value)} />
    ${found && html`<div class="external-options" role="group" aria-label="Options">
      ${found.length === 0 && html`<small>No results</small>`}
      ${found.map((option) => html`<button type="button" key=${option.value} onClick=${() => { setFound(null); onChange(option); }}>${words(option.text.text)}</button>`)}
    </div>`}
  </div>`;
}

/** One of several, or several. */
function Boxes({ element, value, kind, props, onChange, words }) {
  const several = kind === "checkbox";
  const chosen = several ? value ?? [] : [value];
  const press = (option, on) => {
    if (!several) onChange(option);
    else onChange(on ? [...chosen, option] : chosen.filter((other) => other !== option));
  };
  return html`<div class="boxes" role=${several ? "group" : "radiogroup"} aria-labelledby=${props["aria-labelledby"]}>
    ${optionsOf(element).map((option) => html`<label key=${option.value}>
      <input type=${kind} name=${props.id} checked=${chosen.includes(option.value)} onChange=${(event) => press(option.value, event.target.checked)} />
      <span>${words(option.text.text)}${option.description && html`<small>${words(option.description.text)}</small>`}</span></label>`)}
  </div>`;
}

function Files({ element, state, props, onPick }) {
  const picker = useRef(null);
  const [files, setFiles] = useState([]);
  const shown = files.length ? files : state?.files ?? [];
  const change = (next) => {
    setFiles(next);
    onPick(next);
  };
  const most = element.max_files ?? 10;
  return html`<div class="picked">
    ${shown.map((file, number) => html`<p key=${`${number}${file.name}`}><${Icon} name="file" /> <span>${file.name}</span> <small>${sizeOf(file.size)}</small>
      ${files.length > 0 && html`<${IconButton} name="close" label=${`Remove ${file.name}`} onClick=${() => change(files.filter((_, at) => at !== number))} />`}</p>`)}
    <button type="button" class="press" id=${props.id} aria-describedby=${props["aria-describedby"]} onClick=${() => picker.current.click()}>Add files</button>
    <small>up to ${most}</small>
    <input type="file" multiple=${most > 1} hidden ref=${picker} aria-label="Files"
      onChange=${(event) => { change([...files, ...event.target.files].slice(0, most)); event.target.value = ""; }} />
  </div>`;
}

function Input({ element, value, state, props, onChange, onPick, ask, words }) {
  const kind = element.type;
  if (kind === "static_select") return html`<${Select} ...${{ element, value, props, onChange, words }} />`;
  if (kind === "external_select") return html`<${External} ...${{ element, state, ask, props, onChange, words }} />`;
  if (kind === "radio_buttons") return html`<${Boxes} kind="radio" ...${{ element, value, props, onChange, words }} />`;
  if (kind === "checkboxes" || kind === "multi_static_select") return html`<${Boxes} kind="checkbox" ...${{ element, value, props, onChange, words }} />`;
  if (kind === "file_input") return html`<${Files} ...${{ element, state, props, onPick }} />`;
  const write = { ...props, value: value ?? "", maxlength: element.max_length, placeholder: element.placeholder?.text, onInput: (event) => onChange(event.target.value) };
  if (kind === "plain_text_input" && element.multiline) return html`<textarea rows="4" ...${write}></textarea>`;
  if (kind === "plain_text_input" || TYPED[kind]) return html`<input type=${TYPED[kind] ?? "text"} ...${write} />`;
  return html`<small class="not-shown">${kind.replaceAll("_", " ")} (not shown in the playground)</small>`;
}

/** A block with an input: label, input, what it is about, and what is wrong with what was sent. */
function Field({ block, error, words, ...rest }) {
  const id = `field-${block.block_id}`;
  const about = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const props = { id, "aria-describedby": about || undefined, "aria-invalid": error ? "true" : undefined, "aria-labelledby": `${id}-label` };
  return html`<div class="field ${error ? "wrong" : ""}" data-block=${block.block_id}>
    <label id=${`${id}-label`} for=${id}>${words(block.label.text)}${block.optional && html` <small>(optional)</small>`}</label>
    <${Input} element=${block.element} props=${props} words=${words} ...${rest} />
    ${error && html`<p class="field-error" id=${`${id}-error`} role="alert">${error}</p>`}
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}>${words(block.hint.text)}</p>`}
  </div>`;
}

/** The modal before the person that `talk` names; `onPress(label)` presses a button in it. */
export function ModalView({ modal, talk, ways, onPress }) {
  const [typed, setTyped] = useState({});
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const box = useRef(null);
  const words = (text) => signs(text, ways.emoji);
  const states = (block) => modal.state.values[block.block_id]?.[block.element.action_id];
  const inputs = modal.blocks.filter((block) => block.type === "input");
  // An input of another action id is another one, whatever its block is called: it begins with what the app put in.
  const key = (block) => `${block.block_id} ${block.element.action_id}`;
  const valueIn = (block) => (key(block) in typed ? typed[key(block)] : valueOf(states(block)));
  useEffect(() => {
    const opener = document.activeElement;
    return () => opener?.focus?.();
  }, []);
  useEffect(() => box.current.querySelector(".field :is(input, select, textarea)")?.focus(), [modal.id]);
  useEffect(() => {
    box.current.querySelector(".field.wrong")?.scrollIntoView({ block: "center" });
  }, [JSON.stringify(modal.errors)]);
  const doing = async (work) => {
    setTrouble("");
    setBusy(true);
    await work().catch((problem) => setTrouble(problem.message));
    setBusy(false);
  };
  const known = (values) => Object.fromEntries(inputs.filter((block) => key(block) in values).map((block) => [block.block_id, values[key(block)]]));
  const change = (block, value) => {
    const next = { ...typed, [key(block)]: value };
    setTyped(next);
    if (!block.dispatch_action) return;
    doing(() => act("slack", "fill", { ...talk, values: known(next), chosen: block.block_id }));
  };
  const submit = () => doing(() => act("slack", "submit", { ...talk, values: known(typed) }));
  const close = () => doing(() => act("slack", "close", talk));
  const keys = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    const field = event.target.tagName === "INPUT" && !["radio", "checkbox", "search"].includes(event.target.type);
    if (event.key === "Enter" && modal.submit && (field || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
  const button = ({ label, look }) => html`<button type="button" class="press ${look ?? ""}" onClick=${() => doing(() => onPress(label))}>${words(label)}</button>`;
  return html`<div class="modal-ground"><div class="modal" role="dialog" aria-modal="true" aria-label=${modal.title?.text} ref=${box} onKeyDown=${keys}>
    <header><h3>${words(modal.title?.text ?? "")}</h3><${IconButton} name="close" label="Close" onClick=${close} /></header>
    <div class="modal-body words">
      ${modal.blocks.map((block) => block.type === "input"
        ? html`<${Field} key=${key(block)} block=${block} error=${modal.errors[block.block_id]} words=${words}
            value=${valueIn(block)} state=${states(block)} onChange=${(value) => change(block, value)}
            onPick=${(files) => doing(() => actWithFiles("slack", "pick", { ...talk, block: block.block_id }, files))}
            ask=${(text) => act("slack", "lookup", { ...talk, block: block.block_id, text })} />`
        : html`<${Block} key=${block.block_id} block=${block} ways=${ways} button=${button} />`)}
    </div>
    ${trouble && html`<p class="composer-error" role="alert">${trouble}</p>`}
    <footer>
      <button type="button" class="press" onClick=${close}>${words(modal.close?.text ?? "Cancel")}</button>
      ${modal.submit && html`<button type="button" class="press primary" aria-busy=${busy} onClick=${submit}>${words(modal.submit.text)}</button>`}
    </footer>
  </div></div>`;
}
