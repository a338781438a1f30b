// node graphql_js.mjs PACKAGE parse|documents|workspace PATH... SECONDS: tasks as graphql_bench has them, by
// graphql-js. `documents` parses and validates a text, against a schema that was built before; `workspace` builds
// and validates the schema too. As commands: `once FOLDER` does that a single time and prints what was found,
// `once-parse PATH` parses and prints nothing.
import { load, measure, print, readTexts, readWorkspace } from './timing.mjs';

const [, , name, task, ...paths] = process.argv;
const seconds = task.startsWith('once') ? 0 : Number(paths.pop());
const graphql = load(name);
const [path, second] = paths;

function errorsOf(schema, text) {
  try {
    return graphql.validate(schema, graphql.parse(text), undefined, { maxErrors: Infinity });
  } catch (error) {
    return [error];
  }
}

function linesOf(schema, documents) {
  return documents.flatMap(({ name: file, text }) =>
    errorsOf(schema, text).map(({ locations, message }) =>
      `${file}:${locations?.[0].line ?? 0}:${locations?.[0].column ?? 0}: ${message.replace(/[\u0000-\u001f]/g, ' ')}`));
}

/** Built, and validated. The errors (version 17 has some about GitHub's) are taken off again: documents could not be
 *  validated otherwise, and servers have to live with schemas that are not theirs. */
function schemaOf(text) {
  const schema = graphql.buildSchema(text);
  const errors = graphql.validateSchema(schema);
  schema.__validationErrors = [];
  return { schema, errors };
}

function workspaceErrors({ schema: text, documents }) {
  const { schema, errors } = schemaOf(text);
  return documents.reduce((count, document) => count + errorsOf(schema, document.text).length, errors.length);
}

if (task === 'parse') {
  const texts = readTexts(path);
  let count = 0;
  print(await measure(seconds, () => {
    count = 0;
    for (const { text } of texts) {
      try {
        graphql.parse(text);
      } catch {
        ++count;
      }
    }
  }), count);
} else if (task === 'documents') {
  const { schema } = schemaOf(readWorkspace(path).schema);
  const documents = readTexts(second);
  let count = 0;
  const times = await measure(seconds, () => {
    count = documents.reduce((sum, { text }) => sum + errorsOf(schema, text).length, 0);
  });
  print(times, count, linesOf(schema, documents));
} else if (task === 'workspace') {
  const workspace = readWorkspace(path);
  let count = 0;
  const times = await measure(seconds, () => {
    count = workspaceErrors(workspace);
  });
  print(times, count, linesOf(schemaOf(workspace.schema).schema, workspace.documents));
} else if (task === 'once-parse') {
  readTexts(path).forEach(({ text }) => graphql.parse(text));
} else {
  const { schema: text, documents } = readWorkspace(path);
  console.log(linesOf(schemaOf(text).schema, documents).join('\n'));
}
