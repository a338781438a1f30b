// What the programs here share: reading, measuring, and printing as graphql_bench does. They run in the folder
// of the packages, from which `load` takes them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

export const load = createRequire(join(process.cwd(), 'package.json'));

/** The file, or all `.graphql` files of a folder, as [{ name, path, text }], sorted. */
export function readTexts(path) {
  const paths = statSync(path).isDirectory()
    ? readdirSync(path).filter((name) => name.endsWith('.graphql')).sort().map((name) => join(path, name))
    : [path];
  return paths.map((one) => ({ name: basename(one), path: one, text: readFileSync(one, 'utf8') }));
}

/** The schema of a workspace and its documents. */
export function readWorkspace(folder) {
  const documents = join(folder, 'documents');
  return {
    schema: readFileSync(join(folder, 'schema.graphql'), 'utf8'),
    documents: existsSync(documents) ? readTexts(documents) : [],
  };
}

/** Takes turns until the engine has had time to compile what is hot, then measures turns; in nanoseconds. */
export async function measure(seconds, turn) {
  const warm = performance.now() + seconds * 2000;
  do {
    await turn();
  } while (performance.now() < warm);
  const times = [];
  const before = process.cpuUsage();
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || times.length < 1) {
    const begin = process.hrtime.bigint();
    await turn();
    times.push(Number(process.hrtime.bigint() - begin));
  }
  const used = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], cpu: ((used.user + used.system) * 1000) / times.length };
}

/** `lines` are what was found, `path:line:column: message` each. */
export function print(times, count, lines = []) {
  console.log(JSON.stringify({ ...times, count, lines: lines.sort() }));
}
