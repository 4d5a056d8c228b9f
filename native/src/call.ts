import {requireAddon, unavailabilityText, whyUnavailable} from './addon.ts';
import type {Addon, Kind, NativeOptions, NativeResult, NativeStart, Unavailability} from './addon.ts';
import {type Failure, XRootDError} from './error.ts';
import {RateMeter} from './rate.ts';
import type {CallOptions, TransferOptions} from './types.ts';
import {connectionTo, leaveConnection} from './connections.ts';
import {isFileName, isRemoteUrl, withConnection} from './url.ts';

/** How often deadlines are looked at, in ms. */
const tick = 50;
/** How long a cancelled call waits for its clean-up before it rejects all the same, in ms. */
const cancelGrace = 200;
/** How long the process is kept alive for a clean-up that no one waits for any more, in ms. */
const cleanupLimit = 5000;
/** How long an open may take before a second request tells a slow answer from a dead host, in ms. */
const probeAfter = 1500;
/** A connection that brought something less than so many ms ago is a good one. */
const silentAfter = 500;

const TRANSFERS: ReadonlySet<Kind> = new Set([
  'download',
  'downloadTogether',
  'relay',
  'thirdParty',
  'upload',
  'uploadTogether',
]);

interface Call {
  addon: Addon;
  id: number;
  url: string;
  /** Of a copy between two servers; else the same. */
  source: string;
  started: number;
  deadline: number;
  connectDeadline: number;
  stallTimeout: number;
  /** The servers that have answered something, by their urls. */
  reached: Set<string>;
  /** A ping is a probe itself. */
  probing: boolean;
  /** It is the probe of another call, which decides what its failure means. */
  isProbe: boolean;
  /** Of each server that it asks: the name of the connection. */
  connections: ReadonlyMap<string, string | undefined>;
  probe: AbortController | undefined;
  options: TransferOptions;
  progressDue: number;
  meter: RateMeter;
  cancelled: {at: number; error: unknown} | undefined;
  onPart: OnPart | undefined;
  resolve: ((result: NativeResult) => void) | undefined;
  reject: (error: unknown) => void;
  onAbort: (() => void) | undefined;
}

const calls = new Map<number, Call>();
/** Those of this turn of the event loop: to start each by itself would wake the threads of the addon each time. */
const starting = new Map<number, NativeStart>();
let lastId = 0;
const values = new Float64Array(4);
let timer: NodeJS.Timeout | undefined;

/** The addon; throws an Error that says what to install or build if it is not available. */
export const loadedAddon = (): Addon => requireAddon(onDone);

/** Bytes a second that go through all transfers of this process together; 0 for no limit. */
export function limitRate(bytesPerSecond: number): void {
  requireAddon(onDone).limitRate(bytesPerSecond);
}

/** Why each addon that is here cannot be loaded, and what helps; undefined: one was loaded. */
export const unavailability = (): readonly Unavailability[] | undefined => whyUnavailable(onDone);

/** The same as a text. */
export function unavailableReason(): string | undefined {
  const reasons = unavailability();
  return reasons && unavailabilityText(reasons);
}

/** Told of the members of a batch that have ended. @param endedBy why the call was ended before its time */
type OnPart = (part: NativeResult, endedBy: unknown) => void;

/** Runs one operation of the addon under the deadlines and the signal of `options`. */
export async function run(
  kind: Kind,
  url: string,
  native: Omit<NativeOptions, 'url'>,
  options: CallOptions | TransferOptions = {},
  {isProbe = false, onPart}: {readonly isProbe?: boolean; readonly onPart?: OnPart} = {},
): Promise<NativeResult> {
  options.signal?.throwIfAborted();
  const addon = requireAddon(onDone);
  if (!isRemoteUrl(url) || (native.source !== undefined && !isRemoteUrl(native.source))) {
    throw new XRootDError({reason: 'other', message: 'not a root:// url', errno: 22}, url);
  }
  if (native.path !== undefined && !isFileName(native.path)) {
    throw new XRootDError({reason: 'local', message: 'not a file name', errno: 22}, url);
  }
  const source = native.source ?? url;
  // A probe asks over the very connection of its call: another one would be left behind, and look used.
  const over = (each: string) => (isProbe ? options.connection : connectionTo(each, options.connection));
  const connections = new Map([url, source].map((each) => [each, over(each)]));
  const id = ++lastId;
  const whole: NativeOptions = {...native, url: withConnection(url, connections.get(url))};
  if (native.source !== undefined) whole.source = withConnection(source, connections.get(source));
  if (starting.size === 0) setImmediate(startAll, addon);
  starting.set(id, {id, kind, options: whole});
  return new Promise((resolve, reject) =>
    watch(addon, id, kind, {url, source, connections, isProbe, onPart}, options, resolve, reject),
  );
}

function startAll(addon: Addon): void {
  const operations = [...starting.values()];
  starting.clear();
  if (operations.length > 0) addon.start(operations);
}

function watch(
  addon: Addon,
  id: number,
  kind: Kind,
  asked: Pick<Call, 'url' | 'source' | 'connections' | 'isProbe' | 'onPart'>,
  options: TransferOptions,
  resolve: (result: NativeResult) => void,
  reject: (error: unknown) => void,
): void {
  const now = performance.now();
  const transfer = TRANSFERS.has(kind);
  const {signal} = options;
  const call: Call = {
    ...asked,
    addon,
    id,
    started: now,
    deadline: now + (options.totalTimeout ?? (transfer ? Infinity : 60_000)),
    connectDeadline: now + (options.connectTimeout ?? 20_000),
    stallTimeout: transfer ? (options.stallTimeout ?? 60_000) : Infinity,
    reached: new Set(),
    probing: kind === 'ping',
    probe: undefined,
    options,
    progressDue: options.onProgress ? now : Infinity,
    meter: new RateMeter(),
    cancelled: undefined,
    resolve,
    reject,
    onAbort: signal && (() => cancel(call, signalError(signal))),
  };
  calls.set(id, call);
  if (call.onAbort) signal?.addEventListener('abort', call.onAbort, {once: true});
  // Calls in progress keep the process alive by themselves; this timer need not.
  timer ??= setInterval(onTick, tick).unref();
}

function signalError(signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException('This operation was aborted', 'AbortError');
}

/** The addon's last word on an operation, or of a batch on some of its members. */
function onDone(id: number, result: NativeResult): void {
  const call = calls.get(id);
  if (!call) return;
  if (result.members && call.resolve) call.onPart?.(result, call.cancelled?.error);
  if (result.moving) return;
  drop(call);
  if (!call.resolve) return;
  // A success that was decided before the cancel came is one.
  if (!result.failure) {
    report(call, result.bytes, result.bytes, performance.now());
    settle(call)?.(result);
  } else {
    const error = call.cancelled ? call.cancelled.error : failureOf(call, result.failure);
    if (result.failure.reason === 'timeout') leaveConnections(call);
    settle(call);
    call.reject(error);
  }
}

function failureOf({url, source}: Call, failure: Failure): XRootDError {
  return new XRootDError(failure, failure.atSource ? source : url);
}

function settle(call: Call): Call['resolve'] {
  const {resolve} = call;
  call.resolve = undefined;
  call.probe?.abort();
  if (call.onAbort) call.options.signal?.removeEventListener('abort', call.onAbort);
  return resolve;
}

function drop(call: Call): void {
  calls.delete(call.id);
  call.addon.forget(call.id);
  if (calls.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

function cancel(call: Call, error: unknown): void {
  if (call.cancelled || !call.resolve) return;
  call.cancelled = {at: performance.now(), error};
  if (!call.isProbe && isSilent(call)) leaveConnections(call);
  if (!starting.delete(call.id)) return call.addon.cancel(call.id);
  drop(call);
  settle(call);
  call.reject(error);
}

function isSilent({addon, id}: Call): boolean {
  if (!addon.snapshot(id, values)) return false;
  const [phase = 0, , , idle = 0] = values;
  return phase === 0 || idle >= silentAfter;
}

function leaveConnections({connections, options}: Call): void {
  for (const [url, used] of connections) leaveConnection(url, options.connection, used);
}

function fail(call: Call, reason: 'connect' | 'stalled' | 'timeout', message: string): void {
  // A source is opened before the target.
  const atSource = reason === 'connect' && call.source !== call.url && !call.reached.has(call.source);
  const failure = {reason, message, opened: reason !== 'connect', atSource, code: 0, errno: 0, xrootdCode: 0};
  cancel(call, failureOf(call, failure));
}

function onTick(): void {
  const now = performance.now();
  for (const call of calls.values()) {
    if (call.cancelled) afterCancel(call, call.cancelled, now);
    else check(call, now);
  }
}

function afterCancel(call: Call, {at, error}: {at: number; error: unknown}, now: number): void {
  if (call.resolve && now - at >= cancelGrace) {
    settle(call);
    call.reject(error);
  }
  if (now - at >= cleanupLimit) drop(call);
}

function check(call: Call, now: number): void {
  if (now >= call.deadline) {
    fail(call, 'timeout', `not finished within ${Math.round(call.deadline - call.started)} ms`);
    return;
  }
  if (!call.addon.snapshot(call.id, values)) return;
  const [phase = 0, bytes = 0, total = 0, idle = 0] = values;
  const opening = phase === 0;
  if (opening && call.reached.size < call.connections.size) {
    checkConnection(call, now);
  } else if (idle >= call.stallTimeout) {
    fail(call, 'stalled', `no data for ${Math.round(call.stallTimeout)} ms`);
  }
  if (now >= call.progressDue && !call.cancelled) report(call, bytes, total, now);
}

/** A server may take its time for an open (a queue, a tape); a host that does not answer at all may not. */
function checkConnection(call: Call, now: number): void {
  if (now >= call.connectDeadline) {
    fail(call, 'connect', `no connection within ${Math.round(call.connectDeadline - call.started)} ms`);
    return;
  }
  const patience = Math.min(probeAfter, (call.connectDeadline - call.started) / 2);
  if (call.probing || now - call.started < patience) return;
  call.probing = true;
  call.probe = new AbortController();
  const limits = {
    signal: call.probe.signal,
    connectTimeout: Infinity,
    totalTimeout: call.connectDeadline - now,
  };
  for (const [url, connection] of call.connections) {
    const options = connection === undefined ? limits : {...limits, connection};
    run('ping', url, {}, options, {isProbe: true}).then(
      () => call.reached.add(url),
      () => {},
    );
  }
}

function report(call: Call, bytes: number, total: number, now: number): void {
  const {onProgress, progressInterval = 250} = call.options;
  if (!onProgress) return;
  call.progressDue = now + progressInterval;
  call.meter.add(now, bytes);
  try {
    onProgress({bytes, total, rate: call.meter.rate()});
  } catch (error) {
    cancel(call, error);
  }
}
