import {createHash} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';

/** An object as the service tells it; its content is its name. */
export function toldObject(name: string): Record<string, unknown> {
  const [md5, etag] = [createHash('md5').update(name).digest('hex'), `id-${name}`];
  return {
    ...{path: 'det', createTime: 500, lastModified: 600, Created: 500, id: etag, ETag: `"${etag}"`},
    ...{validFrom: 1000, validUntil: 2000, initialValidity: 3000, 'Valid-From': 1000, 'Valid-Until': 2000},
    ...{InitialValidityLimit: 3000, MD5: md5, 'Content-MD5': md5, fileName: `${name}.root`},
    ...{contentType: 'application/octet-stream', 'Content-Type': 'application/octet-stream'},
    ...{size: name.length, 'Content-Length': name.length, partName: 'send'},
    'Content-Disposition': `inline;filename="${name}.root"`,
    ObjectType: 'TH1F',
    comment: 'two\nlines \\',
    replicas: [`/download/${etag}`],
  };
}

/** A small CCDB: the objects `a` and `b` in `det`, and the information of run 7. */
export function ccdbService(request: IncomingMessage, response: ServerResponse): void {
  const [, kind = '', ...path] = (request.url ?? '').split(/[/?]/);
  const json = (value: unknown) =>
    response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(value));
  if (kind === 'download') return void response.end(path[0]?.replace('id-', ''));
  if (path.join('/').startsWith('RCT/Info/RunInformation/7'))
    return void json({objects: [{...toldObject('run'), SOR: '1700000000000'}]});
  if (path[0] === 'det')
    return void json({objects: [toldObject('a'), toldObject('b')], subfolders: ['det/sub']});
  if (path[0] === 'wrong') return void json({objects: [{...toldObject('a'), 'Content-MD5': 'f'.repeat(32)}]});
  if (path[0] === 'odd') return void response.end('<html>');
  if (path[0] === 'silent') return;
  if (path[0] === 'broken') return void response.writeHead(500).end();
  json({objects: [], subfolders: []});
}
