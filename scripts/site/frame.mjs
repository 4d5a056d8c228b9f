/** A prompt of the shell, or that of a console, and what is typed behind it. */
const TYPED = /^(AliEn\[\w+\]:|\$ )(?:(\S+)( >))?(.*)$/;

/** Whether a block shows a terminal: something is typed in it. */
export function isFrame(text) {
  return text.split('\n').some((line) => TYPED.test(line));
}

/**
 * A terminal in plain HTML: one step for each line that is typed, with what it has printed. `player.js` can play it in a
 * browser.
 */
export function frame(text) {
  const steps = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, prompt, place, mark, typed] = TYPED.exec(line) ?? [];
    if (prompt !== undefined) steps.push({typed: typedLine({prompt, place, mark, typed}), printed: ''});
    else if (steps.length === 0) steps.push({typed: '', printed: `${escaped(line)}\n`});
    else steps.at(-1).printed += `${escaped(line)}\n`;
  }
  const shown = steps.map(({typed, printed}) => `<span class="step">${typed}<samp>${printed}</samp></span>`);
  return `<pre class="terminal"><code>${shown.join('')}</code></pre>\n`;
}

/** On a narrow screen the directory is left out: what is typed has to be seen. */
function typedLine({prompt, place = '', mark = '', typed = ''}) {
  const shown = `${prompt}<span class="place">${escaped(place)}</span>${escaped(mark)}`;
  return `<i>${shown}</i><kbd>${escaped(typed)}</kbd>\n`;
}

/** Text as HTML. */
export function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
