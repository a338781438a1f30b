// Whether somebody is watching, and a bar for them.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include "server/command_line.hpp"

namespace troupe::server {

using Environment = std::map<std::string, std::string, std::less<>>;

/// Whether to colour: as asked; automatically on a terminal that knows colours, unless NO_COLOR is
/// set (no-color.org) or FORCE_COLOR asks for it elsewhere.
[[nodiscard]] bool wants_colors(ColorChoice choice, bool is_terminal,
                                const Environment& environment);

/// Whether the terminal can move its cursor: it is one, and TERM is not `dumb`.
[[nodiscard]] bool can_redraw(bool is_terminal, const Environment& environment);

/// The bar's text for one state: `Checking [=====>    ] 120/240`.
[[nodiscard]] std::string progress_bar(std::size_t done, std::size_t total);

/// Draws a bar over itself and wipes it out in the end. Draws nothing when it is not `shown`.
class ProgressDisplay {
 public:
  ProgressDisplay(std::FILE* stream, bool shown) : stream_(stream), shown_(shown) {}
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  ~ProgressDisplay() { clear(); }

  void show(std::size_t done, std::size_t total);
  void clear();

 private:
  std::FILE* stream_;
  bool shown_;
  std::string last_;  ///< what stands there; empty: nothing
};

}  // namespace troupe::server
