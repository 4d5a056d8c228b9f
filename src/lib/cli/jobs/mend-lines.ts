import type {MendEvent} from '../../jobs/mend/events.ts';
import type {MendPlan} from '../../jobs/mend/mend.ts';
import type {Amendment, MendStep} from '../../jobs/mend/plan.ts';
import {durationText} from '../../words/duration.ts';
import {idsText} from './job-words.ts';

/** What would be done, a line for each kind of step. */
export function planLines({steps, badSites}: MendPlan): string[] {
  if (steps.length === 0) return ['No job has failed.'];
  const groups = Map.groupBy(steps, stepText);
  return [
    ...badSites.map((site) => `Nothing works at ${site}.`),
    ...[...groups].map(([text, list]) => `${list.length} ${text}: ${idsText(list.map(({id}) => id))}`),
  ];
}

function stepText(step: MendStep): string {
  switch (step.kind) {
    case 'leave':
      return `in ${step.state} to be left alone, since ${step.why}`;
    case 'resubmit':
      return `in ${step.state} to be resubmitted`;
    case 'replace':
      return `in ${step.state} to be submitted as new jobs with ${amendmentText(step.amendment)}`;
  }
}

function amendmentText({memory, ttl, avoid = []}: Amendment): string {
  return [
    ...(memory === undefined ? [] : [`MemorySize ${memory}`]),
    ...(ttl === undefined ? [] : [`TTL ${ttl} s`]),
    ...(avoid.length === 0 ? [] : [`no ${avoid.join(', ')}`]),
  ].join(', ');
}

export function eventText(event: MendEvent): string {
  switch (event.kind) {
    case 'resubmitted':
      return `${event.id} is back in the queue`;
    case 'replaced':
      return `${event.id} runs again as ${event.by}`;
    case 'refused':
      return `${event.id} was refused: ${event.error.message}`;
    case 'quota':
      return `The quota is used up: ${event.left} jobs wait for ${durationText(event.wait / 1000)}.`;
  }
}

export function summaryText({steps}: MendPlan, events: readonly MendEvent[]): string {
  const count = (kind: MendEvent['kind']): number => events.filter((event) => event.kind === kind).length;
  const left = steps.filter(({kind}) => kind === 'leave').length;
  return `${count('resubmitted')} resubmitted, ${count('replaced')} submitted anew, ${count('refused')} refused, ${left} left alone.`;
}
