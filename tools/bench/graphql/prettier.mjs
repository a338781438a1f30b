// node prettier.mjs FILE SECONDS: the median and the least time of formatting a file once, in nanoseconds, once
// the engine has had time to compile what is hot.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , file, seconds] = process.argv;
const prettier = createRequire(join(process.cwd(), 'package.json'))('prettier');
const source = readFileSync(file, 'utf8');
const times = [];
const warm = performance.now() + 1000;
while (performance.now() < warm) {
  await prettier.format(source, { parser: 'graphql' });
}
const end = performance.now() + Number(seconds) * 1000;
while (performance.now() < end || times.length < 5) {
  const begin = process.hrtime.bigint();
  await prettier.format(source, { parser: 'graphql' });
  times.push(Number(process.hrtime.bigint() - begin));
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ median: times[times.length >> 1], least: times[0] }));
