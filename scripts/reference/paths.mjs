/**
 * Where the pages are that are made; they are committed, as the manifests are. Alone in this file, since the oldest Node
 * must read it: what makes the pages imports TypeScript.
 */
export const REFERENCE_PATHS = ['docs/commands', 'man'];
