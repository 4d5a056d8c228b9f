import type {IncomingMessage} from 'node:http';
import {request} from 'node:https';
import {isIP} from 'node:net';
import {unswayed} from '../trust/verified-tls.ts';
import {type Check, notTried, ok, warning} from './check.ts';
import type {Patient} from './patient.ts';

/** Certificates, tokens and envelopes bear with so much. */
const TOLERANCE_S = 60;

/** A server that does not answer is found out by the checks behind; it says nothing of the clock. */
const PATIENCE_MS = 4000;

/**
 * This machine's clock against the Date of the server. The server is not verified here, since with a wrong clock it
 * could not be: what it says of the time is a hint and nothing else.
 */
export const checkClock: Check = {
  name: 'clock',
  needs: ['identity', 'address'],
  limit: PATIENCE_MS + 1000,
  async run(patient, signal) {
    if (patient.reached.get().isProxy) return notTried('there is a proxy in between');
    let date: string | undefined;
    try {
      date = (await headOf(patient, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))).headers
        .date;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return warning(`${new Date().toISOString()} here; the server does not tell its time: ${why}`);
    }
    const theirs = Date.parse(date ?? '');
    if (Number.isNaN(theirs))
      return ok(`${new Date().toISOString()} here; the server does not tell its time`);
    const seconds = Math.round((Date.now() - theirs) / 1000);
    if (Math.abs(seconds) <= TOLERANCE_S) return ok('as the server has it');
    return warning(
      `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the server (${date})`,
      'Set the clock of this machine (date -u), best with NTP: certificates depend on it.',
    );
  },
};

function headOf(patient: Patient, signal: AbortSignal): Promise<IncomingMessage> {
  const {ip, port, endpoint} = patient.reached.get();
  const {certificatePem, keyPem} = patient.credentials.get();
  return new Promise((resolve, reject) => {
    const ask = unswayed(() =>
      request({
        host: ip,
        port,
        servername: isIP(endpoint.host) === 0 ? endpoint.host : '',
        method: 'HEAD',
        path: '/',
        cert: certificatePem,
        key: keyPem,
        rejectUnauthorized: false,
        agent: false,
        signal,
      }),
    );
    ask.on('response', (response) => {
      response.destroy();
      resolve(response);
    });
    ask.on('error', reject);
    ask.end();
  });
}
