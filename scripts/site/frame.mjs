/** A prompt of the shell, or that of a console, and what is typed behind it. */
const TYPED = /^(AliEn\[\w+\]:|\$ )(?:(\S+)( >))?(.*)$/;

/** Whether a block shows a terminal: something is typed in it. */
export function isFrame(text) {
  return text.split('\n').some((line) => TYPED.test(line));
}

/** A terminal in plain HTML: one step for each line that is typed, with what it has printed. */
export function frame(text) {
  const steps = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, prompt, place = '', mark = '', typed = ''] = TYPED.exec(line) ?? [];
    if (prompt !== undefined || steps.length === 0) steps.push([]);
    // On a narrow screen the directory is left out: what is typed has to be seen.
    const shown = [prompt, `<span class="place">${escaped(place)}</span>`, escaped(mark)].join('');
    steps.at(-1).push(prompt === undefined ? escaped(line) : `<i>${shown}</i><kbd>${escaped(typed)}</kbd>`);
  }
  const shown = steps.map((lines) => `<span class="step">${lines.join('\n')}\n</span>`).join('');
  return `<pre class="terminal"><code>${shown}</code></pre>\n`;
}

/** Text as HTML. */
export function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
