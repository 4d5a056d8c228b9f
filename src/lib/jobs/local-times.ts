/** Turn the seconds since 1970 at the start of lines, as traces of jobs have them, into local times. */
export function localTimes(text: string): string {
  return text.replaceAll(/^\d{9,11}(?= \[)/gm, (seconds) => localTime(Number(seconds)));
}

/** `2024-05-31 12:00:00`, in the time zone of this machine. @param seconds since 1970 */
export function localTime(seconds: number): string {
  const time = new Date(seconds * 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
