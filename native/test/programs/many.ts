// Moves a file many times at once, and tells by how many bytes the memory of the process grew.
// argv: download or upload, the local file, urls
import {download, upload} from '../../src/index.ts';

const [how = '', path = '', ...urls] = process.argv.slice(2);
const memory = (): number => process.resourceUsage().maxRSS * 1024;

const options = {overwrite: true, checksums: ['md5']} as const;
const before = memory();
const results = await Promise.all(
  urls.map((url) => (how === 'upload' ? upload(path, url, options) : download(url, path, options))),
);
const sums = [...new Set(results.map(({checksums}) => checksums.md5))];
console.log(JSON.stringify({grown: memory() - before, sums}));
