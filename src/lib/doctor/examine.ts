import {isSystemError} from '../errors/error-words.ts';
import {AlienError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';
import {maskText} from '../words/mask.ts';
import {type Check, type Finding, failed, notTried} from './check.ts';
import type {Patient} from './patient.ts';

export interface Result extends Finding {
  readonly name: string;
  readonly milliseconds: number;
}

export interface ExamineOptions {
  /** aborted when the person has enough */
  readonly signal: AbortSignal;
  /** each result as it is there */
  readonly onResult?: (result: Result) => void;
}

const LIMIT_MS = 10_000;

/**
 * Make the checks one after the other. None takes longer than its limit, and what it says holds no secrets.
 * @throws the reason of `signal`
 */
export async function examine(
  checks: readonly Check[],
  patient: Patient,
  {signal, onResult}: ExamineOptions,
): Promise<Result[]> {
  const results = new Map<string, Result>();
  for (const check of checks) {
    const started = performance.now();
    const missing = (check.needs ?? []).find((name) => !wentWell(results.get(name)));
    const finding =
      missing === undefined
        ? await withLimit(check, patient, check.limit ?? LIMIT_MS, signal)
        : notTried(`it needs: ${missing}`);
    signal.throwIfAborted();
    const result = {
      name: check.name,
      ...masked(finding),
      milliseconds: Math.round(performance.now() - started),
    };
    results.set(check.name, result);
    onResult?.(result);
  }
  return [...results.values()];
}

/** Whether logging in and copying files would work. */
export function isHealthy(results: readonly Result[]): boolean {
  return results.every(({status}) => status !== 'failed');
}

function wentWell(result: Result | undefined): boolean {
  return result?.status === 'ok' || result?.status === 'warning';
}

async function withLimit(
  check: Check,
  patient: Patient,
  limit: number,
  signal: AbortSignal,
): Promise<Finding> {
  const tooLong = new AbortController();
  const either = AbortSignal.any([signal, tooLong.signal]);
  const timer = setTimeout(() => tooLong.abort(), Math.min(limit, 2 ** 31 - 1));
  const aborted = new Promise<Finding>((resolve) => {
    const end = (): void => resolve(failed(`no result within ${(limit / 1000).toFixed(0)} s`, ...TOO_LONG));
    if (either.aborted) end();
    else either.addEventListener('abort', end, {once: true});
  });
  try {
    return await Promise.race([aborted, run(check, patient, either)]);
  } finally {
    clearTimeout(timer);
  }
}

const TOO_LONG = ['Something on the way hangs: a network, a server or a file system. Try again.'];

async function run(check: Check, patient: Patient, signal: AbortSignal): Promise<Finding> {
  try {
    return await check.run(patient, signal);
  } catch (error) {
    const named = isSystemError(error) && error.path ? localError(error, error.path) : error;
    if (named instanceof AlienError) return failed(named.message, ...named.next);
    return failed(named instanceof Error ? named.message : String(named));
  }
}

function masked({status, found, advice}: Finding): Finding {
  return {status, found: maskText(found), advice: advice.map(maskText)};
}
