/** Variables that decide who the user is, which grid is meant and how a process works. */
const DECIDING =
  /^(?:ALIEN|JALIEN|X509|XRD|XDG_|LC_|LD_|NODE_|SSL_|OPENSSL_|GLOBUS|OCLIF|(?:https?|all|no|socks)_proxy$|(?:HOME|LANG|LANGUAGE|LOGNAME|TEMP|TMP|TMPDIR|TZ|USER|DEBUG)$)/i;

/** Variables of the session that a terminal belongs to; they decide nothing. */
const OF_A_SESSION = /^XDG_(?:SESSION_\w+|SEAT\w*|VTNR|CURRENT_DESKTOP|MENU_PREFIX|GREETER_DATA_DIR)$/;

/** Variables for the launcher, or of it. */
const OF_THE_LAUNCHER: ReadonlySet<string> = new Set([
  'ALIEN_AGENT',
  'ALIEN_CALLED_AS',
  'ALIEN_LAUNCHED',
  'ALIEN_NOHUP',
]);

/** Whether a variable is one in which processes have to agree that share what they know of a grid. */
export function decides(name: string): boolean {
  return DECIDING.test(name) && !OF_A_SESSION.test(name) && !OF_THE_LAUNCHER.has(name);
}
