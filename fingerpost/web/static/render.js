/** Messages as DOM nodes. Text never becomes HTML. */

const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const INLINE = /\*\*(.+?)\*\*|(?<![\w_])_([^_]+)_(?![\w_])|\[([^\]]+)\]\(([^)\s]+)\)/g;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** An element with children. @returns {HTMLElement} */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Draw one message. @param {object} message @param {(choice: object) => void} pick */
export function draw(message, pick) {
  const drawer = DRAWERS[message.type];
  const node = drawer ? drawer(message, pick) : element("div", {}, ...prose(message.fallback));
  node.classList.add("message", message.type);
  return node;
}

const DRAWERS = {
  text: (message) => element("div", {}, ...prose(message.text)),
  choices: drawChoices,
  sources: drawSources,
  card: drawCard,
  path: drawPath,
};

/** The Markdown subset: paragraphs, bullets, bold, italic and links. */
export function prose(text) {
  return text.split(/\n{2,}/).filter((block) => block.trim()).map((block) => {
    const lines = block.split("\n");
    if (lines.every((line) => line.startsWith("- "))) {
      return element("ul", {}, ...lines.map((line) => element("li", {}, ...inline(line.slice(2)))));
    }
    return element("p", {}, ...lines.flatMap((line, index) => [...(index ? [element("br")] : []), ...inline(line)]));
  });
}

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, match.index));
    const [whole, bold, italic, label, target] = match;
    if (bold) nodes.push(element("strong", {}, bold));
    else if (italic) nodes.push(element("em", {}, italic));
    else nodes.push(link(label, target) ?? whole);
    at = match.index + whole.length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

function link(label, target) {
  if (!SAFE_LINK.test(target)) return null;
  const outside = /^http/i.test(target) ? { target: "_blank" } : {};
  return element("a", { href: target, rel: "noopener noreferrer nofollow", ...outside }, label);
}

function drawChoices(message, pick) {
  const pills = message.choices.map((choice) => {
    const button = element("button", { type: "button" }, choice.label);
    button.addEventListener("click", () => pick(choice));
    return button;
  });
  const heading = message.text ? prose(message.text) : [];
  return element("div", {}, ...heading, element("div", { class: "pills", role: "group" }, ...pills));
}

function drawSources(message) {
  const items = message.sources.map((source) => {
    const title = `${source.publisher}, ${source.title}`;
    const day = source.date ? DAY.format(new Date(`${source.date}T00:00:00Z`)) : "undated";
    const name = (source.url && link(title, source.url)) ?? title;
    const note = source.note ? element("span", { class: "note" }, ` ${source.note}`) : null;
    return element("li", {}, "Source: ", name, ` (${day}).`, note);
  });
  return element("div", {}, element("ul", {}, ...items));
}

function drawCard(message) {
  const sections = message.sections.flatMap((section) => [
    element("h3", {}, section.heading),
    element("ul", {}, ...section.items.map((item) => element("li", {}, item))),
  ]);
  return element(
    "div", {},
    element("h2", {}, message.title),
    message.subtitle ? element("p", { class: "subtitle" }, message.subtitle) : null,
    message.text ? element("p", {}, message.text) : null,
    ...sections,
    message.notice ? element("p", { class: "notice" }, message.notice) : null,
  );
}

function drawPath(message) {
  const steps = message.steps.map((step) => element("li", {}, element("strong", {}, step.title), element("br"), step.change));
  return element("div", {}, element("h2", {}, message.title), element("ol", {}, ...steps));
}
