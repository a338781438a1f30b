// node analyzer.mjs documents|workspace PATH... SECONDS: tasks as graphql_bench has them, by the native module of
// graphql-analyzer. `init` loads all that a configuration names from the disk; `lintFile` gives what validation
// and the rules that are on say about a file. A file that `init` has loaded keeps the text that it had on the disk,
// another one takes the text that comes with the call. `once FOLDER` is a command.
import { join } from 'node:path';

import { load, measure, print, readTexts, readWorkspace } from './timing.mjs';

const [, , task, ...paths] = process.argv;
const seconds = task === 'once' ? 0 : Number(paths.pop());
const analyzer = load(`@graphql-analyzer/core-${process.platform}-${process.arch}-gnu`);
const [path, second] = paths;

const start = () => analyzer.init(join(path, '.graphqlrc.json'));
const lineOf = (name, { line, column, message }) => `${name}:${line}:${column}: ${message}`;

function lintAll(documents) {
  return documents.flatMap((document) => analyzer.lintFile(document.path, document.text)
    .map((one) => lineOf(document.name, one)));
}

let lines = [];
if (task === 'documents') {
  const documents = readTexts(second);
  const file = join(path, 'documents', 'document.graphql');
  start();
  let isOdd = false;
  const times = await measure(seconds, () => {
    isOdd = !isOdd;
    lines = documents.flatMap(({ name, text }) =>
      analyzer.lintFile(file, isOdd ? text + '\n' : text).map((one) => lineOf(name, one)));
  });
  print(times, lines.length, lines);
} else if (task === 'workspace') {
  const { documents } = readWorkspace(path);
  const times = await measure(seconds, () => {
    start();
    lines = lintAll(documents);
  });
  print(times, lines.length, lines);
} else {
  start();
  console.log(lintAll(readWorkspace(path).documents).join('\n'));
}
