import {elementCalled} from '../../../catalogue/elements/elements.ts';
import {command} from '../../call/command.ts';
import {ENXIO} from '../../answers/errno.ts';
import {humanSize} from '../../answers/formats.ts';

const WHOLE = /^[+-]?\d+$/;

export default command({
  name: 'randomPFNs',
  usage: 'storage count',
  help: ['Shows the addresses of some files of a storage element, chosen at random.'],
  hidden: true,
  needsWord: true,
  run(call) {
    const {words, answer, grid} = call;
    const [storage, count, ...more] = words;
    if (storage === undefined || count === undefined || more.length > 0) return call.complain();
    // Any number is taken for one of an element; of those that do not exist there is nothing to show.
    const numbered = WHOLE.test(storage) ? Number(storage) : undefined;
    const number = numbered ?? elementCalled(storage)?.number;
    if (number === undefined) return answer.fail(ENXIO, `Unknown SE ${storage}`);
    if (!WHOLE.test(count)) return call.complain();
    const files = Number(count) > 0 ? grid.catalogue.replicas.random(number, Number(count)) : [];
    const lines = files.map(({path, size}) => `${grid.urlOf({number}, path)}\t${humanSize(size)}`);
    if (lines.length > 0) answer.say(lines.join('\n'));
  },
});
