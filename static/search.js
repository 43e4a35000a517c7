// Suggestions while somebody types: the combobox pattern of the ARIA Authoring Practices, with a listbox below.
// Without this file the box is a plain form.
(() => {
  "use strict";
  const PAUSE = 120;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  const marked = (parts) => parts.map(([text, found]) => (found ? element("mark", {}, text) : text));

  const suggest = (form) => {
    const box = form.querySelector('input[type="search"]');
    const status = form.querySelector('[role="status"]');
    const id = `${box.id}-suggestions`;
    const list = element("div", { id, role: "listbox", class: "suggestions", "aria-label": form.querySelector("label").textContent });
    let options = [];
    let active = -1;
    let timer = 0;
    let request = new AbortController();

    const close = () => {
      list.hidden = true;
      options = [];
      move(-1);
      box.setAttribute("aria-expanded", "false");
      status.textContent = "";
    };

    const move = (place) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = place;
      const option = options[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) box.setAttribute("aria-activedescendant", option.id);
      else box.removeAttribute("aria-activedescendant");
    };

    const option = (hit, place) => {
      const made = element("div", { id: `${id}-${place}`, role: "option", "aria-selected": "false", "data-url": hit.url });
      made.append(element("span", {}, ...marked(hit.name)));
      made.append(" ", element("span", { class: "note" }, ...marked(hit.note)));
      made.append(" ", element("span", { class: "because" }, ...marked(hit.found)));
      return made;
    };

    const show = (groups) => {
      close();
      let place = 0;
      list.replaceChildren(
        ...groups.map((group) => {
          const heading = element("div", { id: `${id}-${group.kind}`, role: "presentation", class: "eyebrow" }, group.heading);
          const hits = group.hits.map((hit) => option(hit, place++));
          return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...hits);
        }),
      );
      options = [...list.querySelectorAll('[role="option"]')];
      if (!options.length) return;
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
      status.textContent = status.dataset.many.replace("{many}", options.length);
    };

    const ask = async () => {
      const words = box.value.trim();
      if (words.length < 2 && !/[^\x00-\u02ff]/.test(words)) return close();
      request = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: words, format: "suggestions" })}`, { signal: request.signal });
        if (answer.ok && document.activeElement === box) show((await answer.json()).groups);
      } catch {
        // Given up for a later question, or no network: the form still works.
      }
    };

    const keys = {
      ArrowDown: () => move((active + 1) % options.length),
      ArrowUp: () => move((active <= 0 ? options.length : active) - 1),
      Enter: () => (active >= 0 ? location.assign(options[active].dataset.url) : form.requestSubmit()),
      Escape: close,
    };

    box.addEventListener("input", (event) => {
      clearTimeout(timer);
      request.abort();
      if (!event.isComposing) timer = setTimeout(ask, PAUSE);
    });
    box.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    box.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    box.addEventListener("blur", () => {
      clearTimeout(timer);
      request.abort();
      close();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest('[role="option"]');
      if (chosen) location.assign(chosen.dataset.url);
    });

    Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
      autocomplete: "off",
    }).forEach(([name, value]) => box.setAttribute(name, value));
    list.hidden = true;
    box.parentElement.classList.add("suggesting");
    box.after(list);
  };

  document.querySelectorAll("form[data-suggestions]").forEach(suggest);
})();
