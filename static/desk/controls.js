// The few controls that every part of the page is made of.
import { html, useEffect, useRef } from "./view.js";
import { say } from "./data.js";

export const Field = ({ label, value, onValue, size = "", type = "text", ...rest }) => html`
  <label class="field ${size}"><span>${label}</span>
    ${type === "area"
      ? html`<textarea rows="2" value=${value ?? ""} onInput=${(event) => onValue(event.target.value)} ...${rest}></textarea>`
      : html`<input type=${type} value=${value ?? ""} onInput=${(event) => onValue(event.target.value)} autocomplete="off" ...${rest} />`}
  </label>`;

export const Choice = ({ label, value, choices, onValue, empty, size = "" }) => {
  const isOther = value && !choices.some((one) => one.value === value);
  return html`
    <label class="field ${size}"><span>${label}</span>
      <select value=${value ?? ""} onChange=${(event) => onValue(event.target.value)}>
        ${empty !== undefined && html`<option value="">${empty}</option>`}
        ${isOther && html`<option value=${value}>${value}</option>`}
        ${choices.map((one) => html`<option value=${one.value} selected=${one.value === (value ?? "")}>${one.label}</option>`)}
      </select>
    </label>`;
};

/** A dialog that keeps the focus inside and gives it back; without `onClose` it stays until it is answered. */
export function Dialog({ title, onClose, children, wide }) {
  const dialog = useRef();
  useEffect(() => {
    const before = document.activeElement;
    const here = dialog.current;
    here.showModal();
    const stay = () => here.showModal(); // a browser closes it at the third Escape, whatever it is told
    here.addEventListener("close", stay);
    return () => {
      here.removeEventListener("close", stay);
      here.close(); // while it is open, nothing outside of it takes the focus
      before?.isConnected && before.focus();
    };
  }, []);
  const close = (event) => {
    event.preventDefault();
    onClose?.();
  };
  return html`
    <dialog class=${wide ? "wide" : ""} ref=${dialog} onCancel=${close} aria-labelledby="dialog-title">
      <div class="dialog-head">
        <h2 id="dialog-title">${title}</h2>
        ${onClose && html`<button type="button" class="quiet" onClick=${onClose} aria-label=${say("close")}>×</button>`}
      </div>
      ${children}
    </dialog>`;
}

export const Key = ({ children }) => html`<kbd>${children}</kbd>`;
