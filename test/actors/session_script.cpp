#include "test/actors/session_script.hpp"

#include <doctest/doctest.h>

#include "base/uri.hpp"
#include "protocol/json.hpp"

namespace troupe::actors {

void MemoryFiles::list(std::vector<std::string> folders, std::function<void(Listing)> done) {
  Listing listing;
  for (const auto& [path, text] : files) {
    for (const std::string& folder : folders) {
      if (base::path_below(path, folder) && !contains(path, "/node_modules/")) {
        listing.files.push_back(path);
        break;
      }
    }
  }
  done(std::move(listing));
}

void MemoryFiles::read(std::vector<std::string> paths, std::size_t limit_bytes,
                       std::function<void(std::vector<DiskFile>, bool last)> batch) {
  std::vector<DiskFile> batch_files;
  for (const std::string& path : paths) {
    ++reads;
    DiskFile file{.path = path, .state = FileState::missing, .text = {}};
    const auto found = files.find(path);
    if (found != files.end()) {
      const bool fits = found->second.size() <= limit_bytes;
      file.state = fits ? FileState::present : FileState::too_large;
      file.text = base::SourceText(fits ? found->second : std::string());
    }
    batch_files.push_back(std::move(file));
    if (batch_files.size() == 100) {
      batch(std::exchange(batch_files, {}), false);
    }
  }
  batch(std::move(batch_files), true);
}

void MemoryFiles::watch(std::vector<std::string> folders,
                        std::function<void(std::vector<std::string>)> changed) {
  watched = std::move(folders);
  changed_ = std::move(changed);
}

SessionScript::SessionScript(Options options) {
  auto fake = std::make_unique<FakeLanguage>();
  language = fake.get();
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(std::move(fake));
  languages_ = std::make_unique<ide::LanguageSet>(std::move(languages));

  auto config = std::make_shared<SessionConfig>();
  config->languages = languages_.get();
  config->limits = options.limits;
  config->interactive_workers = options.interactive_workers;
  config->batch_workers = options.batch_workers;
  config->detached_workers = false;
  config->timers = &timers;
  config->files = &files;
  config->fault = std::move(options.fault);
  config->bases = std::move(options.bases);
  config->now = [this] { return now; };
  config->memory_used = [this](std::size_t bytes) { memory_used = bytes; };
  config->log = [this](LogLevel, std::string_view text) { log.emplace_back(text); };
  config->write = [this](const transport::Outbound& frame) {
    sent.push_back(frame.bytes.substr(frame.bytes.find("\r\n\r\n") + 4));
  };
  config->watch_process = [this](std::int64_t process) { watched_processes.push_back(process); };
  config->on_end = [this](int code) { exit_code = code; };
  config_ = config;
  actors_ = spawn_session(stage.system(), config);
  stage.keep(actors_->session);
  run();
}

void SessionScript::client(std::string body) {
  compat::post(actors_->protocol,
               FrameArrived{std::make_shared<const std::string>(std::move(body)), now});
}

void SessionScript::notify(std::string_view method, std::string_view params) {
  client(R"({"jsonrpc":"2.0","method":")" + std::string(method) + R"(","params":)" +
         std::string(params) + "}");
}

void SessionScript::request(int id, std::string_view method, std::string_view params) {
  client(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + std::string(method) +
         R"(","params":)" + std::string(params) + "}");
}

void SessionScript::start(std::string_view capabilities, std::string_view more) {
  request(0, "initialize",
          R"({"processId":null,"rootUri":"file:///w","capabilities":)" + std::string(capabilities) +
              std::string(more) + "}");
  notify("initialized", "{}");
  run();
  REQUIRE(contains(reply(0), "capabilities"));
  sent.clear();
}

void SessionScript::open(std::string_view uri, int version, std::string_view text) {
  notify("textDocument/didOpen", R"({"textDocument":{"uri":")" + std::string(uri) +
                                     R"(","languageId":"fake","version":)" +
                                     std::to_string(version) + R"(,"text":)" + quoted(text) + "}}");
}

void SessionScript::edit(std::string_view uri, int version, std::string_view text) {
  notify("textDocument/didChange", R"({"textDocument":{"uri":")" + std::string(uri) +
                                       R"(","version":)" + std::to_string(version) +
                                       R"(},"contentChanges":[{"text":)" + quoted(text) + "}]}");
}

void SessionScript::close(std::string_view uri) {
  notify("textDocument/didClose", R"({"textDocument":{"uri":")" + std::string(uri) + R"("}})");
}

void SessionScript::hover(int id, std::string_view uri) {
  request(id, "textDocument/hover",
          R"({"textDocument":{"uri":")" + std::string(uri) +
              R"("},"position":{"line":0,"character":0}})");
}

void SessionScript::pass(Duration duration) {
  const Instant until = now + duration;
  run();
  while (timers.next() && *timers.next() <= until) {
    now = std::max(now, *timers.next());
    timers.fire_until(now);
    run();
  }
  now = until;
}

std::string SessionScript::reply(int id) const {
  CHECK(replies(id) <= 1);
  const std::string start = R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + ",\"";
  for (const std::string& body : sent) {
    if (body.starts_with(start + "result") || body.starts_with(start + "error")) {
      return body;
    }
  }
  return {};
}

std::size_t SessionScript::replies(int id) const {
  const std::string start = R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + ",\"";
  std::size_t count = 0;
  for (const std::string& body : sent) {
    count += body.starts_with(start + "result") || body.starts_with(start + "error") ? 1 : 0;
  }
  return count;
}

std::vector<std::string> SessionScript::notifications(std::string_view method) const {
  std::vector<std::string> found;
  for (const std::string& body : sent) {
    if (contains(body, R"("method":")" + std::string(method) + "\"")) {
      found.push_back(body);
    }
  }
  return found;
}

std::string SessionScript::published(std::string_view uri) const {
  std::string last;
  for (const std::string& body : notifications("textDocument/publishDiagnostics")) {
    if (contains(body, R"("uri":")" + std::string(uri) + "\"")) {
      last = body;
    }
  }
  return last;
}

std::size_t SessionScript::publications(std::string_view uri) const {
  std::size_t count = 0;
  for (const std::string& body : notifications("textDocument/publishDiagnostics")) {
    count += contains(body, R"("uri":")" + std::string(uri) + "\"") ? 1 : 0;
  }
  return count;
}

bool SessionScript::logged(std::string_view part) const {
  for (const std::string& line : log) {
    if (contains(line, part)) {
      return true;
    }
  }
  return false;
}

std::string quoted(std::string_view text) {
  std::string json;
  protocol::JsonWriter(json).string(text);
  return json;
}

}  // namespace troupe::actors
