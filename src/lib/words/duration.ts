const SECONDS: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400};

/**
 * Read `90`, `90s`, `15m`, `2h`, `3d` as seconds.
 * @returns undefined for text that is no such time
 */
export function secondsIn(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * (SECONDS[unit || 's'] ?? 1);
}

/** `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. @param seconds 0 or more */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
