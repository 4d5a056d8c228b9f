import {isAdmin, mayBecome} from '../../../catalogue/owners/permissions.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENXIO, EPERM, EREMOTEIO} from '../../answers/errno.ts';
import {longDate} from '../../answers/formats.ts';
import {issueToken, LONGEST} from '../../identity/token.ts';
import type {TokenWish} from '../../identity/token.ts';

const OPTIONS = {
  u: 'text',
  v: 'number',
  t: 'text',
  jobid: 'text',
  hostname: 'text',
  f: 'flag',
  wcert: 'text',
  wkey: 'text',
} as const;

export default command({
  name: 'token',
  usage: '[-u user] [-v days] [-t user|job|jobagent|host]',
  help: [
    'Makes a certificate for a limited time.',
    '-u user       for this account or role',
    '-v days       how long it is valid',
    '-t type       user, job, jobagent or host',
    '-jobid x      the job, for type job',
    '-hostname x   the host, for type host',
    '-f, -wcert, -wkey   accepted, without effect',
  ],
  options: OPTIONS,
  async run(call) {
    const {answer, session, grid} = call;
    const {name} = session.account;
    const wish = wishOf(call);
    if (wish === undefined) return;
    if (!becomeRequested(call)) answer.fail(EPERM, `Switching user ${name} to [${call.options.u}] failed`);
    const days = limitDays(call, wish);
    const life = grid.faults.take('token-life')?.time;
    const {cert, key, dn, expires} = await issueToken(grid.authority, session, {...wish, days, life});
    const mapped = wish.type === 'host' ? '  No user is mapped to this DN\n' : '';
    answer.add({
      tokencert: cert,
      tokenkey: key,
      message: `DN: ${dn}\n${mapped}Expires: ${longDate(expires)}\n\n${cert}\n${key}`,
    });
  },
});

type TokenCall = Call<typeof OPTIONS>;

/** What is asked for, checked; undefined if it was refused. */
function wishOf({options, answer, session}: TokenCall): TokenWish | undefined {
  const refuse = (code: number, detail: string): undefined => {
    answer.fail(code, detail);
    return undefined;
  };
  const implied = options.jobid !== undefined ? 'job' : options.hostname !== undefined ? 'host' : 'user';
  const type = (options.t ?? implied).toLowerCase();
  const asked = {holder: session.account, days: options.v};
  const admin = isAdmin(session.account);
  const reason = (text: string): undefined =>
    refuse(EREMOTEIO, `Server didn't execute your request, reason was: ${text}`);
  if (type === 'user') return {type, ...asked};
  if (type === 'job') {
    if (options.u === undefined) {
      return refuse(EINVAL, 'You also have to pass the user for which to run this job id');
    }
    if (options.jobid === undefined) {
      return refuse(EINVAL, 'You should pass a job extension for this type of certificate request');
    }
    if (!admin) return reason(`Only a JobAgent can ask for a Job token, [${asked.holder.name}] is not one`);
    return {type, ...asked, extension: options.jobid};
  }
  if (type === 'jobagent') {
    if (!admin) return reason("You don't have permissions to ask for a JobAgent token");
    return {type, ...asked};
  }
  if (type !== 'host') return refuse(EINVAL, 'Unknown token type USER_CERTIFICATE');
  const host = options.hostname;
  if (host === undefined) {
    return refuse(EINVAL, 'You must indicate the hostname for which to issue the certificate!');
  }
  if (!host.includes('.')) return refuse(EINVAL, `Please pass a FQDN as hostname instead of \`${host}\``);
  if (!admin) return reason("You don't have permissions to ask for a host certificate");
  // There is no name service in a sandbox: only -f makes an unknown host acceptable.
  if (!options.f) return refuse(ENXIO, `hostname \`${host}\` cannot be resolved`);
  return {type, ...asked, extension: host};
}

/** Takes the account given with -u, which stays in effect after the command. */
function becomeRequested({options, session, grid}: TokenCall): boolean {
  if (options.u === undefined) return true;
  const known =
    grid.catalogue.users.byName(options.u) !== undefined || session.account.roles.includes(options.u);
  if (!known || !mayBecome(session.account, options.u)) return false;
  session.become(grid.catalogue.users.account(options.u));
  return true;
}

function limitDays({options, answer}: TokenCall, wish: TokenWish): number {
  const longest = isAdmin(wish.holder) ? Math.max(400, LONGEST[wish.type]) : LONGEST[wish.type];
  const days = options.v ?? LONGEST[wish.type];
  if (days <= 0) return 2;
  if (days <= longest) return days;
  answer.warn(
    `Reducing the validity from ${days} to ${longest} as this is the max allowed value for this type of certificate`,
  );
  return longest;
}
