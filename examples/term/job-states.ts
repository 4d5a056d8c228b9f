// How many of your jobs are in which state: alien term job-states.ts
import type {Grid} from '@alien-grid/plugin-term';

declare const grid: Grid;

const counts = new Map<string, number>();
for (const {status = ''} of await grid.ps()) counts.set(status, (counts.get(status) ?? 0) + 1);
for (const [state, count] of [...counts].sort()) console.log(`${state} ${count}`);
