/** An address that XrdCl understands as a remote file or server. */
export function isRemoteUrl(url: string): boolean {
  return /^x?roots?:\/\/[^/?]+/.test(url) && !url.includes('\0');
}

/** Whether the system can open it: it would take what is before a NUL for the whole name. */
export function isFileName(path: string): boolean {
  return path !== '' && !path.includes('\0');
}

/** The url with nothing in it that could be a secret: neither a password nor anything behind the `?`. */
export function publicUrl(url: string): string {
  const base = url.split('?', 1)[0] ?? '';
  return base.replace(/^(\w+:\/\/[^/@:]*):[^/@]*@/, '$1@');
}

/** The values behind the `?` that must not appear in any text. */
function secrets(url: string): string[] {
  const query = url.slice(publicQueryStart(url));
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [query, ...values].flatMap((text) => [text, text.replaceAll(/[\r\n]/g, ' ')]);
}

function publicQueryStart(url: string): number {
  const mark = url.indexOf('?');
  return mark < 0 ? url.length : mark + 1;
}

/** A message of the library or of the server without the secrets of the url that it was about. */
export function publicMessage(message: string, url: string): string {
  let text = message;
  for (const secret of secrets(url)) if (secret.length >= 12) text = text.replaceAll(secret, '...');
  // Whatever else carries a token, e.g. the url of a redirection.
  return text.replaceAll(/\b(authz|access_token|password)=[^&]*/gi, '$1=...');
}

/** The url with `connection` as its user part, which is how XrdCl tells connections apart. */
export function withConnection(url: string, connection: string | undefined): string {
  if (connection === undefined) return url;
  if (!/^[A-Za-z0-9]{1,8}$/.test(connection)) {
    throw new TypeError('connection must be one to eight letters and digits');
  }
  return url.replace(/^(\w+:\/\/)(?:[^/@]*@)?/, `$1${connection}@`);
}
