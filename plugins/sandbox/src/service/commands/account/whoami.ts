import {command} from '../../call/command.ts';
import {interval} from '../../answers/formats.ts';

export default command({
  name: 'whoami',
  usage: '[-v]',
  help: ['Shows who you are.', '-v   all that is known'],
  options: {v: 'flag'},
  run({options, answer, session, grid}) {
    const {account, certificate, connectedFrom} = session;
    const user = grid.catalogue.users.byName(account.name);
    const {expires} = certificate;
    const dn = certificate.subject.slice(1).split('/').reverse().join(', ');
    const others = account.roles.filter((role) => role !== account.name);
    const text = [
      `Username: ${account.name}`,
      `Role: ${account.name}${others.length > 0 ? ` (other roles: ${others.join(', ')})` : ''}`,
      ...(user === undefined ? [] : [`Full name: ${user.fullname}`, `Email: ${user.email}`]),
      `Certificate DN: ${dn} (expiring on ${new Date(expires).toISOString().slice(0, 19)}Z[Etc/UTC], ` +
        `which is in ${interval(expires - Date.now())})`,
      ...(connectedFrom === undefined ? [] : [`Connected from: ${connectedFrom}`]),
      `Home directory: ${session.home}`,
    ];
    answer.add({
      username: account.name,
      role: account.name,
      roles: account.roles.join(','),
      message: options.v ? text.join('\n') : account.name,
      ...(user === undefined ? {} : {fullname: user.fullname, email: user.email}),
      certificate_expires: String(Math.floor(expires / 1000)),
      certificate_dn: dn,
      ...(connectedFrom === undefined ? {} : {connected_from: connectedFrom}),
      homedir: session.home,
    });
  },
});
