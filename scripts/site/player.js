// Plays the terminals of a page in the browser: each line is typed, then what it has printed appears. Without this script,
// and before it is asked to play, all of it is there to read.

/* global document, matchMedia -- it runs in a browser */
const LETTER_MS = 40;
const PAUSE_MS = 700;

/** Who wants no motion gets whole lines, one at each press of a button. */
const isCalm = matchMedia('(prefers-reduced-motion: reduce)');

for (const terminal of document.querySelectorAll('pre.terminal')) new Player(terminal).show();

function Player(terminal) {
  const steps = [...terminal.querySelectorAll('.step')].map((element) => ({
    element,
    typed: element.querySelector('kbd'),
    line: element.querySelector('kbd')?.textContent ?? '',
  }));
  let at = steps.length; // how many steps are shown
  let timer; // of the next letter or step, while it plays

  const play = button('Play', () => (timer === undefined ? start() : pause()));
  const next = button('Next line', () => {
    pause();
    if (at === steps.length) rewind();
    reveal();
  });
  const whole = button('Show all', finish);

  /** Put the buttons above the terminal. */
  this.show = () => {
    const bar = document.createElement('div');
    bar.className = 'player';
    bar.append(play, next, whole);
    bar.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') finish();
      if (event.key === 'ArrowRight') next.click();
    });
    terminal.before(bar);
    draw();
  };

  function start() {
    if (at === steps.length) rewind();
    type(0);
  }

  /** Type the letters of the next line, then show what it printed and go on. */
  function type(letters) {
    const step = steps[at];
    step.element.classList.remove('later');
    step.element.classList.add('typing');
    if (step.typed) step.typed.textContent = step.line.slice(0, letters);
    if (letters < step.line.length && !isCalm.matches) {
      timer = setTimeout(type, LETTER_MS, letters + 1);
    } else {
      timer = setTimeout(() => {
        reveal();
        timer = at < steps.length ? setTimeout(type, PAUSE_MS, 0) : undefined;
        draw();
      }, PAUSE_MS / 2);
    }
    draw();
  }

  function rewind() {
    at = 0;
    for (const {element} of steps) element.classList.add('later');
  }

  /** Show the next step as a whole. */
  function reveal() {
    settle(steps[at]);
    at++;
    draw();
  }

  function pause() {
    clearTimeout(timer);
    timer = undefined;
    if (at < steps.length && steps[at].element.classList.contains('typing')) reveal();
    draw();
  }

  function finish() {
    clearTimeout(timer);
    timer = undefined;
    for (const step of steps) settle(step);
    at = steps.length;
    draw();
  }

  function settle({element, typed, line}) {
    element.classList.remove('later', 'typing');
    if (typed) typed.textContent = line;
  }

  function draw() {
    play.textContent = timer === undefined ? 'Play' : 'Pause';
    whole.hidden = at === steps.length && timer === undefined;
  }
}

function button(name, press) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = name;
  made.addEventListener('click', press);
  return made;
}
