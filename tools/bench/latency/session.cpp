#include "session.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include <unistd.h>

namespace troupe::bench {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr int types = 150;

}  // namespace

Workspace::Workspace()
    : root_(fs::temp_directory_path() / ("troupe-latency-" + std::to_string(::getpid()))) {
  fs::create_directories(root_);
  std::ofstream schema(root_ / "schema.graphql");
  schema << "type Query {\n";
  for (int i = 0; i < types; ++i) {
    schema << "  thing" << i << "(id: ID!): Thing" << i << "\n";
  }
  schema << "}\n";
  for (int i = 0; i < types; ++i) {
    schema << "\"\"\"The thing of number " << i << ".\"\"\"\ntype Thing" << i
           << " {\n  id: ID!\n  name: String\n  next: Thing" << (i + 1) % types
           << "\n  others(first: Int): [Thing" << (i * 7) % types << "!]!\n}\n";
  }
}

Workspace::~Workspace() {
  fs::remove_all(root_);
}

std::string large_document() {
  std::string text;
  for (int i = 0; i < 250; ++i) {
    const std::string number = std::to_string(i % types);
    text +=
        "query Q" + std::to_string(i) + " {\n  thing" + number +
        "(id: \"1\") {\n    id\n    next { name }\n    name\n    others(first: 3) { id }\n  }\n}\n";
  }
  return text;
}

std::string small_document(int number) {
  return "query S" + std::to_string(number) + " { thing" + std::to_string(number % types) +
         "(id: \"1\") { id name } }\n";
}

Session::Session(const Command& serve, const Workspace& workspace)
    : client(serve), uri_(workspace.uri("large.graphql")) {
  const auto begin = Clock::now();
  client.request(
      "initialize",
      R"({"processId":null,"rootUri":")" + workspace.root_uri() +
          R"(","capabilities":{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}})");
  time_to_initialize = Clock::now() - begin;
  client.notify("initialized", "{}");
  open(uri_, large_document());
  client.wait_for("publishDiagnostics");
  std::this_thread::sleep_for(milliseconds(300));
}

void Session::open(const std::string& uri, const std::string& text) {
  client.notify("textDocument/didOpen", R"({"textDocument":{"uri":")" + uri +
                                            R"(","languageId":"graphql","version":1,"text":)" +
                                            json_string(text) + "}}");
}

void Session::type(int version) {
  const char letter = static_cast<char>('a' + version % 26);
  client.notify(
      "textDocument/didChange",
      R"({"textDocument":{"uri":")" + uri_ + R"(","version":)" + std::to_string(version) +
          R"(},"contentChanges":[{"range":{"start":{"line":1004,"character":4},"end":{"line":1004,"character":5}},"text":")" +
          std::string(1, letter) + R"("}]})");
}

std::string Session::at(int line, int character) const {
  return R"({"textDocument":{"uri":")" + uri_ + R"("},"position":{"line":)" + std::to_string(line) +
         R"(,"character":)" + std::to_string(character) + "}}";
}

void Session::type_and_wait(int version) {
  type(version);
  client.wait_for("\"version\":" + std::to_string(version) + ",");
}

void Session::wait_for_diagnostics(int version) {
  constexpr std::string_view member = "\"version\":";
  while (true) {
    const std::string body = client.wait_for("large.graphql\",\"version\":");
    if (std::atoi(body.c_str() + body.find(member) + member.size()) >= version) {
      return;
    }
  }
}

void open_small_documents(Session& session, const Workspace& workspace) {
  for (int i = 0; i < 60; ++i) {
    session.open(workspace.uri("small" + std::to_string(i) + ".graphql"), small_document(i));
  }
  std::this_thread::sleep_for(milliseconds(500));
}

Typist::Typist(Session& session, int version) : typed_(version) {
  thread_ = std::thread([this, &session] {
    auto next = Clock::now();
    while (!stop_) {
      session.type(++typed_);
      next += std::chrono::microseconds(1000);
      std::this_thread::sleep_until(next);
    }
  });
  std::this_thread::sleep_for(milliseconds(300));
}

Typist::~Typist() {
  stop_ = true;
  thread_.join();
}

Series measure(int count, const std::function<void(int)>& once) {
  Series series;
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    once(i);
    series.add(Clock::now() - begin);
  }
  return series;
}

}  // namespace troupe::bench
