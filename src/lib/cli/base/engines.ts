import type {copy} from '../../copy/copy.ts';
import type {SessionOptions} from '../../session/session.ts';
import type {launch} from '../../programs/launch.ts';
import type {Settings} from '../../settings/configured-settings.ts';
import type {Storage} from '../../storage/storage.ts';
import type {sync} from '../../sync/sync.ts';
import {type GridSession, LazySession} from './lazy-session.ts';
import type {StorageWishes} from './open-storage.ts';

/** What commands work with. Each part is loaded when it is used; tests put others in their place. */
export interface Engines {
  openSession(options: () => Promise<SessionOptions>): GridSession;
  openStorage(settings: Settings, wishes: StorageWishes): Promise<Storage>;
  readonly copy: typeof copy;
  readonly sync: typeof sync;
  readonly launch: typeof launch;
}

export const realEngines: Engines = {
  openSession: (options) => new LazySession(options),
  openStorage: async (settings, wishes) => (await import('./open-storage.ts')).openStorage(settings, wishes),
  copy: async (...words) => (await import('../../copy/copy.ts')).copy(...words),
  launch: async (...words) => (await import('../../programs/launch.ts')).launch(...words),
  sync: async (...words) => (await import('../../sync/sync.ts')).sync(...words),
};
