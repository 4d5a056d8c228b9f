import {existsSync} from 'node:fs';
import {UserError} from '@alien-grid/cli';
import {Authority} from '../authority/authority.ts';
import {environmentOf} from './environment.ts';
import {layoutOf, userFiles} from './layout.ts';
import {flagsFor, rootOf} from './location.ts';
import type {Selection} from './location.ts';
import {addMember, MEMBER_NAME} from './members.ts';
import type {Member} from './members.ts';
import {openCatalogue} from './run.ts';
import {readState} from './state.ts';
import type {State} from './state.ts';

/** The folder of a sandbox that was started at least once. */
export function requireSandbox(selection: Selection): string {
  const root = rootOf(selection);
  stateOf(root, selection);
  return root;
}

/** The variables for a user of a sandbox. */
export function environmentFor(selection: Selection, user: string): Record<string, string> {
  const root = rootOf(selection);
  const {port} = stateOf(root, selection);
  const layout = layoutOf(root);
  if (!MEMBER_NAME.test(user) || !existsSync(userFiles(layout, user).cert)) {
    throw new UserError(`There is no user \`${user}\` in the sandbox \`${selection.name}\``, {
      next: [`Add one: alien sandbox user add${flagsFor(selection)} NAME`],
    });
  }
  // Advice in messages names the sandbox that is meant.
  const variables = environmentOf(layout, {host: 'localhost', port}, user);
  return {...variables, ALIEN_SANDBOX: flagsFor(selection).trim()};
}

/** Registers a user; a sandbox that runs knows it at once. */
export async function addUser(selection: Selection, member: Member): Promise<void> {
  const root = requireSandbox(selection);
  if (!MEMBER_NAME.test(member.name)) {
    throw new UserError(`\`${member.name}\` cannot be the name of a user`, {
      next: ['Use up to 20 small letters, digits, `_` and `-`; the first is a letter.'],
    });
  }
  const layout = layoutOf(root);
  const catalogue = openCatalogue(layout);
  try {
    if (catalogue.users.byName(member.name) !== undefined) {
      throw new UserError(`There is a user \`${member.name}\` in the sandbox \`${selection.name}\` already`, {
        exitCode: 17,
      });
    }
    await addMember(layout, await Authority.open(root, selection.name), catalogue, member);
  } finally {
    catalogue.close();
  }
}

function stateOf(root: string, selection: Selection): State {
  const state = readState(layoutOf(root));
  if (state !== undefined) return state;
  throw new UserError(`There is no sandbox \`${selection.name}\` in ${root}`, {
    exitCode: 2,
    next: [`Start one: alien sandbox start${flagsFor(selection)}`],
  });
}
