/** The one computing element of a sandbox. */
export const COMPUTING_ELEMENT = 'ALICE::SANDBOX::CE';
