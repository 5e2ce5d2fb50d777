// Making and filling elements. Everything that the server sends is text: it reaches the page by textContent or as a
// text node, and in no other way.

const SVG = 'http://www.w3.org/2000/svg';
const LISTED = 8;

const $ = (id) => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(properties)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

function drawing(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  return made;
}

/** Fills a list; what is more than a few goes behind "and 12 more". */
function fillList(list, lines) {
  list.replaceChildren(...lines.slice(0, LISTED).map((line) => element('li', {}, line)));
  if (lines.length > LISTED) {
    const rest = element('ul', {}, ...lines.slice(LISTED).map((line) => element('li', {}, line)));
    const more = `and ${number(lines.length - LISTED)} more`;
    list.append(element('li', {}, element('details', {}, element('summary', {}, more), rest)));
  }
}

function show(id, text) {
  $(id).textContent = text;
  $(id).hidden = text === '';
}
