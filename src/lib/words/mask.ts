/**
 * The one place that takes secrets out of what is written to logs and reports. What is left says what was there
 * and how long it was.
 */

/** Keys and envelopes in their armour. Certificates are no secret. One that has no end is masked to the end. */
const ARMOUR =
  /-----BEGIN ((?:[A-Z0-9]+ )*(?:PRIVATE KEY|SEALED CIPHER|SEALED ENVELOPE))-----[^]*?(?:-----END \1-----|$)/g;

/** Words whose value is a secret, in urls, in signed envelopes and in messages. */
const NAMED =
  /\b((?:authz|signature|access_token|pass ?(?:phrase|word|wd)?)\s?[=:]\s?)((?:Bearer(?: |%20))?[^\s"'<>]+)/gi;

/** Keys of answers that hold a secret. */
const SECRET_KEYS = new Set(['envelope', 'tokenkey']);

/** Mask what looks like a secret in any text. */
export function maskText(text: string): string {
  return text
    .replace(ARMOUR, (whole, kind: string) => masked(kind.toLowerCase(), whole))
    .replace(NAMED, (_whole, name: string, value: string) => `${name}${masked('secret', value)}`);
}

/** The words of a request; the envelopes that are given back with `commit` are known by their place. */
export function maskOptions(command: string, options: readonly string[]): string[] {
  return options.map((word, index) => {
    const isEnvelope = command === 'commit' && index === 0;
    return isEnvelope ? masked('envelope', word) : maskText(word);
  });
}

/** The text message of an answer, whatever it is. JSON keeps its form. */
export function maskAnswer(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return maskText(text);
  }
  const secrets: string[] = [];
  collect(value, secrets);
  return JSON.stringify(value, (key, each: unknown) => {
    if (typeof each !== 'string') return each;
    if (SECRET_KEYS.has(key)) return masked(key, each);
    // the message for people repeats the values
    const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, masked('secret', secret)), each);
    return maskText(known);
  });
}

function collect(value: unknown, secrets: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (typeof each === 'string' && each !== '' && SECRET_KEYS.has(key)) secrets.push(each);
    else collect(each, secrets);
  }
}

function masked(kind: string, secret: string): string {
  return `<${kind}, ${secret.length} characters>`;
}
