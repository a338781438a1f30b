// Several languages may claim a file: what all of them say, in one list.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include "handlers/handler.hpp"

namespace troupe::handlers {

/// What `ask(language)` gives for each language that claims `file`, one after the other.
template <typename Ask>
[[nodiscard]] auto gather(engine::Context& context, const Session& session, ide::FileId file,
                          Ask ask) {
  std::invoke_result_t<Ask, const ide::Language&> all;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    auto more = ask(*language);
    if (all.empty()) {
      all = std::move(more);
    } else {
      std::ranges::move(more, std::back_inserter(all));
    }
  }
  return all;
}

/// Brings the elements in the order of their ranges (`range_of(element)`, for the same place in the
/// order given) and leaves out each that overlaps one before it.
template <typename Element, typename RangeOf>
void keep_apart(std::vector<Element>& elements, RangeOf range_of) {
  const auto range = [&](const Element& element) { return std::invoke(range_of, element); };
  std::ranges::stable_sort(elements, std::less<>(), range);
  ide::TextOffset end = 0;
  std::erase_if(elements, [&](const Element& element) {
    if (range(element).begin < end) {
      return true;
    }
    end = range(element).end;
    return false;
  });
}

/// Sends `elements` in parts to clients that take partial results, and then nothing as the result;
/// all of them as the result to the others. Encoded by `encode(elements)`.
template <typename Element, typename Encode>
[[nodiscard]] Response respond_in_parts(Reporter& reporter, const std::vector<Element>& elements,
                                        Encode encode) {
  constexpr std::size_t elements_in_part = 200;
  if (!reporter.wants_partial_results() || elements.size() <= elements_in_part) {
    return encode(elements);
  }
  for (std::size_t at = 0; at < elements.size(); at += elements_in_part) {
    const auto part = elements | std::views::drop(at) | std::views::take(elements_in_part);
    reporter.partial_result(encode(std::vector<Element>(part.begin(), part.end())));
  }
  return "[]";
}

}  // namespace troupe::handlers
