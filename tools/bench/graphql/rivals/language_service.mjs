// node language_service.mjs documents|workspace PATH... SECONDS: tasks as graphql_bench has them, by what
// graphql-language-service's server calls for each document that changes: getDiagnostics, which parses with
// graphql-js and gives what is wrong as LSP diagnostics, deprecations among them. `once FOLDER` is a command.
import { load, measure, print, readTexts, readWorkspace } from './timing.mjs';

const [, , task, ...paths] = process.argv;
const seconds = task === 'once' ? 0 : Number(paths.pop());
const { buildSchema } = load('graphql');
const { getDiagnostics, DIAGNOSTIC_SEVERITY } = load('graphql-language-service');
const [path, second] = paths;

function errorsOf(schema, text) {
  return getDiagnostics(text, schema).filter(({ severity }) => severity === DIAGNOSTIC_SEVERITY.Error);
}

function linesOf(schema, documents) {
  return documents.flatMap(({ name, text }) => errorsOf(schema, text).map(({ range, message }) =>
    `${name}:${range.start.line + 1}:${range.start.character + 1}: ${message}`));
}

let count = 0;
if (task === 'documents') {
  const schema = buildSchema(readWorkspace(path).schema);
  const documents = readTexts(second);
  const times = await measure(seconds, () => {
    count = documents.reduce((sum, { text }) => sum + errorsOf(schema, text).length, 0);
  });
  print(times, count, linesOf(schema, documents));
} else if (task === 'workspace') {
  const workspace = readWorkspace(path);
  const check = () => {
    const schema = buildSchema(workspace.schema);
    count = workspace.documents.reduce((sum, { text }) => sum + errorsOf(schema, text).length, 0);
    return schema;
  };
  const times = await measure(seconds, check);
  print(times, count, linesOf(check(), workspace.documents));
} else {
  const { schema: text, documents } = readWorkspace(path);
  console.log(linesOf(buildSchema(text), documents).join('\n'));
}
