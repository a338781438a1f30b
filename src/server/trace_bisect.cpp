// A search by halves, in which nothing is played twice that need not be. A process that has played
// the first `low` steps, with which it does not fail, is a checkpoint: it forks a child, which
// plays on to the middle, looks there, and if it does not fail is the next checkpoint. If it does
// (or the child does not live to see the middle), the checkpoint tries a nearer middle. So half of
// the session is played, then a quarter, an eighth ...: once more all of it, after the one time
// that tells whether it fails at all. Looking ends a session, so it is done by a child of its own.
//
// At most one process a halving is there at once; all share the memory that none of them changed.
// The one that knows the answer writes it to a pipe, and all leave.
#include "server/trace_bisect.hpp"

#include <array>
#include <utility>

#include <unistd.h>

#include "base/check.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using actors::RehearsalRun;

constexpr int fails_code = 20;
constexpr int answered_code = 21;

class Search {
 public:
  Search(const Rehearsal& rehearsal, const ide::LanguageSet& languages, const FailureTest& test)
      : rehearsal_(rehearsal), languages_(languages), test_(test), options_(test.options()) {
    base::check(::pipe(answer_.data()) == 0, "a pipe can be made");
  }
  ~Search() {
    ::close(answer_[0]);
    ::close(answer_[1]);
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  Found run() {
    Found found{.steps = std::nullopt, .looks = 1};
    if (!test_.fails(rehearsal_, languages_)) {
      return found;
    }
    int signal = 0;
    const int code = in_child(
        [&] {
          RehearsalRun session(rehearsal_, languages_, options_);
          return narrow(session, 0, rehearsal_.steps.size(), found.looks);
        },
        signal);
    std::array<std::size_t, 2> answer{};
    if (code == answered_code &&
        ::read(answer_[0], answer.data(), sizeof(answer)) == ssize_t{sizeof(answer)}) {
      found = {.steps = answer[0], .looks = answer[1]};
    } else {
      found.steps = rehearsal_.steps.size();  // Not even the beginning can be played.
    }
    return found;
  }

 private:
  /// `session` has played `low` steps. It does not fail with them, and does with `high`.
  int narrow(RehearsalRun& session, std::size_t low, std::size_t high, std::size_t looks) {
    while (high - low > 1) {
      const std::size_t middle = low + (high - low) / 2;
      ++looks;
      int signal = 0;
      const int code = in_child(
          [&] {
            play(session, middle);
            return fails_now(session) ? fails_code : narrow(session, middle, high, looks);
          },
          signal);
      if (code == answered_code) {
        return code;
      }
      high = middle;
    }
    const std::array<std::size_t, 2> answer{high, looks};
    return ::write(answer_[1], answer.data(), sizeof(answer)) == ssize_t{sizeof(answer)}
               ? answered_code
               : 1;
  }
  void play(RehearsalRun& session, std::size_t until) const {
    const FailureTest::Patience patience(test_);
    while (session.steps_taken() < until && session.take_step()) {
    }
  }
  bool fails_now(RehearsalRun& session) const {
    return test_.is_failure([&] {
      Rehearsal played = rehearsal_;
      played.steps.resize(session.steps_taken());
      return test_.shows(played, session.finish(), languages_);
    });
  }

  const Rehearsal& rehearsal_;
  const ide::LanguageSet& languages_;
  const FailureTest& test_;
  actors::RehearsalOptions options_;
  std::array<int, 2> answer_{};  ///< a pipe
};

}  // namespace

Found first_failing(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
                    const FailureTest& test) {
  Rehearsal played = rehearsal;
  std::vector<std::size_t> numbers;  // of the steps that are played
  numbers.reserve(rehearsal.steps.size());
  played.steps.clear();
  for (std::size_t index = 0; index < rehearsal.steps.size(); ++index) {
    if (!test.passes_over(rehearsal.steps[index])) {
      numbers.push_back(index + 1);
      played.steps.push_back(rehearsal.steps[index]);
    }
  }
  if (played.steps.empty()) {
    return {.steps = std::nullopt, .looks = 0};
  }
  Found found = Search(played, languages, test).run();
  if (found.steps) {
    found.steps = numbers[*found.steps - 1];
  }
  return found;
}

}  // namespace troupe::server
