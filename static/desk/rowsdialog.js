// A selected list or table, as rows with one role and one session, before it goes into the draft.
import { html, useState } from "./view.js";
import { Choice, Dialog } from "./controls.js";
import { counted, rolesFor, say, vocabulary } from "./data.js";
import { holders } from "./facts.js";
import { nameOfHolder } from "./fields.js";
import { itemAt } from "./keys.js";
import { shown } from "./places.js";
import { slugNamed } from "./records.js";
import { asSuggestion, rowsIn } from "./rows.js";
import { selected } from "./selecting.js";
import { found } from "./suggested.js";
import { OUTSIDE, targetFor, taking } from "./taking.js";
import { taken } from "./visiting.js";

const COLUMNS = ["name", "title", "organization"];

const Row = ({ document, row, set, at }) => html`
  <tr>
    <td><input type="checkbox" checked=${row.isTaken} aria-label=${say("take_row", { number: at + 1 })} onChange=${(event) => set({ isTaken: event.target.checked })} /></td>
    <td>¶${row.paragraph}</td>
    ${COLUMNS.map((column) => html`<td><input value=${row[column]} aria-label=${`${say(`row_${column}`)} ${at + 1}`} onInput=${(event) => set({ [column]: event.target.value })} /></td>`)}
    <td class="quiet-text">${slugNamed(document, "person", row.name) ? say("in_the_draft") : ""}</td>
  </tr>`;

export function Rows({ document }) {
  const [rows, setRows] = useState(() => rowsIn(selected.get().spans, found.get().all));
  const [role, setRole] = useState(() => commonRole(rows));
  const [into, setInto] = useState(() => targetFor(document, rows[0]?.paragraph ?? 1)?.key ?? "");
  const close = () => shown.set({ dialog: "" });
  const chosen = rows.filter((row) => row.isTaken && row.name);
  const takeRows = (event) => {
    event.preventDefault();
    close();
    taken(chosen.map((row) => asSuggestion(row, roles.some((one) => one.value === role) ? role : roles[0].value)), into);
  };
  const targets = holders(document).map((one) => ({ value: one.key ?? OUTSIDE, label: nameOfHolder(document, one) }));
  const roles = rolesIn(document, into);
  return html`
    <${Dialog} title=${say("rows")} onClose=${close} wide>
      <form onSubmit=${takeRows}>
        <p class="hint">${say("rows_hint")}</p>
        <div class="fields">
          <${Choice} label=${say("rows_role")} value=${roles.some((one) => one.value === role) ? role : roles[0].value} choices=${roles} onValue=${setRole} />
          <${Choice} label=${say("rows_into")} value=${into} choices=${targets} onValue=${setInto} />
        </div>
        <div class="scroll"><table>
          <thead><tr><th><span class="unseen">${say("row_taken")}</span></th><th>¶</th>${COLUMNS.map((column) => html`<th>${say(`row_${column}`)}</th>`)}<th><span class="unseen">${say("row_state")}</span></th></tr></thead>
          <tbody>${rows.map((row, at) => html`<${Row} key=${at} document=${document} row=${row} at=${at} set=${(values) => setRows(rows.map((one, other) => (other === at ? { ...one, ...values } : one)))} />`)}</tbody>
        </table></div>
        <p class="actions"><button type="submit" class="primary" autofocus disabled=${!chosen.length}>${counted("take_rows", chosen.length)}</button></p>
      </form>
    <//>`;
}

/** What people can be there: of an agreement they are parties, outside any forum they are only named. */
function rolesIn(document, into) {
  if (into === OUTSIDE) return vocabulary.mention_roles;
  return itemAt(document, into)?.agreement ? vocabulary.party_roles.filter((one) => one.value !== "party") : rolesFor("person");
}

/** The role that the text gives most of them, else the one that is taken where none is printed. */
function commonRole(rows) {
  const roles = rows.map((row) => row.suggestion?.values.role).filter(Boolean);
  const often = (role) => roles.filter((one) => one === role).length;
  return roles.sort((a, b) => often(b) - often(a))[0] ?? taking.get().role;
}
