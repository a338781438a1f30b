// node prettier.mjs format PATH SECONDS: as graphql_bench does it, by Prettier.
import { load, measure, print, readTexts } from './timing.mjs';

const [, , , path, seconds] = process.argv;
const prettier = load('prettier');
const texts = readTexts(path);
let count = 0;
print(await measure(Number(seconds), async () => {
  count = 0;
  for (const { text } of texts) {
    count += Buffer.byteLength(await prettier.format(text, { parser: 'graphql' }));
  }
}), count);
