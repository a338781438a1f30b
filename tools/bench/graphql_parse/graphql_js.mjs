// node graphql_js.mjs PACKAGE FILE SECONDS: the median and the least time of one parse, in nanoseconds, once
// the engine has had time to compile what is hot.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , name, file, seconds] = process.argv;
const { parse, version } = createRequire(join(process.cwd(), 'package.json'))(name);
const source = readFileSync(file, 'utf8');
const times = [];
const warm = performance.now() + 500;
while (performance.now() < warm) {
  parse(source);
}
const end = performance.now() + Number(seconds) * 1000;
while (performance.now() < end || times.length < 10) {
  const begin = process.hrtime.bigint();
  parse(source);
  times.push(Number(process.hrtime.bigint() - begin));
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ version, parse: times[times.length >> 1], least: times[0] }));
