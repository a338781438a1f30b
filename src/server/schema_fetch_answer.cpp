// Servers disagree on statuses: errors of GraphQL come with 200, 400 or 500, and refusals with 200,
// too. So the body counts first, if it is GraphQL's, and the status only where the body says
// nothing.
#include "server/schema_fetch_answer.hpp"

#include <algorithm>
#include <string_view>

#include "protocol/json.hpp"

namespace troupe::server {

namespace {

using protocol::JsonValue;

constexpr std::size_t most_errors = 5;
constexpr std::size_t longest_error = 500;

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return result;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::vector<JsonValue> items_of(const JsonValue& list) {
  std::vector<JsonValue> items;
  for (const JsonValue item : list.items()) {
    items.push_back(item);
  }
  return items;
}

/// Lays JSON out over lines, two blanks a level. Depth is what the reader allows.
class Layout {
 public:
  explicit Layout(std::string& out) : out_(&out) {}

  void write(const JsonValue& value) {
    if (value.is_object()) {
      write_object(value);
    } else if (value.is_array()) {
      write_items(items_of(value));
    } else {
      out_->append(value.to_json());
    }
  }

  /// The value of `__schema`: lists of named things come sorted.
  void write_schema(const JsonValue& schema) {
    begin('{');
    for (const auto& [key, value] : schema.members()) {
      write_key(key);
      if (key == "types" || key == "directives") {
        std::vector<JsonValue> items = items_of(value);
        std::ranges::stable_sort(items, {}, [](const JsonValue& item) {
          return item.find("name").as_string().value_or("");
        });
        write_items(items);
      } else {
        write(value);
      }
    }
    end('}');
  }

  void begin(char bracket) {
    out_->push_back(bracket);
    ++level_;
    is_empty_ = true;
  }
  void end(char bracket) {
    --level_;
    if (!is_empty_) {
      new_line();
    }
    out_->push_back(bracket);
    is_empty_ = false;
  }
  void write_key(std::string_view key) {
    separate();
    protocol::JsonWriter(*out_).string(key);
    out_->append(": ");
  }

 private:
  void write_object(const JsonValue& value) {
    begin('{');
    for (const auto& [key, member] : value.members()) {
      write_key(key);
      write(member);
    }
    end('}');
  }
  void write_items(const std::vector<JsonValue>& items) {
    begin('[');
    for (const JsonValue& item : items) {
      separate();
      write(item);
    }
    end(']');
  }
  void separate() {
    if (!is_empty_) {
      out_->push_back(',');
    }
    is_empty_ = false;
    new_line();
  }
  void new_line() { out_->append("\n").append(level_ * 2, ' '); }

  std::string* out_;
  std::size_t level_ = 0;
  bool is_empty_ = true;  ///< nothing stands in the innermost bracket yet
};

std::string laid_out(const JsonValue& schema) {
  std::string text;
  Layout layout(text);
  layout.begin('{');
  layout.write_key("__schema");
  layout.write_schema(schema);
  layout.end('}');
  return text.append("\n");
}

/// The messages of `errors`; also `{"error": "..."}` and `{"message": "..."}`, which gateways send.
std::vector<std::string> errors_of(const JsonValue& root) {
  std::vector<std::string> messages;
  const auto add = [&](const JsonValue& value) {
    if (const auto text =
            value.is_object() ? value.find("message").as_string() : value.as_string()) {
      messages.emplace_back(*text);
    }
  };
  const JsonValue errors = root.find("errors");
  for (const JsonValue& error : errors.items()) {
    add(error);
  }
  if (!errors.is_array()) {
    for (const std::string_view key : {"errors", "error", "message"}) {
      if (messages.empty()) {
        add(root.find(key));
      }
    }
  }
  return messages;
}

/// The first few of them, a line each.
std::string list_of(const std::vector<std::string>& errors) {
  std::string text;
  for (const std::string& error : errors) {
    if (&error - errors.data() == static_cast<std::ptrdiff_t>(most_errors)) {
      return text.append("\n  and " + std::to_string(errors.size() - most_errors) + " more");
    }
    text.append("\n  ").append(error.substr(0, longest_error));
    text.append(error.size() > longest_error ? "..." : "");
  }
  return text;
}

bool is_disabled(const std::vector<std::string>& errors) {
  return std::ranges::any_of(errors, [](const std::string& error) {
    std::string text = lower(error);
    // The operation's name says nothing.
    for (std::size_t at = 0; (at = text.find("introspectionquery")) != std::string::npos;) {
      text.erase(at, introspection_operation.size());
    }
    return contains(text, "introspection") || contains(text, "__schema");
  });
}

std::string status_words(long status) {
  switch (status) {
    case 400:
      return "400, bad request";
    case 401:
      return "401, unauthorized";
    case 403:
      return "403, forbidden";
    case 404:
      return "404, not found";
    case 405:
      return "405, method not allowed";
    case 429:
      return "429, too many requests";
    case 500:
      return "500, internal error";
    case 502:
      return "502, bad gateway";
    case 503:
      return "503, unavailable";
    case 504:
      return "504, the gateway waited too long";
    default:
      return std::to_string(status);
  }
}

/// What may help against a status; empty: nobody knows.
std::string advice_on(const HttpResponse& response, bool has_headers) {
  switch (response.status) {
    case 401:
    case 403:
      return has_headers ? "; the headers that were given are not what it wants to see"
                         : "; a header may be needed: --header 'Authorization: Bearer $TOKEN'";
    case 404:
      return "; is the path of the URL right? Often it is /graphql";
    case 405:
      return "; --method chooses between POST and GET";
    case 407:
      return "; that is a proxy, which wants a password in the environment variable that names it";
    case 429:
    case 503:
      return response.retry_after > 0
                 ? "; try again in " + std::to_string(response.retry_after) + " s"
                 : "; try again later";
    default:
      return "";
  }
}

/// What an answer without a schema and without GraphQL's errors means.
std::string problem_of(const HttpResponse& response, bool is_json, bool has_headers) {
  const bool is_fine = response.status >= 200 && response.status < 300;
  if (!is_fine) {
    return response.url + " answered with status " + status_words(response.status) +
           advice_on(response, has_headers);
  }
  if (is_json) {
    return response.url + " answered with JSON that holds no schema; is it a GraphQL endpoint?";
  }
  if (response.body.empty()) {
    return response.url + " answered with nothing; is it a GraphQL endpoint?";
  }
  if (contains(lower(response.content_type), "json")) {
    return response.url + " answered with JSON that is broken or cut off, after " +
           std::to_string(response.body.size()) + " bytes";
  }
  return response.url + " answered with " +
         (response.content_type.empty() ? "something" : response.content_type) +
         ", not with JSON; is this the URL of the GraphQL endpoint, not of a page for people?";
}

}  // namespace

FetchAnswer judge_answer(const HttpResponse& response, IntrospectionFeatures asked,
                         bool has_headers) {
  FetchAnswer answer;
  protocol::JsonReader reader;
  const auto root = reader.parse(response.body);
  const bool is_json = root.has_value();
  if (is_json && root->is_object()) {
    answer.errors = errors_of(*root);
    const JsonValue data = root->find("data");
    const JsonValue schema = (data.is_object() ? data : *root).find("__schema");
    if (schema.is_object() && !schema.find("types").items().empty()) {
      answer.schema = laid_out(schema);
      return answer;
    }
  }
  if (answer.errors.empty()) {
    answer.problem = problem_of(response, is_json, has_headers);
    return answer;
  }
  for (const std::string& error : answer.errors) {
    answer.refused |= features_named_in(error) & asked;
  }
  const std::string errors = list_of(answer.errors);
  const bool is_locked = response.status == 401 || response.status == 403;
  if (answer.refused.none() && is_disabled(answer.errors)) {
    answer.problem = response.url +
                     " does not answer introspection, which is switched off there or needs a right "
                     "that is missing:" +
                     errors;
  } else if (is_locked || response.status == 404 || response.status == 429) {
    answer.problem = problem_of(response, is_json, has_headers) + errors;
  } else {
    if (answer.refused.none()) {
      answer.refused = asked;  // whatever it complains of: the oldest question may do
    }
    answer.problem = response.url + " answered with errors:" + errors;
  }
  return answer;
}

}  // namespace troupe::server
