const inline = new Set(
  (
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q rp rt ruby s samp small span " +
    "strike strong sub sup time tt u var wbr"
  ).split(" "),
);

const block = new Set(
  (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu meta nav ol p pre script section " +
    "style summary table tbody td template textarea tfoot th thead title tr ul"
  ).split(" "),
);

export function isInlineElement(name: string): boolean {
  return inline.has(name.toLowerCase());
}

export function isHtmlElement(name: string): boolean {
  const lower = name.toLowerCase();
  return inline.has(lower) || block.has(lower);
}
