// The report itself: what it is, and who published it when.
import { html } from "./view.js";
import { Choice, Field } from "./controls.js";
import { KeptVersions } from "./keptversions.js";
import { paragraphs, say, vocabulary } from "./data.js";
import { change, current } from "./draft.js";
import { nameOf, provisional, sweep } from "./records.js";
import { goToParagraph } from "./places.js";
import { slugOf } from "./words.js";
import { newKey } from "./keys.js";
import { tell } from "./live.js";

const LONGEST_TITLE = 300;

/** Change a part of the report's head; an emptied group goes. */
function set(path, value) {
  change((document) => {
    const [group, field] = path.split(".");
    const holder = field ? (document.report[group] ??= {}) : document.report;
    if (value === "") delete holder[field ?? group];
    else holder[field ?? group] = value;
    if (field && !Object.keys(holder).length) delete document.report[group];
  }, path);
}

/** The address follows the title until somebody writes another. */
function setTitle(value) {
  change((document) => entitle(document, value), "title");
}

export function entitle(document, title) {
  const follows = !document.report.slug || document.report.slug === slugOf(document.report.title ?? "");
  document.report.title = title;
  if (follows && !document.report.based_on) document.report.slug = slugOf(title);
}

/** A new draft begins with what the text shows: its first paragraph as the title, its language; to be looked at. */
export function startReport() {
  const { report, forums } = current();
  if (report.title || report.label || forums.length || !paragraphs.length) return;
  change((document) => {
    document.report.kind ??= "news";
    document.report.language ??= languageOf(paragraphs.join(""));
    if (paragraphs[0].length <= LONGEST_TITLE) entitle(document, paragraphs[0]);
  });
}

const languageOf = (text) => ((text.match(/[\u4e00-\u9fff]/g) ?? []).length > text.length / 5 ? "zh" : "en");

const publisherName = (document) => {
  const { publisher } = document.report;
  return publisher ? publisher.printed ?? nameOf(document, "organization", publisher.organization) : "";
};

function setPublisher(text) {
  change((document) => {
    if (text) document.report.publisher = { ...document.report.publisher, organization: provisional(document, "organization", text), printed: text };
    else delete document.report.publisher;
    sweep(document);
  }, "publisher");
}

const Notes = ({ document }) => html`
  <${Field} label=${say("field_notes")} type="area" size="long" value=${document.report.notes.join("\n")}
    onValue=${(text) => change((next) => (next.report.notes = text ? text.split("\n") : []), "notes")} />`;

/** The day of publication, from words of the text; told, since its fields stand folded. */
export function publishedOn({ printed, paragraph }, edtf) {
  change((document) => (document.report.published = { date: edtf ?? "", basis: "dateline", printed, paragraph }));
  tell(say("given_published", { words: printed }), { isUndoable: true });
}

const Published = ({ published = {} }) => html`
  <${Field} label=${say("field_published")} value=${published.date} size="short" placeholder="2024-05-31" onValue=${(value) => set("published.date", value)} />
  <${Field} label=${say("field_published_printed")} value=${published.printed} size="short" onValue=${(value) => set("published.printed", value)} />
  <${Choice} label=${say("field_basis")} value=${published.basis} choices=${vocabulary.bases} empty=${say("not_said")} onValue=${(value) => set("published.basis", value)} />
  <${Field} label=${say("field_paragraph")} value=${published.paragraph} size="short" inputmode="numeric" onValue=${(value) => set("published.paragraph", Number(value) || "")} />`;

const addLink = () => change((document) => (document.report.links ??= []).push({ key: newKey(), kind: "follow-up", to: "" }));

const Links = ({ links = [] }) => html`
  ${links.map((link, at) => html`
    <${Choice} label=${say("field_link")} value=${link.kind} choices=${vocabulary.link_kinds ?? []} onValue=${(kind) => change((document) => (document.report.links[at].kind = kind))} />
    <${Field} label=${say("field_link_to")} value=${link.to} onValue=${(to) => change((document) => (document.report.links[at].to = to), `link${at}`)} />`)}
  <p class="actions"><button type="button" onClick=${addLink}>${say("add_link")}</button></p>`;

export function Report({ document }) {
  const { report } = document;
  return html`
    <section id="report" tabindex="-1" aria-labelledby="report-title">
      <h2 id="report-title">${say("report")}</h2>
      <p class="titled">${report.title || report.label || say("no_title")} <button type="button" class="link" onClick=${() => goToParagraph(1)}>¶1</button></p>
      <div class="fields">
        <${Choice} label=${say("field_kind")} value=${report.kind} choices=${vocabulary.report_kinds} onValue=${(value) => set("kind", value)} />
        <${Choice} label=${say("field_language")} value=${report.language} choices=${vocabulary.languages} onValue=${(value) => set("language", value)} />
      </div>
      <details class="report-fields">
        <summary id="report-fields">${say("report_fields")} <span class="quiet-text">${[report.published?.date, publisherName(document)].filter(Boolean).join(" · ")}</span></summary>
        <div class="fields">
          <${Field} label=${say("field_title")} value=${report.title} size="long" onValue=${setTitle} />
          <${Field} label=${say("field_label")} value=${report.label} size="long" onValue=${(value) => set("label", value)} />
          <${Field} label=${say("field_slug")} value=${report.slug} size="long" onValue=${(value) => set("slug", value)} />
          <${Field} label=${say("field_publisher")} value=${publisherName(document)} onValue=${setPublisher} />
          <${Published} published=${report.published} />
          <${Field} label=${say("field_url")} value=${report.url} size="long" type="url" onValue=${(value) => set("url", value)} />
          <${Field} label=${say("field_archived_url")} value=${report.archived_url} size="long" type="url" onValue=${(value) => set("archived_url", value)} />
          <${Field} label=${say("field_retrieved")} value=${report.retrieved} size="short" type="date" onValue=${(value) => set("retrieved", value)} />
          <${Links} links=${report.links} />
          <${Notes} document=${document} />
        </div>
      </details>
      <${KeptVersions} />
    </section>`;
}
