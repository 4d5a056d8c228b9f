import {ELEMENTS} from './elements.ts';
import type {StorageElement} from './elements.ts';

/** The site that a sandbox is. */
export const OWN_SITE = 'SANDBOX';
/** A second site, which exists so that the choice of a site makes a difference: it is nearer to the second disk. */
export const OTHER_SITE = 'ANNEX';

/** How far each storage element is from a site, by the element's number. */
const DISTANCES: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  [OWN_SITE]: {1: 0.1, 2: 0.25, 3: 0.5},
  [OTHER_SITE]: {1: 0.25, 2: 0.1, 3: 0.5},
};

/** How far an element is from a site; undefined if no one knows the site. */
export function distanceFrom(site: string, element: StorageElement): number | undefined {
  return DISTANCES[site.toUpperCase()]?.[element.number];
}

/** The nearest first; seen from an unknown site in the order of their numbers. */
export function byDistance(site: string): (one: StorageElement, other: StorageElement) => number {
  const far = (element: StorageElement): number => distanceFrom(site, element) ?? 0;
  return (one, other) => far(one) - far(other) || one.number - other.number;
}

/** All elements, the nearest first. */
export function elementsFrom(site: string): StorageElement[] {
  return [...ELEMENTS].sort(byDistance(site));
}
