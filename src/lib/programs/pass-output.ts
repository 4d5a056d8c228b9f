import type {Readable} from 'node:stream';

/** Takes what a program prints. */
export interface Sink {
  /** the descriptor behind it, which programs write to by themselves; absent: there is none */
  readonly fd?: number;
  write(chunk: Uint8Array, done?: () => void): boolean;
}

/** Hand on what a program prints, no faster than it is taken. @param from null: it has the descriptor itself */
export function passOutput(from: Readable | null, to: Sink): void {
  from?.on('data', (chunk: Buffer) => {
    if (to.write(chunk, () => from.resume())) return;
    from.pause();
  });
}
