/** Of tokens the last part names the account; of other certificates the first common name may be that. */
const ACCOUNT =
  /^C=ch\/O=AliEn2\/CN=(?:Users|Jobs)\/CN=[^/]+\/OU=(?<role>[a-z0-9_-]+)$|\/CN=(?<name>[a-z0-9_-]+)(?:\/|$)/;

/**
 * The home that an account most likely has. Nothing may rely on it before an answer has shown that it is right.
 * @param subject of the certificate, its parts joined by `/`
 */
export function likelyHome(subject: string): string | undefined {
  const {role, name} = ACCOUNT.exec(subject)?.groups ?? {};
  const account = role ?? name;
  return account === undefined ? undefined : `/alice/cern.ch/user/${account.slice(0, 1)}/${account}/`;
}
