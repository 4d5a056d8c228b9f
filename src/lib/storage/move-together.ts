import type {AlienError} from '../errors/errors.ts';
import {isXRootDFailure, type XRootDFailure} from './storage-error.ts';
import type {TogetherCall} from './storage.ts';

/** How a group of files is moved by the addon, and what its words mean. */
export interface Mover<File, Native, Result> {
  readonly move: (told: {
    readonly width: number;
    readonly onEnded: (index: number, result: Native | Error, moving: number) => void;
  }) => Promise<void>;
  readonly resultOf: (result: Native, file: File) => Result;
  readonly errorOf: (failure: XRootDFailure, file: File) => AlienError;
}

/**
 * Move a group of files by one call of the addon, in the terms of this project. Where the addon gives the whole group up,
 * each file that it has not told of has failed by that.
 * @throws the reason of the signal; a bug
 */
export async function moveTogether<File, Native, Result>(
  files: readonly File[],
  {signal, width, onEnded}: TogetherCall<Result>,
  {move, resultOf, errorOf}: Mover<File, Native, Result>,
): Promise<void> {
  const left = new Map(files.entries());
  let bug: Error | undefined;
  const tell = (index: number, result: Native | Error, moving: number) => {
    const file = left.get(index);
    if (file === undefined) return;
    if (result instanceof Error && !isXRootDFailure(result)) {
      bug ??= result; // or what the signal was aborted with
      return;
    }
    left.delete(index);
    onEnded(index, result instanceof Error ? errorOf(result, file) : resultOf(result, file), moving);
  };
  try {
    await move({width, onEnded: tell});
  } catch (error) {
    signal.throwIfAborted();
    for (const index of left.keys()) tell(index, error as Error, 0);
  }
  signal.throwIfAborted();
  if (bug !== undefined) throw bug;
}
