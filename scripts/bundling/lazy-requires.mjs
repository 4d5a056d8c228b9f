/**
 * Makes the `require` calls at the head of a CommonJS module lazy: each is made when what it gives is first used. A
 * command of ours then evaluates the few modules of oclif that it comes through, not all of them.
 * @param source of a module as TypeScript writes them: `const name_1 = require("./name")`, the name used nowhere else
 */
export function withLazyRequires(source) {
  const heads = [];
  const rest = source
    .replace(HEAD, (_, name, call) => {
      heads.push([name, call]);
      return '';
    })
    .replace(
      EXPORT,
      'Object.defineProperty(exports, "$1", {enumerable: true, get: () => ($1$$$$ ??= $2)}); let $1$$$$;',
    );
  const body = heads.reduce(
    (text, [name]) => text.replace(new RegExp(`\\b${name}\\b`, 'g'), `(${name}())`),
    rest,
  );
  const getters = heads.map(
    ([name, call]) => `let ${name}$; function ${name}() { return (${name}$ ??= ${call}); }`,
  );
  return [...getters, body].join('\n');
}

/** Names that TypeScript has made, so that they are no one else's; and one that is used as such a name. */
const HEAD =
  /^(?:const|var) (\w+_\d+|getPackageType) = ((?:__importDefault\(|__importStar\()?require\(["'][^"']+["']\)\)?);$/gm;

/** A whole module that is handed on. */
const EXPORT = /^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));$/gm;
