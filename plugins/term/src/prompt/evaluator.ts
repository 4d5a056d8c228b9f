import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {Recoverable, type REPLServer, start} from 'node:repl';
import {typesStripped} from './types-stripped.ts';

/** Names that code finds. */
export type Names = Readonly<Record<string, unknown>>;

/** Let a REPL read TypeScript, and wait for what the last expression promises. */
export function readTypes(server: REPLServer): void {
  const {eval: evaluate} = server;
  const awaited: REPLServer['eval'] = (code, context, file, done) => {
    const stripped = typesStripped(code);
    evaluate.call(
      server,
      'code' in stripped ? stripped.code : code,
      context,
      file,
      (error, result: unknown) => {
        if ('error' in stripped && error !== null && !(error instanceof Recoverable)) {
          const unread = syntaxError(stripped.error);
          return done(stripped.isIncomplete ? new Recoverable(unread) : unread, undefined);
        }
        if (error !== null || !isThenable(result)) return done(error, result);
        result.then(
          (value) => done(null, value),
          (reason: unknown) => done(reason instanceof Error ? reason : new Error(String(reason)), undefined),
        );
      },
    );
  };
  Object.defineProperty(server, 'eval', {value: awaited});
}

/** Of our own lines in the stack the person has nothing. */
function syntaxError({message}: Error): SyntaxError {
  const error = new SyntaxError(message);
  error.stack = `SyntaxError: ${message}`;
  return error;
}

/**
 * Evaluate code as the prompt does.
 * @returns what its last expression gives, awaited
 * @throws what the code throws; SyntaxError
 */
export async function evaluate(code: string, names: Names): Promise<unknown> {
  const server = start({input: new PassThrough(), output: new PassThrough(), terminal: false, prompt: ''});
  try {
    readTypes(server);
    Object.assign(server.context, names);
    return await new Promise((resolve, reject) => {
      // Node hands what the code throws to the domain of the server, and not to the callback.
      const domain: unknown = Reflect.get(server, '_domain');
      if (domain instanceof EventEmitter) domain.on('error', reject);
      server.eval(`${code}\n`, server.context, 'code', (error, result: unknown) => {
        if (error === null) resolve(result);
        else reject('err' in error && error.err instanceof Error ? error.err : error);
      });
    });
  } finally {
    server.close();
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
