import type {Reply, Result} from './client.ts';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Replaces what cannot be equal in two grids: identifiers, times, envelopes, names of storage. */
export function mask(reply: Reply, name: string): unknown {
  const {timing_ms, ...metadata} = reply.metadata;
  const text = (value: string): string => maskText(value, name);
  return {
    metadata: {...metadata, error: maskError(text(metadata.error)), timed: timing_ms !== undefined},
    results: reply.results.map((result) =>
      Object.entries(sizeless(result)).map(([key, value]) => [key, maskKey(key, value, text)]),
    ),
  };
}

/** Collections are as long as the identifiers in them. */
function sizeless(result: Result): Result {
  const {lfn, path, size, message} = result;
  if (!String(lfn ?? path).endsWith('.xml') || typeof size !== 'string' || typeof message !== 'string')
    return result;
  return {...result, size: '<size>', message: message.replace(size.padStart(12), '<size>')};
}

function maskKey(key: string, value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'number') return '<number>';
  if (typeof value !== 'string') {
    return value === null
      ? null
      : Object.entries(value as Record<string, string>).map(([k, v]) => [text(k), text(v)]);
  }
  if (
    ['ctime', 'mtime', 'dir', 'entryId', 'guidtime', 'mac', 'certificate_expires', 'expiretime'].includes(key)
  )
    return value === '' ? '' : '<id>';
  if (['certificate_dn', 'tag', 'git_hash', 'compiled_at', 'compiled_by'].includes(key)) return '<own>';
  if (/InMillis$|Space$|fileCount|otalSize$|bFiles$|maxRunning$/.test(key)) return '<number>';
  if (key === 'tokencert' || key === 'tokenkey') return value.split('\n')[0];
  return text(value);
}

function maskText(value: string, name: string): string {
  const masked = value
    .replace(/-----BEGIN( |%20)SEALED[^]*?END( |%20)SEALED( |%20)ENVELOPE-----/g, '<envelope>')
    .replace(/MDA[\w-]{70,}(\n[\w-]+)+\n&scitag/g, '<envelope>\n&scitag')
    .replace(/MDA[\w-]{100,}&scitag/g, '<envelope>%0A&scitag')
    .replace(/null&scitag/g, '<envelope>\n&scitag')
    .replace(/-----BEGIN RSA[^]*?END RSA PRIVATE KEY-----/g, '<key>')
    .replace(/-----BEGIN CERT[^]*?END CERTIFICATE-----/g, '<certificate>')
    .replace(/root:\/\/127\.0\.0\.1:\d+\/\/\w+(\/\d\d\/\d{5}(?=\/))?/g, 'root://server')
    .replace(/ALICE::JTESTSITE::FIRSTSE|ALICE::SANDBOX::DISK1/gi, 'SE1')
    .replace(/ALICE::JTESTSITE::SECONDSE|ALICE::SANDBOX::DISK2/gi, 'SE2')
    .replace(/ALICE::JTESTSITE::THIRDSE|ALICE::SANDBOX::TAPE/gi, 'SE3')
    .replace(/^ +(?=SE\d\t\(read)/gm, '')
    .replace(/\b(JTestSite|SANDBOX)\b/g, 'SITE')
    .replace(/ *(ALICE::JTESTSITE::FIRSTCE|ALICE::SITE::CE)/g, ' CE1')
    .replace(/(^|,) *(testpart|sandbox)(?=\t|$)/gm, '$1partition')
    .replace(/ +(CE name|UNASSIGNED::SITE)(?=\t)/g, ' $1')
    .replace(/(?<=CE1\t\w+\t\t)( *\d+\t+){3} *\w+\t *(?=localhost)/, '<limits and kind>')
    .replace(/^(HTCONDOR|LOCAL)$/, '<kind>')
    .replace(/\blocalhost(\.localdomain)?\b/, 'localhost')
    .replace(/, retrieving took [^(]*\([\d.]+ [KMGT]?B\/s\)/, '')
    .replace(/^(Path: +\/\w+)\/\d\d\/\d{5}(?=\/)/gm, '$1')
    .replace(/^(MTime: +)\S+/gm, '$1<date>')
    .replace(/userid: \d+/, 'userid: <id>')
    .replace(/(?<=^\w+( priority)?\t+: .*\t)\([^\t]*\)$/gm, '<remark>')
    .replace(/^\d{10} \[/gm, '<s> [')
    .replace(/(SE => SE\d|archive member) +pfn/g, '$1 pfn')
    .replace(/ (dir|entryId)="\d+"/g, ' $1="<id>"')
    .replace(GUID, '<guid>')
    .replace(new RegExp(GUID, 'gi'), '<GUID>')
    .replace(/(\d\d:){0,1}([0-9a-f]{2}:){5}[0-9a-f]{2}/g, '<mac>')
    .replace(/\b17\d{11}\b/g, '<ms>')
    .replace(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} \d\d (\d\d:){2}\d\d UTC \d{4}/g, '<date>')
    .replace(/\b(Apr|Nov|Dec) \d\d \d\d:\d\d\b/g, '<date>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.0)?/g, '<date>')
    .replace(/(Subject: |, )?(\n {4})?\/C=ch\/O=[^,\n]*/gi, '<dn>')
    .replace(/(<dn>)+/g, '<dn>')
    .replace(/Certificate DN: .*/, 'Certificate DN: <own>')
    .replace(/JAliEn tag[^]*/, '<version>')
    .replace(/time[= ][\d.]+ ms|= [\d./]+ ms|\d+\/\d+$/g, '<time>')
    .replace(/^<the help text>$|^\nUsage:[^]*/, '<help>')
    .replace(/(otalSize|bFiles)\t: [\d.]+( [KMGT]?B)?/g, '$1\t: <number>')
    .replace(/last ran today \d\d:\d\d/g, 'last ran <time>')
    .replace(/^Log: \d+ (?=replicas removed)/gm, 'Log: <n> ')
    .replace(/which is in \d[\w: ]*/g, 'which is in <interval>')
    .replace(/(guidID\t+: )\S+/g, '$1<id>')
    .replace(/(SE lists\t+: )\[0?\]/g, '$1<cached>')
    .replace(/^\nAliEn Service[^]*|^\nThis is a sandbox[^]*/, '<motd>');
  if (name === 'randomPFNs') return masked.replace(/\t[\d.]+ [KMG]?B/g, '\t<size>');
  // Columns are as wide as the names of the storage elements, and hold what other tests have stored.
  return name.startsWith('listSEs') || name.endsWith('_listSEs')
    ? masked
        .replace(/[\d.]+ [KMGT]?B/g, '<size>')
        .replace(/\d+(?=\t 0\.0| files)/g, '<n>')
        .replace(/ +/g, ' ')
        .replace(/(^|\t|\n) /g, '$1')
    : masked;
}

/** Of a stack trace only the first line counts. */
function maskError(error: string): string {
  return error
    .replace(/(Error executing the command \[\w+\]: \n)[^]*/, '$1<trace>')
    .replace(/Cannot invoke "[^"]*" because "(\w+)" is null/, '$1 is null');
}
