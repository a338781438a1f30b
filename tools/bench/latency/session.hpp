// What an editor has open while it is measured: a workspace and a session of a server over it.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "client.hpp"

namespace troupe::bench {

/// A workspace with a schema, made anew for each run.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  [[nodiscard]] std::string uri(const std::string& name) const {
    return "file://" + (root_ / name).string();
  }
  [[nodiscard]] std::string root_uri() const { return "file://" + root_.string(); }

 private:
  std::filesystem::path root_;
};

/// A document of 2 000 lines. Line 1000, from column 4: `name`, in a selection of its own.
std::string large_document();
std::string small_document(int number);

using Command = std::vector<std::string>;

/// A server with the workspace open in it, and the large document.
class Session {
 public:
  Session(const Command& serve, const Workspace& workspace);

  void open(const std::string& uri, const std::string& text);
  /// Replaces the first character of a name in the middle of the document and waits for nothing.
  void type(int version);
  /// Line 1001 holds `thingN(id: "1") {`, line 1003 `next { name }`.
  [[nodiscard]] std::string at(int line, int character) const;

  void ask_null() { client.request("troupe/null", "{}"); }
  void hover() { client.request("textDocument/hover", at(1003, 13)); }
  void complete() { client.request("textDocument/completion", at(1003, 11)); }
  /// Types and waits for the diagnostics of what it typed.
  void type_and_wait(int version);
  /// Waits for diagnostics of that version, or of a later one.
  void wait_for_diagnostics(int version);

  Client client;
  Clock::duration time_to_initialize{};

 private:
  std::string uri_;
};

/// Opens sixty more documents, to be checked after each edit of the large one.
void open_small_documents(Session& session, const Workspace& workspace);

/// Types a thousand times a second until it ends.
class Typist {
 public:
  Typist(Session& session, int version);
  ~Typist();
  Typist(const Typist&) = delete;
  Typist& operator=(const Typist&) = delete;
  [[nodiscard]] int typed() const { return typed_; }

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> typed_;
  std::thread thread_;
};

Series measure(int count, const std::function<void(int)>& once);

}  // namespace troupe::bench
