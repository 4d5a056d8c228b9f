import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {mlTable} from '../../lib/cli/web/ml-table.ts';
import {queryMl} from '../../lib/web/query-ml.ts';
import {serviceUrl, Web} from '../../lib/web/web.ts';

const DEFAULT_HOST = 'http://alimonitor.cern.ch';
const TIMEOUT = 30;
/** Forms of the answer, which earlier clients dropped. */
const FORMS = new Set(['text', 'xml', 'json']);

export default class QueryML extends AlienCommand {
  static override description =
    'Ask the monitoring of the grid for values: FARM/CLUSTER/NODE/TIME1/TIME2/FUNCTION, where * stands for any.';
  static override examples = ["<%= config.bin %> queryML 'CERN/ROOT_CERN/*/-600000/-1/jobs'"];
  static override strict = false;
  static override args = {predicate: Args.string({description: 'which values', required: true})};
  static override flags = {
    host: Flags.string({
      description: `the service (default: ALIEN_QUERYML_HOST, else ${DEFAULT_HOST})`,
      helpValue: 'ADDRESS',
    }),
    timeout: Flags.integer({description: 'seconds to wait for an answer', default: TIMEOUT, min: 1}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(QueryML);
    const {env} = await this.context.settings();
    const host = serviceUrl(flags.host ?? (env['ALIEN_QUERYML_HOST'] || DEFAULT_HOST));
    const [predicate = ''] = argv.filter((word) => !FORMS.has(word));
    const rows = await queryMl(host, predicate, new Web(env, flags.timeout * 1000), {signal: this.signal});
    if (this.isJson) return this.out.json({results: rows});
    for (const line of mlTable(rows)) this.out.line(line);
  }
}
