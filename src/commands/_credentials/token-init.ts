import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {passphraseFlag, passphraseSource} from '../../lib/cli/base/passphrase.ts';
import {certificateLines} from '../../lib/credentials/inspect.ts';
import {storeToken, tokenFiles} from '../../lib/tokens/token-store.ts';
import {requestToken} from '../../lib/tokens/token.ts';
import {tokenFlags} from './token.ts';

export default class TokenInit extends AlienCommand {
  static override readonly shape = 'stored-certificate';
  static override description =
    'Get a new token with your user certificate and store it. Commands use it until it ends, without a pass phrase.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> -v 7 -u alidaq',
    '<%= config.bin %> <%= command.id %> --passphrase-fd 3 3<FILE',
  ];
  static override flags = {
    ...tokenFlags,
    ...passphraseFlag,
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(TokenInit);
    const {program} = this.context;
    const options = await this.context.sessionOptions();
    const files = tokenFiles(options.settings.env); // before a pass phrase is asked for in vain
    const ask = passphraseSource(flags, program.askPassphrase);
    const login = {...options, askPassphrase: ask, credentials: 'user'} as const;
    const session = program.engines.openSession(async () => login);
    try {
      const token = await requestToken(session, serverWords({flags: tokenFlags}, {flags}), {
        signal: this.signal,
      });
      await storeToken(files, token);
      if (token.warning !== '') this.out.note(token.warning);
      const {subject, issuer, begins, ends} = token.facts;
      if (this.isJson) this.out.json({subject, issuer, begins, ends, ...files});
      else for (const line of certificateLines(token.facts)) this.out.line(line);
    } finally {
      session.close();
    }
  }
}
