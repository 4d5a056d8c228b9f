const MIB = 1 << 20;

/** The form that scripts know: `12.34 MiB/s`. */
export function formatSpeed(bytes: number, seconds: number): string {
  return `${(seconds > 0 ? bytes / seconds / MIB : 0).toFixed(2)} MiB/s`;
}

/** `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min` */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
