const ENTITIES: readonly (readonly [character: string, entity: string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
];

/** Text as it stands in an attribute. */
export function escaped(text: string): string {
  return ENTITIES.reduce((result, [character, entity]) => result.replaceAll(character, entity), text);
}

/** The text that an attribute means. */
export function unescaped(text: string): string {
  return ENTITIES.toReversed().reduce(
    (result, [character, entity]) => result.replaceAll(entity, character),
    text,
  );
}
