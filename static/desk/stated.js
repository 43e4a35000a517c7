// The facts of the draft in the order of a report file: the forums', the agreements', those outside any forum.
import { html } from "./view.js";
import { AddNamed, Agreement, NewAgreement } from "./agreement.js";
import { say } from "./data.js";
import { Facts, ForumFacts } from "./holder.js";

const isEmpty = ({ forums, agreements, mentions }) => !forums.length && !agreements.length && !mentions.length;

export const Stated = ({ document }) => html`
  <section id="facts" tabindex="-1" aria-labelledby="facts-title">
    <h2 id="facts-title">${say("facts")}</h2>
    ${isEmpty(document) && html`<p class="quiet-text">${say("no_facts")}</p>`}
    ${document.forums.map((forum) => html`<${ForumFacts} key=${forum.key} document=${document} forum=${forum} />`)}
    ${document.agreements.map((agreement) => html`<${Agreement} key=${agreement.key} document=${document} agreement=${agreement} />`)}
    <${Facts} document=${document} holder=${document} list="mentions" />
    <${NewAgreement} />
    <${AddNamed} list="mentions" />
  </section>`;
