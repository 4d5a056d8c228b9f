import {ccdbService} from '../../lib/web/ccdb-service.ts';

/** The CCDB, the monitoring, and a registry that has one release of the program, on one host. */
export function answerAsWeb(...[request, response]: Parameters<typeof ccdbService>): void {
  const release = {name: '@alien-grid/cli', version: '0.1.0', dist: {tarball: 'http://127.0.0.1/'}};
  const {name, version} = release;
  if (/cli$/.test(request.url ?? ''))
    return void response.end(
      JSON.stringify({name, 'dist-tags': {latest: version}, versions: {[version]: release}}),
    );
  if (!request.url?.includes('jobs')) return ccdbService(request, response);
  response.end(JSON.stringify({results: [{Farm: 'CERN', Value: 1, Timestamp: 1_700_000_000}]}));
}
