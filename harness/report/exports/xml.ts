/** Text in XML 1.0 (https://www.w3.org/TR/xml/), whatever it is made of. */

/** What a document may not hold even as a character reference (section 2.2), half surrogate pairs among it. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function xmlText(text: string): string {
  return text.replace(NOT_IN_XML, '\uFFFD').replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
}

/** `name="value"` for each; blanks other than the space are kept as references, since a reader makes spaces of them. */
export function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xmlText(value).replace(/[\t\n\r]/g, reference)}"`)
    .join(' ');
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
