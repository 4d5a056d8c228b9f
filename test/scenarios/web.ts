import {ccdbService} from '../lib/web/ccdb-service.ts';

/** The CCDB, and the monitoring, on one host. */
export function answerAsWeb(...[request, response]: Parameters<typeof ccdbService>): void {
  if (!request.url?.includes('jobs')) return ccdbService(request, response);
  response.end(JSON.stringify({results: [{Farm: 'CERN', Value: 1, Timestamp: 1_700_000_000}]}));
}
