import type {User} from '../../../catalogue/owners/users.ts';
import type {Result} from '../../answers/answer.ts';
import {command} from '../../call/command.ts';

const OPTIONS = {s: 'flag', f: 'flag', e: 'flag', d: 'flag', a: 'flag'} as const;

export default command({
  name: 'whois',
  usage: '[-s] [-f] [-e] [-d] [-a] text...',
  help: [
    'Shows who an account belongs to.',
    '-s   the text is a part of the name',
    '-f   or of the full name',
    '-e   or of the e-mail address',
    '-d   or of the subject of the certificate',
    '-a   or of any of these',
  ],
  options: OPTIONS,
  needsWord: true,
  run({options, words, answer, grid}) {
    const {s, f, e, d, a} = options;
    let before = '';
    for (const word of words) {
      const fits = (text: string | null, asked: boolean): boolean =>
        (asked || a) && (text ?? '').toLowerCase().includes(word.toLowerCase());
      const found = [f, e, d, s, a].some(Boolean)
        ? grid.catalogue.users
            .all()
            .filter(
              (user) =>
                fits(user.name, true) ||
                fits(user.fullname, f) ||
                fits(user.email, e) ||
                fits(user.subject, d),
            )
        : [grid.catalogue.users.byName(word)].filter((user) => user !== undefined);
      if (found.length === 0) before += `Username not found: ${word}\n`;
      for (const user of found) {
        answer.add(resultFor(user, before));
        before = '';
      }
    }
    if (before !== '') answer.say(before);
  },
});

function resultFor({name, fullname, roles, email, subject}: User, before: string): Result {
  const text = [
    `Username: ${name}`,
    `  Full name: ${fullname}`,
    `  Roles: ${roles.join(', ')}`,
    `  Email: ${email}`,
    ...(subject === null ? [] : [`  Subject: ${subject}`]),
  ];
  return {
    message: before + text.join('\n'),
    username: name,
    full_name: fullname,
    roles: roles.join(', '),
    email,
    ...(subject === null ? {} : {subject}),
  };
}
