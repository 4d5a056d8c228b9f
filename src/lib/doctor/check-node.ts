import {type Check, failed, ok} from './check.ts';

const OLDEST = 24;

export const checkNode: Check = {
  name: 'node',
  run() {
    const {node} = process.versions;
    const text = `${node} on ${process.platform}-${process.arch}`;
    if (Number.parseInt(node, 10) >= OLDEST) return ok(text);
    return failed(
      `${text} is too old`,
      `Install Node ${OLDEST} or newer, or this package with the Node it brings.`,
    );
  },
};
