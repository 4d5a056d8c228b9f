import {randomUUID} from 'node:crypto';
import type {Answer, Result} from '../../../../src/lib/session/requests/answer.ts';
import type {Requester} from '../../../../src/lib/session/requests/requester.ts';

export interface FakeEntry {
  type: 'f' | 'd' | 'c';
  size: number;
  md5: string;
  guid: string;
  /** storage urls */
  replicas: string[];
}

/** What befalls a request: a refusal, or a connection lost before or after the service did its work. */
export interface Fault {
  readonly when: 'before' | 'after';
  readonly error: Error;
}

/** The catalogue of a central service in memory, with the parts of its behaviour that copying meets. */
export class FakeGrid implements Requester {
  readonly entries = new Map<string, FakeEntry>();
  /** storage urls whose entries were removed: the service deletes them later */
  readonly queuedForDeletion = new Set<string>();
  readonly requests: {readonly command: string; readonly options: readonly string[]}[] = [];
  /** storage elements, nearest first */
  elements = ['ALICE::A::ONE', 'ALICE::B::TWO', 'ALICE::C::THREE'];
  /** storage elements that `access` does not lead to at present */
  readonly outOfOrder = new Set<string>();
  /** the quality of service of all replicas */
  tags = '[disk]';
  /** what `xrdstat` says of the replicas of a file */
  residency: (option: string, lfn: string) => string[] = () => ['online'];
  fault: (command: string, options: readonly string[], index: number) => Fault | undefined = () => undefined;
  readonly #bookings = new Map<string, {lfn: string; guid: string; url: string; size: number; md5: string}>();

  constructor() {
    this.makeDirectory('/alice/home');
  }

  makeDirectory(lfn: string): void {
    const parts = lfn.split('/').slice(1);
    for (const [index] of parts.entries()) {
      const path = `/${parts.slice(0, index + 1).join('/')}`;
      if (!this.entries.has(path))
        this.entries.set(path, {type: 'd', size: 0, md5: '', guid: '', replicas: []});
    }
  }

  count(command: string): number {
    return this.requests.filter((request) => request.command === command).length;
  }

  async request(command: string, options: readonly string[] = []): Promise<Answer> {
    await Promise.resolve();
    const fault = this.fault(command, options, this.requests.length);
    this.requests.push({command, options});
    if (fault?.when === 'before') throw fault.error;
    const words = options.filter((word) => word !== '--' && !/^-[a-z]$/.test(word));
    const answer = this.#do(command, words, options);
    if (fault) throw fault.error;
    return answer;
  }

  #do(command: string, words: string[], options: readonly string[]): Answer {
    switch (command) {
      case 'whoami':
        return ok([{homedir: '/alice/home/'}]);
      case 'stat':
        return this.#stat(words);
      case 'find':
        return this.#find(options[options.indexOf('--') + 1] ?? '', options.includes('-d'));
      case 'mkdir':
        for (const word of words) this.makeDirectory(word);
        return ok([]);
      case 'touch':
        for (const word of words)
          this.#create(word, {
            type: 'f',
            size: 0,
            md5: 'd41d8cd98f00b204e9800998ecf8427e',
            guid: '',
            replicas: [],
          });
        return ok([]);
      case 'access':
        return words[0] === 'read' ? this.#read(words[1] ?? '') : this.#write(words, options.includes('-m'));
      case 'whereis':
        return this.#whereis(words[0] ?? '');
      case 'guid2lfn':
        return this.#lfnsOf(words);
      case 'commit':
        return this.#commit(words);
      case 'mv':
        return this.#move(words[0] ?? '', words[1] ?? '');
      case 'rm':
        return (
          words.map((word) => this.#remove(word)).find(({metadata}) => metadata.exitcode !== '0') ?? ok([])
        );
      case 'xrdstat':
        return ok(this.residency(options[0] ?? '', options[1] ?? '').map((status) => ({status})));
      case 'rmdir':
        return (
          words.map((word) => this.#removeDirectory(word)).find(({metadata}) => metadata.exitcode !== '0') ??
          ok([])
        );
      default:
        return refused(2, `Command [${command}] not found!`);
    }
  }

  #stat(words: string[]): Answer {
    const found = words.filter((word) => this.entries.has(word));
    const results = found.map((word) => this.#keys(word));
    return found.length === words.length
      ? ok(results)
      : {...refused(2, 'No such file or directory'), results};
  }

  #find(directory: string, directories: boolean): Answer {
    if (this.entries.get(directory)?.type !== 'd') return refused(20, directory);
    const below = [...this.entries].filter(([lfn]) => lfn.startsWith(`${directory}/`));
    return ok(below.filter(([, {type}]) => directories || type !== 'd').map(([lfn]) => this.#keys(lfn)));
  }

  #keys(lfn: string): Result {
    const entry = this.entries.get(lfn) as FakeEntry;
    const {type, size, md5, guid} = entry;
    const name = type === 'd' ? `${lfn}/` : lfn;
    return {
      lfn: name,
      type,
      size: String(size),
      md5,
      guid,
      owner: 'u',
      gowner: 'u',
      perm: '755',
      ctime: '1600000000000',
    };
  }

  #lfnsOf(guids: string[]): Answer {
    const results = guids.map((guid): Result => {
      const [lfn] = [...this.entries].find(([, entry]) => entry.guid === guid) ?? [];
      return lfn === undefined ? {guid, error: 'No GUID'} : {guid, lfn};
    });
    const isKnown = results.every((result) => 'lfn' in result);
    return isKnown ? ok(results) : {...refused(2, 'GUID cannot be found in the database'), results};
  }

  #read(name: string): Answer {
    const entry = this.entries.get(name) ?? [...this.entries.values()].find(({guid}) => guid === name);
    if (!entry) return refused(2, name);
    const usable = entry.replicas.filter((url) => !this.outOfOrder.has(elementOf(url)));
    if (usable.length === 0) return refused(77, 'No read PFNs');
    return ok(
      usable.map((url) => ({
        url,
        envelope: `read ${url}`,
        se: elementOf(url),
        guid: entry.guid,
        size: String(entry.size),
        md5: entry.md5,
        tags: this.tags,
      })),
    );
  }

  #whereis(guid: string): Answer {
    const entry = this.entries.get(guid) ?? [...this.entries.values()].find((each) => each.guid === guid);
    if (!entry) return refused(2, `GUID ${guid} does not exist in the catalogue`);
    return ok(entry.replicas.map((pfn) => ({pfn, seName: elementOf(pfn)})));
  }

  #write(words: string[], hasMd5: boolean): Answer {
    const [size = '0', told, , lfn = '', specification = 'disk:2'] = words.toSpliced(
      1,
      0,
      ...(hasMd5 ? [] : ['']),
    );
    const existing = this.entries.get(lfn);
    if (existing && (existing.size !== Number(size) || (hasMd5 && existing.md5 !== told)))
      return refused(22, 'You seem to want to write a different file');
    const wanted = Number(/:(\d+)/.exec(specification)?.[1] ?? 2);
    const guid = existing?.guid ?? randomUUID();
    const md5 = existing?.md5 ?? told ?? '';
    const excluded = specification.split(',').map((element) => element.replace(/^!/, ''));
    const holders = existing?.replicas ?? [];
    const free = this.elements.filter(
      (se) => !excluded.includes(se) && !holders.some((url) => url.startsWith(`root://${se}/`)),
    );
    if (free.length === 0) return refused(77, 'No write PFNs');
    return ok(
      free.slice(0, wanted).map((se) => {
        const url = `root://${se}//${guid}`;
        this.#bookings.set(`write ${url}`, {lfn, guid, url, size: Number(size), md5});
        return {url, envelope: `write ${url}`, se, guid, size, md5, tags: '[disk]'};
      }),
    );
  }

  #commit(words: string[]): Answer {
    const [envelope = '', size = '', lfn = '', , , , , , md5 = ''] = words;
    const booking = this.#bookings.get(envelope);
    if (
      !booking ||
      booking.lfn !== lfn ||
      booking.size !== Number(size) ||
      !['', md5].includes(booking.md5)
    ) {
      return {...refused(53, 'Nothing was registered'), results: [{lfn: '0'}]};
    }
    this.#bookings.delete(envelope);
    const {guid, url} = booking;
    const entry = this.entries.get(lfn);
    if (entry && entry.guid !== guid) return ok([{lfn: '1'}]); // so does the real service
    if (entry) entry.replicas.push(url);
    else this.#create(lfn, {type: 'f', size: booking.size, md5, guid, replicas: [url]});
    return ok([{lfn: '1'}]);
  }

  #create(lfn: string, entry: FakeEntry): void {
    this.makeDirectory(lfn.slice(0, lfn.lastIndexOf('/')));
    this.entries.set(lfn, entry);
  }

  #move(from: string, to: string): Answer {
    const entry = this.entries.get(from);
    if (!entry) return refused(22, `Source cannot be found: ${from}`);
    this.entries.delete(from);
    this.entries.set(this.entries.has(to) ? `${to}_backup` : to, entry);
    return ok([]);
  }

  #removeDirectory(lfn: string): Answer {
    if ([...this.entries.keys()].some((each) => each.startsWith(`${lfn}/`)))
      return refused(5, `Could not remove directory: ${lfn}`);
    return this.entries.delete(lfn) ? ok([]) : refused(2, lfn);
  }

  #remove(pattern: string): Answer {
    const matcher = new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]')}$`,
    );
    const found = [...this.entries.keys()].filter((lfn) => matcher.test(lfn));
    for (const lfn of found) {
      for (const url of this.entries.get(lfn)?.replicas ?? []) this.queuedForDeletion.add(url);
      this.entries.delete(lfn);
    }
    return found.length > 0 ? ok([]) : refused(5, `Failed to remove [${pattern}]`);
  }
}

function elementOf(url: string): string {
  return /root:\/\/([^/]+)/.exec(url)?.[1] ?? '';
}

function ok(results: Result[]): Answer {
  return {metadata: {user: 'u', currentdir: '/alice/home/', exitcode: '0', error: ''}, results};
}

function refused(exitcode: number, error: string): Answer {
  return {metadata: {user: 'u', currentdir: '/alice/home/', exitcode: String(exitcode), error}, results: []};
}
