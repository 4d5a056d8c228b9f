/** What happened to a file. */
export type Outcome =
  /** a dry run found that it would be copied */
  | {readonly kind: 'planned'; readonly replaces: boolean}
  | {readonly kind: 'skipped'; readonly reason: string}
  | Copied;

export interface Copied {
  readonly kind: 'copied';
  /** of the transfer itself */
  readonly seconds: number;
  readonly verified: boolean;
  /** what was sent, where it is not what was planned */
  readonly bytes?: number;
  /** the storage elements that it is on */
  readonly replicas?: readonly string[];
  readonly warning?: string;
}
