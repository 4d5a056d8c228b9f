import {ignoredVariables} from '../trust/ignored-variables.ts';
import {type Check, ok, warning} from './check.ts';

const OURS = /^(ALIEN|JALIEN_|X509_|XRD_)/;

/** The configuration file, and the names of the variables that are set. */
export const checkConfiguration: Check = {
  name: 'configuration',
  run(patient) {
    const {file, problem} = patient.configuration;
    if (problem) throw problem;
    const set = file.entries.length === 0 ? 'no settings' : `${file.values.size} settings in ${file.path}`;
    const variables = Object.keys(patient.processEnv).filter((name) => OURS.test(name));
    const text = `${set}; variables: ${variables.sort().join(', ') || 'none'}`;
    const ignored = ignoredVariables(patient.processEnv).join(' ');
    if (ignored !== '') return warning(`${text}\n${ignored}`, 'Unset it: it makes other programs unsafe.');
    if (file.unknown.length === 0) return ok(text);
    const names = file.unknown.map(({name, line}) => `"${name}" (line ${line})`).join(', ');
    return warning(`${text}; not known: ${names}`, 'See "alien config list" for the names that there are.');
  },
};
