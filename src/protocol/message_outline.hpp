// What a message of ours is, read off its first bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::protocol {

/// The envelope of a message. Views into its body.
struct MessageOutline {
  enum class Kind : std::uint8_t { request, notification, result, error, unknown };
  Kind kind = Kind::unknown;
  std::string_view id;      ///< its JSON text: RequestId::to_string, or null; empty: none
  std::string_view method;  ///< of requests and notifications
  std::string_view
      params;  ///< from where the parameters begin to the end of the body; may be empty
};

/// Looks at the envelope only, however large the message is. It knows the members in the order in
/// which the encode functions of rpc.hpp write them, without white space; anything else is
/// `unknown`. So it is for messages that a Troupe wrote, not for those of a client.
[[nodiscard]] MessageOutline outline_message(std::string_view body);

/// `body` with another id. REQUIRES (checked): `outline` is of this body and has an id.
[[nodiscard]] std::string with_id(std::string_view body, const MessageOutline& outline,
                                  std::string_view id);

}  // namespace troupe::protocol
