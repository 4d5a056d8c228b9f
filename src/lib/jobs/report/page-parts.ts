/** The look of a report: light and dark by the reader's own choice, narrow windows too. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1f2430; --soft: #5b6475; --line: #d9dee7; --card: #f6f8fb;
  --done: #2e8b57; --running: #3b78d8; --waiting: #b8c0cc; --failed: #d1495b; --killed: #8d6a9f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171d; --ink: #e6e9ef; --soft: #a3adbd; --line: #353c48; --card: #1c2129;
    --done: #4fb37c; --running: #6ea2f5; --waiting: #56606f; --failed: #ef7385; --killed: #b694c7;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 75rem; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; } h3 { font-size: 1rem; margin: 0 0 .25rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
.legend li::before { content: ''; display: inline-block; width: .7em; height: .7em; margin-right: .4em; border-radius: 2px; background: currentColor; }
.legend li { color: var(--ink); }
.legend .done::before { background: var(--done); } .legend .running::before { background: var(--running); }
.legend .waiting::before { background: var(--waiting); } .legend .failed::before { background: var(--failed); }
.legend .killed::before { background: var(--killed); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .75rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
figcaption { font-weight: 600; margin-bottom: .25rem; }
figure svg { display: block; width: 100%; height: auto; }
.failures { padding-left: 1.25rem; } .failures li { margin-bottom: 1rem; }
pre { margin: 0; padding: .5rem; overflow-x: auto; background: var(--card); border-radius: 4px; font-size: 13px; }
.failures p { margin: .25rem 0; color: var(--soft); } .failures .advice, .warning { color: var(--ink); font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { padding: .3rem .5rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
td:last-child { white-space: normal; min-width: 14rem; }
th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--running); }
th[aria-sort=ascending] button::after { content: ' \\25B2'; } th[aria-sort=descending] button::after { content: ' \\25BC'; }
tr.failed td:nth-child(3) { color: var(--failed); font-weight: 600; }
@media print { .wide { overflow: visible; } }
`;

/** Sorts the list by the column whose heading is clicked, a second time the other way round. */
export const SCRIPT = `
for (const head of document.querySelectorAll('th')) {
  head.firstChild.addEventListener('click', () => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    const body = head.closest('table').tBodies[0];
    const keyOf = (row) => row.cells[head.cellIndex].dataset.key ?? row.cells[head.cellIndex].textContent;
    const compare = (a, b) => {
      const [x, y] = [keyOf(a), keyOf(b)];
      if (x === '' || y === '') return x === y ? 0 : x === '' ? 1 : -1;
      const order = isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y;
      return down ? -order : order;
    };
    for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    body.append(...[...body.rows].sort(compare));
  });
}
`;
