import type {Content} from '../model/content.ts';
import type {UploadItem} from '../model/plan.ts';
import type {WriteContext, WriteState} from './context.ts';

/** A file of the plan whose content is known and is to be written: what every step of that needs. */
export interface Upload {
  readonly item: UploadItem;
  readonly content: Content;
  readonly context: WriteContext;
  readonly state: WriteState;
}
