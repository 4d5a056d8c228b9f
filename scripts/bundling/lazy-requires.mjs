/**
 * Makes the `require` calls at the head of a CommonJS module lazy: each is made when what it gives is first used. A
 * command of ours then evaluates the few modules of oclif that it comes through, not all of them.
 * @param source of a module with lines as TypeScript writes them: `const name_1 = require("./name")`
 * @param names of those to make lazy, each the name of nothing else
 */
export function withLazyRequires(source, names = MADE) {
  const heads = [];
  const rest = source
    .replace(HEAD, (whole, name, call) => {
      if (!names.test(name)) return whole;
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
const MADE = /^(?:\w+_\d+|getPackageType)$/;

const HEAD = /^(?:const|var) (\w+) = ((?:__importDefault\(|__importStar\()?require\(["'][^"']+["']\)\)?);$/gm;

/** A whole module that is handed on. */
const EXPORT = /^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));$/gm;
