/** A job description that is refused; the message is what the user is told. */
export class JdlError extends Error {}
