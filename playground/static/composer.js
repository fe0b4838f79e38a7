// The box one types into: text, files, and what stands above it.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Icon, IconButton, sizeOf } from "./kit.js";

const kept = new Map();

/** What was begun and not sent, by the place it was begun in; it outlives a change of places. */
export const draftOf = (place) => kept.get(place) ?? { text: "", files: [] };

function Chosen({ files, onRemove }) {
  return html`<ul class="chosen" aria-label="Files to send">
    ${files.map((file, number) => html`<li key=${`${number}${file.name}`}>
      <${Thumb} file=${file} />
      <span class="chosen-name">${file.name}</span> <small>${sizeOf(file.size)}</small>
      <${IconButton} name="close" label=${`Remove ${file.name}`} onClick=${() => onRemove(number)} />
    </li>`)}
  </ul>`;
}

function Thumb({ file }) {
  const [url, setUrl] = useState(null);
  useEffect(() => {
    if (!file.type.startsWith("image/")) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? html`<img src=${url} alt="" />` : html`<${Icon} name="file" />`;
}

/**
 * `place` names the draft; give it as `key` too. `onSend(text, files)` may reject with words: then what was
 * typed is put back. `editing` is a text to begin with instead of the draft. `options` is shown while files are chosen.
 * `marks` are put around what is selected, by the key that does it with Ctrl.
 * `onCancel` is what Escape does. `suggestions` are what may be meant by the text so far: each is sent at once, or `fills` the box.
 */
export function Composer({ place, placeholder, label, onSend, options, before, editing, withFiles = true, suggestions, marks = {}, onCancel }) {
  const begun = editing === undefined ? draftOf(place) : { text: editing, files: [] };
  const [text, setText] = useState(begun.text);
  const [files, setFiles] = useState(begun.files);
  const [error, setError] = useState("");
  const area = useRef(null);
  const picker = useRef(null);
  const latest = useRef({ text, files });
  latest.current = { text, files };

  const change = (nextText, nextFiles) => {
    setText(nextText);
    setFiles(nextFiles);
    latest.current = { text: nextText, files: nextFiles };
    if (editing === undefined) kept.set(place, latest.current);
  };
  useLayoutEffect(() => {
    area.current.style.height = "auto";
    // In a half that is not shown it has no height yet.
    const { scrollHeight } = area.current;
    if (scrollHeight) area.current.style.height = `${Math.min(scrollHeight, 150)}px`;
  }, [text]);
  useEffect(() => {
    if (editing !== undefined) area.current.focus();
  }, []);

  const offered = suggestions?.(text) ?? [];
  const add = (list) => change(latest.current.text, [...latest.current.files, ...list].slice(0, 20));
  const send = async () => {
    const sent = latest.current;
    if (!sent.text.trim() && !sent.files.length) return;
    setError("");
    change("", []);
    area.current.focus();
    try {
      await onSend(sent.text.trim(), sent.files);
    } catch (problem) {
      if (!latest.current.text && !latest.current.files.length) change(sent.text, sent.files);
      setError(problem.message);
    }
  };
  const take = (item) => {
    area.current.focus();
    change(item.fills ?? item.text, latest.current.files);
    if (item.fills === undefined) send();
  };
  const surround = (mark) => {
    const { selectionStart: start, selectionEnd: end, value } = area.current;
    if (start === end) return;
    area.current.setRangeText(mark + value.slice(start, end) + mark, start, end, "end");
    change(area.current.value, latest.current.files);
  };
  const key = (event) => {
    if (event.key === "Tab" && !event.shiftKey && offered[0]?.fills) {
      event.preventDefault();
      take(offered[0]);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && marks[event.key]) {
      event.preventDefault();
      surround(marks[event.key]);
      return;
    }
    if (event.key === "Escape" && onCancel) onCancel();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const paste = (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (!withFiles || !pasted.length) return;
    event.preventDefault();
    add(pasted);
  };
  const drop = (event) => {
    event.preventDefault();
    if (withFiles) add([...event.dataTransfer.files]);
  };
  const ready = Boolean(text.trim() || files.length);

  return html`<div class="composer" onDragOver=${(event) => event.preventDefault()} onDrop=${drop}>
    ${offered.length > 0 && html`<div class="suggestions" role="group" aria-label="Suggestions">
      ${offered.map((item) => html`<button type="button" key=${item.text}
        onClick=${() => take(item)}>
        <b>${item.text}</b> <span>${item.about}</span></button>`)}
    </div>`}
    ${error && html`<p class="composer-error" role="alert">${error}</p>`}
    ${files.length > 0 && html`<${Chosen} files=${files}
      onRemove=${(number) => change(text, files.filter((_, index) => index !== number))} />`}
    ${files.length > 0 && options?.(files)}
    <div class="composer-row">
      ${before}
      ${withFiles && html`<${IconButton} name="attach" label="Attach files" onClick=${() => picker.current.click()} />
        <input type="file" multiple hidden ref=${picker} aria-label="Attachments"
          onChange=${(event) => { add([...event.target.files]); event.target.value = ""; area.current.focus(); }} />`}
      <textarea rows="1" ref=${area} value=${text} placeholder=${placeholder} aria-label=${label}
        onInput=${(event) => change(event.target.value, files)} onKeyDown=${key} onPaste=${paste}></textarea>
      <button type="button" class="send" aria-label="Send" title="Send (Enter)" disabled=${!ready} onClick=${send}>
        <${Icon} name="send" />
      </button>
    </div>
  </div>`;
}
