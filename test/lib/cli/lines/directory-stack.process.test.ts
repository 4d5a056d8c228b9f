import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fc from 'fast-check';
import {
  type DirectoryStack,
  insertedBelow,
  popped,
  pushed,
} from '../../../../src/lib/cli/lines/directory-stack.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

type Operation = readonly ['pushd' | 'popd', ...string[]];

/** The stack after each operation, as bash has it; one that fails leaves it as it is. */
function asBash(operations: readonly Operation[]): string[] {
  const lines = operations.map((words) => `${words.join(' ')} >/dev/null 2>&1; echo $(dirs -l -p)`);
  const {stdout} = spawnSync('bash', ['-c', `cd /; ${lines.join('\n')}`], {encoding: 'utf8'});
  return stdout.split('\n').slice(0, -1);
}

function after(stack: DirectoryStack, [verb, word, directory]: Operation): DirectoryStack {
  try {
    if (verb === 'pushd' && word === '-n') return insertedBelow(stack, directory ?? '/');
    if (verb === 'pushd') return pushed(stack, word);
    return popped(stack, word === '-n' ? '+1' : word);
  } catch (error) {
    assert.ok(error instanceof UserError);
    return stack;
  }
}

describe('directories put aside', () => {
  it('are those that bash would have', () => {
    const directory = fc.constantFrom('/usr', '/etc', '/dev', '/tmp');
    const position = fc.constantFrom('+0', '+1', '+2', '+3', '-0', '-1', '-2');
    const operation: fc.Arbitrary<Operation> = fc.oneof(
      fc.tuple(fc.constant('pushd' as const), directory),
      fc.tuple(fc.constant('pushd' as const), fc.constant('-n'), directory),
      fc.tuple(fc.constantFrom('pushd' as const, 'popd' as const)),
      fc.tuple(fc.constantFrom('pushd' as const, 'popd' as const), position),
      fc.tuple(fc.constant('popd' as const), fc.constant('-n')),
    );
    fc.assert(
      fc.property(fc.array(operation, {size: 'max', maxLength: 30}), (operations) => {
        let stack: DirectoryStack = ['/'];
        const ours = operations.map((each) => (stack = after(stack, each)).join(' '));
        assert.deepEqual(ours, asBash(operations));
      }),
      {numRuns: 30},
    );
  });
});
