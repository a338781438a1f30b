// Reads exports as the tools do that they are made for, and writes what was found as JSON.
//   node read.cjs MODULES frames FILE     what vscode-languageserver's reader takes from a stream
//   node read.cjs MODULES perfetto FILE   what TracerBench's model finds in trace events
const fs = require('fs');
const path = require('path');

const [modules, format, file] = process.argv.slice(2);
const load = (name) => require(path.join(modules, 'node_modules', name));

function readFrames() {
  const { StreamMessageReader } = load('vscode-jsonrpc/node');
  const messages = [];
  // In pieces that no frame begins or ends with.
  const reader = new StreamMessageReader(fs.createReadStream(file, { highWaterMark: 1021 }));
  reader.onError((error) => {
    throw error;
  });
  reader.onClose(() => console.log(JSON.stringify(messages)));
  reader.listen((message) => messages.push(message));
}

function readEvents() {
  const { buildModel } = load('@tracerbench/trace-model');
  const model = buildModel(JSON.parse(fs.readFileSync(file, 'utf8')));
  const found = [];
  for (const process of model.processes) {
    for (const thread of process.threads) {
      const complete = thread.events.filter((event) => event.isComplete());
      found.push({
        name: thread.name,
        complete: complete.length,
        nested: complete.filter((event) => event.parent !== undefined).length,
        flows: thread.events.length - complete.length,
        duration: thread.duration,
      });
    }
  }
  console.log(JSON.stringify(found));
}

({ frames: readFrames, perfetto: readEvents })[format]();
