// What it costs to take one message in and to put one answer out: bytes -> frame -> JSON -> rpc ->
// structs, and structs -> JSON -> frame.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "protocol/codec.hpp"
#include "protocol/framing.hpp"
#include "protocol/json.hpp"
#include "protocol/language_features.hpp"
#include "protocol/rpc.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::protocol {
namespace {

/// GraphQL-like text of about `size` bytes: lines of some thirty characters.
std::string source_text(std::size_t size) {
  std::string text;
  while (text.size() < size) {
    text += "  field_name(first: Int = 10): [User!]\n";
  }
  text.resize(size);
  return text;
}

/// A didChange whose body has about `size` bytes.
std::string did_change(std::size_t size) {
  std::string params;
  JsonWriter writer(params);
  writer.object([&] {
    writer.key("textDocument");
    writer.raw(R"({"uri":"file:///home/user/project/schema.graphql","version":1042})");
    writer.key("contentChanges");
    writer.array([&] {
      writer.object([&] {
        writer.key("range");
        writer.raw(R"({"start":{"line":12,"character":7},"end":{"line":12,"character":8}})");
        writer.member("text", source_text(size - std::min<std::size_t>(size, 225)));
      });
    });
  });
  return encode_notification("textDocument/didChange", params);
}

/// A body as the frame decoder hands it on.
std::string padded(std::string_view body) {
  std::string copy;
  copy.reserve(body.size() + frame_padding);
  copy.append(body);
  return copy;
}

void frame(benchmark::State& state) {
  const std::string bytes = encode_frame(did_change(static_cast<std::size_t>(state.range(0))));
  FrameDecoder decoder;
  std::vector<FrameEvent> events;
  for (auto _ : state) {
    events.clear();
    decoder.feed(bytes, events);
    benchmark::DoNotOptimize(events.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

void parse(benchmark::State& state) {
  const std::string body = padded(did_change(static_cast<std::size_t>(state.range(0))));
  JsonReader reader;
  for (auto _ : state) {
    auto root = reader.parse(body);
    benchmark::DoNotOptimize(root);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}

void parse_and_decode(benchmark::State& state) {
  const std::string body = padded(did_change(static_cast<std::size_t>(state.range(0))));
  JsonReader reader;
  for (auto _ : state) {
    const Message message = read_message(reader, body);
    auto params =
        decode<DidChangeTextDocumentParams>(std::get<NotificationMessage>(message).params);
    benchmark::DoNotOptimize(params);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}

void frame_parse_and_decode(benchmark::State& state) {
  const std::string bytes = encode_frame(did_change(static_cast<std::size_t>(state.range(0))));
  FrameDecoder decoder;
  JsonReader reader;
  std::vector<FrameEvent> events;
  for (auto _ : state) {
    events.clear();
    decoder.feed(bytes, events);
    const Message message = read_message(reader, *std::get<Frame>(events.front()).body);
    auto params =
        decode<DidChangeTextDocumentParams>(std::get<NotificationMessage>(message).params);
    benchmark::DoNotOptimize(params);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

void request(benchmark::State& state) {
  const std::string body = padded(
      R"({"jsonrpc":"2.0","id":42,"method":"textDocument/hover","params":{"textDocument":)"
      R"({"uri":"file:///home/user/project/schema.graphql"},"position":{"line":12,"character":7}}})");
  JsonReader reader;
  for (auto _ : state) {
    const Message message = read_message(reader, body);
    auto params = decode<HoverParams>(std::get<RequestMessage>(message).params);
    benchmark::DoNotOptimize(params);
  }
}

void answer(benchmark::State& state) {
  CompletionList list;
  list.items.resize(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    CompletionItem& item = list.items[i];
    item.label.append("field_name_").append(std::to_string(i));
    item.kind = CompletionItemKind::Field;
    item.detail = "[User!]!";
    item.sortText = std::to_string(i);
  }
  std::size_t size = 0;
  for (auto _ : state) {
    const std::string bytes = encode_frame(encode_response(42, to_json(list)));
    size = bytes.size();
    benchmark::DoNotOptimize(bytes.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size));
}

void write_text(benchmark::State& state) {
  const std::string text = source_text(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    std::string out;
    JsonWriter(out).string(text);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

constexpr std::int64_t keystroke = 226;
constexpr std::int64_t paste = 2'300;
constexpr std::int64_t whole_document = 1 << 20;

BENCHMARK(frame)->Arg(keystroke)->Arg(paste)->Arg(whole_document);
BENCHMARK(parse)->Arg(keystroke)->Arg(paste)->Arg(whole_document);
BENCHMARK(parse_and_decode)->Arg(keystroke)->Arg(paste)->Arg(whole_document);
BENCHMARK(frame_parse_and_decode)->Arg(keystroke)->Arg(paste)->Arg(whole_document);
BENCHMARK(request);
BENCHMARK(answer)->Arg(0)->Arg(100);
BENCHMARK(write_text)->Arg(paste)->Arg(whole_document);

}  // namespace
}  // namespace troupe::protocol

BENCHMARK_MAIN();
