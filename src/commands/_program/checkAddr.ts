import {Args} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {EXIT} from '../../lib/errors/exit-codes.ts';
import {address as printed, endpoints} from '../../lib/settings/endpoint.ts';
import {hostAndPort, portNumber} from '../../lib/settings/host-and-port.ts';
import {type CheckedAddress, checkAddresses} from '../../lib/web/check-addresses.ts';

/** Places that answer wherever there is a network. */
const REFERENCE = [
  {host: '8.8.8.8', port: 53},
  {host: '2001:4860:4860::8888', port: 53},
  {host: 'www.cern.ch', port: 80},
];

export default class CheckAddr extends AlienCommand {
  static override description =
    'Check whether something listens at each address of a host: by default the central service. The exit code is 0 if ' +
    'one of its addresses answers.';
  static override examples = [
    '<%= config.bin %> checkAddr',
    '<%= config.bin %> checkAddr reference alice-jcentral.cern.ch 8097',
  ];
  static override strict = false;
  static override args = {
    host: Args.string({
      description: 'a host, then perhaps a port; the word reference first: well-known hosts too',
    }),
  };
  protected async execute(): Promise<void> {
    const {argv} = await this.parse(CheckAddr);
    const isCompared = argv[0] === 'reference';
    const places = [
      ...(await this.#meant(isCompared ? argv.slice(1) : argv)),
      ...(isCompared ? REFERENCE : []),
    ];
    const found = await Promise.all(places.map((place) => this.#check(place)));
    this.signal.throwIfAborted();
    for (const {address, port, isOpen} of found.flat()) {
      const text = `${printed({host: address, port}).padEnd(47)} ${isOpen ? 'OK' : 'FAIL'}`;
      this.out.result({address, port, ok: isOpen}, text);
    }
    if (!found[0]?.some(({isOpen}) => isOpen)) this.setExitCode(EXIT.NOT_CONNECTED);
  }

  async #meant([host, port, ...more]: readonly string[]) {
    if (more.length > 0) throw new UserError(`${more[0] ?? ''} is too much: name a host and a port.`);
    const own = endpoints(await this.context.environment());
    if (host === undefined) return own.slice(0, 1);
    const place = hostAndPort(host, 'The host');
    return [
      {port: own[0]?.port ?? 0, ...place, ...(port !== undefined && {port: portNumber(port, 'The port')})},
    ];
  }

  async #check({
    host,
    port,
  }: {
    readonly host: string;
    readonly port: number;
  }): Promise<readonly CheckedAddress[]> {
    try {
      return await checkAddresses(host, port, this.signal);
    } catch {
      this.out.note(`${host} has no address.`);
      return [];
    }
  }
}
