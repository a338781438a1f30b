// Workers remember nothing, so the old tokens are gone when a delta is asked for. What comes back
// is the result id, which is ours to choose: it holds a short hash of each chunk of the old data,
// in the manner of rsync.
//
// Data of n tokens is cut into chunks of the same size (the last may be shorter): as many as there
// may be, but none smaller than eight tokens. The size follows from n, so the id needs to hold only
// n and the hashes. Numbers of tokens are relative to the token before them, so tokens that an edit
// has not touched keep their numbers wherever they move. Hence
//
// - the common beginning: chunks whose hashes are equal at the same distance from the start, until
//   one differs;
// - the common end: chunks whose hashes are equal at the same distance from the end, likewise,
//   without running into the beginning.
//
// What lies between is one edit. It replaces whole chunks, so it is up to a chunk too long on both
// sides: for ten thousand tokens that is a hundred and sixty where one would do. Tokens that change
// in two distant places at once make it long; several edits would be shorter, but clients do not
// agree on the order in which to apply them.
//
// A hash has 36 bits in six digits of 64. Only the chunk right behind the common beginning and the
// one right before the common end are compared in vain, so an edit is wrong once in thirty thousand
// million times, and the next full answer heals it.
#include "handlers/token_delta.hpp"

#include <algorithm>
#include <charconv>

#include "base/check.hpp"
#include "handlers/token_data.hpp"

namespace troupe::handlers {

namespace {

using Data = std::span<const std::uint32_t>;

constexpr std::size_t most_chunks = 128;
constexpr std::size_t least_tokens = 8;  ///< in a chunk
constexpr std::size_t digits_in_hash = 6;
constexpr char mark = 't';  ///< an id's first character: another algorithm takes another
constexpr std::string_view digits =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// How data is cut, in tokens.
struct Chunks {
  explicit Chunks(std::size_t tokens)
      : tokens(tokens), size(std::max(least_tokens, (tokens + most_chunks - 1) / most_chunks)) {}

  [[nodiscard]] std::size_t count() const { return (tokens + size - 1) / size; }
  [[nodiscard]] std::size_t begin(std::size_t chunk) const { return chunk * size; }
  [[nodiscard]] std::size_t end(std::size_t chunk) const {
    return std::min(tokens, (chunk + 1) * size);
  }

  std::size_t tokens;
  std::size_t size;
};

Data slice(Data data, std::size_t begin_token, std::size_t end_token) {
  return data.subspan(begin_token * numbers_in_token, (end_token - begin_token) * numbers_in_token);
}

/// FNV-1a over the numbers, mixed at the end so that its upper bits depend on all of them.
std::string hash_of(Data data) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const std::uint32_t number : data) {
    hash = (hash ^ number) * 0x100000001B3ULL;
    hash ^= hash >> 29U;
  }
  hash *= 0x9E3779B97F4A7C15ULL;
  std::string text(digits_in_hash, '0');
  for (char& digit : text) {
    digit = digits[hash >> 58U];
    hash <<= 6U;
  }
  return text;
}

/// What an id says of the data that it names.
struct Previous {
  Chunks chunks;
  std::string_view hashes;

  [[nodiscard]] std::string_view hash(std::size_t chunk) const {
    return hashes.substr(chunk * digits_in_hash, digits_in_hash);
  }
};

std::optional<Previous> read_id(std::string_view id) {
  // No document has a thousand million tokens, and sizes of more would not fit the arithmetic here.
  constexpr std::size_t most_tokens = 1'000'000'000;
  if (!id.starts_with(mark)) {
    return std::nullopt;
  }
  std::size_t tokens = 0;
  const char* const end = id.data() + id.size();
  const auto [stop, error] = std::from_chars(id.data() + 1, end, tokens);
  if (error != std::errc() || stop == end || *stop != '.' || tokens > most_tokens) {
    return std::nullopt;
  }
  const Previous previous{Chunks(tokens), std::string_view(stop + 1, end)};
  return previous.hashes.size() == previous.chunks.count() * digits_in_hash
             ? std::optional(previous)
             : std::nullopt;
}

/// How many tokens at the beginning are the same.
std::size_t common_beginning(const Previous& old, Data data, std::size_t tokens) {
  std::size_t same = 0;
  for (std::size_t chunk = 0; chunk < old.chunks.count(); ++chunk) {
    const std::size_t end = old.chunks.end(chunk);
    if (end > tokens || hash_of(slice(data, old.chunks.begin(chunk), end)) != old.hash(chunk)) {
      break;
    }
    same = end;
  }
  return same;
}

/// How many at the end, besides `beginning` at the beginning.
std::size_t common_end(const Previous& old, Data data, std::size_t tokens, std::size_t beginning) {
  std::size_t same = 0;
  for (std::size_t chunk = old.chunks.count(); chunk > 0; --chunk) {
    const std::size_t from_end = old.chunks.tokens - old.chunks.begin(chunk - 1);
    if (old.chunks.begin(chunk - 1) < beginning || from_end + beginning > tokens ||
        hash_of(slice(data, tokens - from_end, tokens - same)) != old.hash(chunk - 1)) {
      break;
    }
    same = from_end;
  }
  return same;
}

}  // namespace

std::string token_result_id(Data data) {
  base::check(data.size() % numbers_in_token == 0, "token data consists of whole tokens");
  const Chunks chunks(data.size() / numbers_in_token);
  std::string id(1, mark);
  id.append(std::to_string(chunks.tokens)).append(".");
  for (std::size_t chunk = 0; chunk < chunks.count(); ++chunk) {
    id += hash_of(slice(data, chunks.begin(chunk), chunks.end(chunk)));
  }
  return id;
}

std::optional<std::vector<protocol::SemanticTokensEdit>> token_edits(std::string_view previous_id,
                                                                     Data data) {
  base::check(data.size() % numbers_in_token == 0, "token data consists of whole tokens");
  const std::optional<Previous> old = read_id(previous_id);
  if (!old) {
    return std::nullopt;
  }
  const std::size_t tokens = data.size() / numbers_in_token;
  const std::size_t beginning = common_beginning(*old, data, tokens);
  const std::size_t end = common_end(*old, data, tokens, beginning);
  const std::size_t removed = old->chunks.tokens - beginning - end;
  const Data inserted = slice(data, beginning, tokens - end);
  std::vector<protocol::SemanticTokensEdit> edits;
  if (removed == 0 && inserted.empty()) {
    return edits;
  }
  if (beginning + end == 0) {
    return std::nullopt;
  }
  edits.push_back({static_cast<std::uint32_t>(beginning * numbers_in_token),
                   static_cast<std::uint32_t>(removed * numbers_in_token),
                   {inserted.begin(), inserted.end()}});
  return edits;
}

}  // namespace troupe::handlers
