// Memory for the pieces that transfers have under way.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

namespace buffers {

/// Gives back what Take has given.
struct GiveBack {
  size_t size = 0;
  void operator()(char *data) const;
};
using Buffer = std::unique_ptr<char, GiveBack>;

/**
 * At least `size` bytes in whole blocks, as disks are written to.
 * @param held how many the transfer has already: the first it always gets, some more unless there is very little room, and
 *   the others while all transfers together have few
 * @returns nullptr if it must do with those
 */
Buffer Take(size_t size, size_t held);

}  // namespace buffers
