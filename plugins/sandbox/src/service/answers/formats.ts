/** How the central service writes sizes, dates, permissions and intervals. The time zone is UTC. */
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Four significant digits without trailing zeros; from 1000 on a whole number. */
export function plainNumber(value: number): string {
  if (value >= 1000) return String(Math.trunc(value));
  const decimals = value < 10 ? 3 : value < 100 ? 2 : 1;
  return String(Number(value.toFixed(decimals)));
}

/** `17 B`, `12.06 KB`, `1024 KB`: divided by 1024 while strictly greater. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value > 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${plainNumber(value)} ${UNITS[unit]}`;
}

/** `-`, `5s`, `1m 1s`, `1:01`, `1d 1:01`, `1y 35d`. */
export function interval(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds <= 0) return '-';
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  const days = Math.floor(seconds / 86400);
  if (days >= 365) return `${Math.floor(days / 365)}y ${days % 365}d`;
  const clock = `${Math.floor((seconds % 86400) / 3600)}:${two(Math.floor((seconds % 3600) / 60))}`;
  return days > 0 ? `${days}d ${clock}` : clock;
}

/** `Nov 21 23:33`, the date of `ls -l`. */
export function listDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())} ${clockOf(date).slice(0, 5)}`;
}

/** `2026-11-21 23:33:48`, the date of XML collections. */
export function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-11-21 23:33:48.0 (1795304028000)`, the dates of `stat`. */
export function statDate(milliseconds: number): string {
  return `${isoDate(milliseconds)}.0 (${milliseconds})`;
}

/** `Sat Nov 21 23:33:49 UTC 2026`. */
export function longDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
  return `${day} ${clockOf(date)} UTC ${date.getUTCFullYear()}`;
}

/** `today 23:25`, or `01 Jan 1970 00:00`: when background work has run. */
export function logDate(milliseconds: number, now = Date.now()): string {
  const date = new Date(milliseconds);
  const day = `${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const today = isoDate(now).slice(0, 10) === isoDate(milliseconds).slice(0, 10);
  return `${today ? 'today' : day} ${clockOf(date).slice(0, 5)}`;
}

/** `-rwxr-xr-x` from the entry's type and its three octal digits. */
export function permissionText(type: string, mode: string): string {
  const triplet = (digit: string): string => {
    const bits = Number(digit);
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  };
  return (type === 'f' ? '-' : type) + [...mode].map(triplet).join('');
}

function clockOf(date: Date): string {
  return date.toISOString().slice(11, 19);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
