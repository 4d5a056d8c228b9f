import {elementCalled} from '../../catalogue/elements.ts';
import {command} from '../command.ts';
import {EINVAL, ENXIO} from '../errno.ts';
import {humanSize} from '../formats.ts';

export default command({
  name: 'randomPFNs',
  usage: 'storage count',
  help: ['Shows the addresses of some files of a storage element, chosen at random.'],
  hidden: true,
  needsWord: true,
  run(call) {
    const {words, answer, grid} = call;
    const [storage = '', count = ''] = words;
    const element = elementCalled(storage);
    if (element === undefined) return answer.fail(ENXIO, `Unknown SE ${storage}`);
    if (!/^\d+$/.test(count)) return answer.fail(EINVAL, `Not a number of files: ${count}`);
    const files = grid.catalogue.replicas.random(element.number, Number(count));
    answer.say(files.map(({path, size}) => `${grid.urlOf(element, path)}\t${humanSize(size)}`).join('\n'));
  },
});
