import type {Kind} from './kinds.ts';

/** One thing that can be set: in the configuration file, by a variable, and here and there by a flag. */
export interface Definition<T> {
  /** the environment variable that overrides the file */
  readonly variable: string;
  readonly kind: Kind<T>;
  /** what holds where nothing is set, as text; undefined: nothing */
  readonly default?: string;
  /** one line */
  readonly description: string;
  /**
   * Other variables whose presence puts the file's value aside. Settings that only make sense together must not
   * be mixed from two places: the port of one server is not that of another.
   */
  readonly yieldsTo?: readonly string[];
  /** The variable may hold the PEM text itself in the place of its path. */
  readonly mayHoldPem?: boolean;
}

/** A setting with its name, as the file and `alien config` call it. */
export interface Setting<T = unknown> extends Definition<T> {
  readonly name: string;
}
