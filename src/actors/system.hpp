// The two ways to run Troupe's actors: as a language server, and once over a workspace. Whoever
// includes this sees no CAF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actors/log.hpp"
#include "analysis/ide/language.hpp"
#include "analysis/ide/nesting_limit.hpp"
#include "base/result.hpp"
#include "base/source_text.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/path_map.hpp"

namespace troupe::actors {

/// What a session may use up. The defaults are those that docs/architecture.md promises.
struct Limits {
  std::size_t header_bytes = std::size_t{8} * 1024;
  std::size_t frame_bytes = std::size_t{16} * 1024 * 1024;
  std::size_t analysed_file_bytes = std::size_t{4} * 1024 * 1024;
  std::size_t open_documents = 10'000;
  std::size_t requests_in_flight = 256;
  std::size_t outbound_bytes = std::size_t{64} * 1024 * 1024;
  /// Of frames that were read and that nobody has handled yet; beyond it reading pauses.
  std::size_t backlog_bytes = std::size_t{4} * 1024 * 1024;
  /// The body of a frame from a client over a socket that has not shown its token.
  std::size_t introduction_bytes = std::size_t{1024} * 1024;
  std::size_t sessions = 32;  ///< over sockets, at once
  std::size_t json_depth = protocol::JsonReader::default_depth;
  /// What the engines of all sessions may hold on to, together.
  std::size_t memory_bytes = std::size_t{1} << 30U;
  /// From a request's arrival to its answer, for what is about one place and for what is about the
  /// whole workspace.
  std::uint32_t interactive_deadline_ms = 2000;
  std::uint32_t workspace_deadline_ms = 30'000;
  /// Diagnostics are never further behind than this while typing goes on.
  std::uint32_t diagnostics_delay_ms = 150;
  /// How long requests wait for the first loading of the workspace before they are answered from
  /// what is there.
  std::uint32_t startup_patience_ms = 1000;
  /// For how long what a session over a socket knew of files is kept for its client to come back.
  std::uint32_t warm_base_ms = 5 * 60'000;
  /// How deep the texts of languages may nest (ide::NestingLimit).
  std::uint32_t source_depth = ide::NestingLimit::normal;
};

/// How sessions are recorded (docs/trace-format.md). The functions are called on any thread.
struct TraceOptions {
  /// Makes the file that the recording of a session goes to and returns what appends to it (false:
  /// it cannot, and is not asked again), or null when there can be none. None: not to files.
  std::function<std::function<bool(std::string_view block)>(std::uint64_t session)> open = nullptr;
  /// What is kept of a recording in memory when it goes to no file: its newest part. 0: nothing.
  std::size_t memory_bytes = 0;
  /// Makes a file of what is in memory; its path.
  std::function<base::Result<std::string>(std::uint64_t session, bool is_crash,
                                          std::string_view file)>
      save = nullptr;
};

struct ServeOptions {
  const ide::LanguageSet* languages = nullptr;  ///< outlives the call
  int input = 0;                                ///< file descriptors; the caller keeps owning them
  int output = 1;
  unsigned threads = 0;  ///< for interactive work, and for actors; 0: one a core, at least 2
  Limits limits;
  std::map<std::string, std::string, std::less<>> environment;
  /// Where the client sees files at other paths than this process.
  protocol::PathMap paths;
  /// The path of a Unix socket at which metrics can be read (docs/observability.md); empty: none.
  std::string metrics_socket;
  /// Where log lines go; none: nowhere. Called on any thread, many at once. Never standard output.
  LogSink log = nullptr;
  TraceOptions trace;
  std::string version;  ///< of the program, for the recording
};

/// Serves one client until it says `exit`, closes the input or dies. Returns the process's exit
/// code: 0 after an orderly `shutdown`, 1 otherwise (LSP, "Exit Notification").
[[nodiscard]] int serve(const ServeOptions& options);

struct CheckOptions {
  const ide::LanguageSet* languages = nullptr;  ///< outlives the call
  std::string workspace;                        ///< absolute, normalised
  /// Absolute files and folders to report on; empty: everything in the workspace.
  std::vector<std::string> paths;
  unsigned threads = 0;
  Limits limits;
  std::map<std::string, std::string, std::less<>> environment;
  /// Called on the calling thread, now and then: files done, files in all.
  std::function<void(std::size_t, std::size_t)> progress;
  LogSink log = nullptr;    ///< as in ServeOptions
  bool with_fixes = false;  ///< ask for `CheckedFile::fixes`, too
};

/// A diagnostic with the paths of its related places spelled out.
struct CheckedDiagnostic {
  ide::Diagnostic diagnostic;
  std::vector<std::string> related_paths;  ///< beside diagnostic.related
};

struct CheckedFile {
  std::string path;
  base::SourceText text;
  std::vector<CheckedDiagnostic> diagnostics;
  /// What languages would change to mend all that they safely can; sorted, not overlapping.
  std::vector<ide::TextEdit> fixes;
};

struct CheckReport {
  std::vector<CheckedFile> files;  ///< every file that was checked, sorted by path
  /// All that was worked out, which lives as long as the report's copies do: giving it back piece
  /// by piece takes a sixth as long as the check. Who ends right afterwards keeps the report.
  std::shared_ptr<const void> analysis = nullptr;
};

/// Loads the workspace and checks it with the same actors and workers as the server, on all cores.
/// Fails when the workspace or one of the paths cannot be read.
[[nodiscard]] base::Result<CheckReport> check(const CheckOptions& options);

}  // namespace troupe::actors
