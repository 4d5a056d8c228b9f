// md5 of several streams side by side, in the lanes of vector registers: one stream alone cannot go faster than its chain
// of additions, eight take little longer than one.
#pragma once
#include <cstddef>
#include <cstdint>

namespace md5 {
constexpr int lanes = 8;

/// The state between two blocks, of which a digest is made at the end.
struct State {
  uint32_t words[4];
};

constexpr size_t block = 64;

/// Takes `blocks` blocks of each stream into its state.
void Advance(State (&states)[lanes], const char *const (&data)[lanes], size_t blocks);
}  // namespace md5
