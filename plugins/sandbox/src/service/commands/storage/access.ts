import {accessRead} from '../../access/access-read.ts';
import {accessWrite} from '../../access/access-write.ts';
import {parseWish, WishError} from '../../../catalogue/elements/wishes.ts';
import type {Wish} from '../../../catalogue/elements/wishes.ts';
import {command} from '../../call/command.ts';
import {EINVAL} from '../../answers/errno.ts';

export default command({
  name: 'access',
  usage: '[-s size] [-m md5] [-j job] [-f] [-u] read|write file [storage,!storage,qos:n]',
  help: [
    'Gives the addresses of the replicas of a file, or places for a new one, with signed envelopes.',
    '-s size   size of the file to be written, in bytes',
    '-m md5    its MD5 checksum',
    '-j job    the job that writes it',
    '-f        for reading: the named storage elements only',
    '-u        envelopes fit for a URL',
  ],
  options: {s: 'number', m: 'text', j: 'number', f: 'flag', u: 'flag'},
  needsWord: true,
  run(call) {
    const {words, answer} = call;
    const [type, file, specification] = words;
    if (type === undefined) return call.complain();
    const reading = type === 'read';
    if (file === undefined || (!reading && !type.startsWith('write'))) {
      return answer.fail(EINVAL, `Invalid access type requested: ${type}`);
    }
    let wish: Wish;
    try {
      wish = parseWish(specification);
    } catch (error) {
      if (!(error instanceof WishError)) throw error;
      return answer.fail(EINVAL, error.message);
    }
    const {options} = call;
    // The real service takes it for a size that is not known, and the mistake goes unnoticed.
    if (options.s !== undefined && options.s < 0) {
      return answer.fail(EINVAL, `A size cannot be negative: ${options.s}`);
    }
    const {catalogue} = call.grid;
    if (reading) {
      catalogue.snapshot(() => accessRead(call, file, wish, {only: options.f, url: options.u}));
    } else {
      const announced = {size: options.s, md5: options.m, jobid: options.j, url: options.u};
      catalogue.transaction(() => accessWrite(call, file, wish, announced));
    }
  },
});
