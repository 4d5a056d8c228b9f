import {DEFAULT_PLATFORM, packagesOf} from '../../../jobs/packages.ts';
import {command} from '../../call/command.ts';

export default command({
  name: 'packages',
  usage: '[-platform name] [-all] [text...]',
  help: [
    'Lists the software packages that jobs can ask for, those whose names contain one of the texts.',
    `-platform name   for this platform, ${DEFAULT_PLATFORM} if not given`,
    '-all             for all platforms',
  ],
  options: {platform: 'text', all: 'flag'},
  run({options, words, answer}) {
    const texts = words.map((word) => word.toLowerCase());
    for (const name of packagesOf(options.all ? undefined : (options.platform ?? DEFAULT_PLATFORM))) {
      const wanted = texts.length === 0 || texts.some((text) => name.toLowerCase().includes(text));
      if (wanted) answer.add({packages: name, message: ` ${name}`});
    }
  },
});
