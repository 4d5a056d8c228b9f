// Threads that hash what has arrived, or is to be sent, for all transfers of the process.
#pragma once
#include <chrono>
#include <functional>

#include "hashes.h"

namespace hasher {
/// From so many bytes on a piece is worth the way to another thread.
constexpr size_t worthTheWay = size_t(128) << 10;

/// Stands for a stream of which pieces come: those of several wait a moment for each other.
class Stream {
 public:
  Stream();
  ~Stream();
  Stream(const Stream &) = delete;
  Stream &operator=(const Stream &) = delete;

  /// When the last piece came. For the hasher alone.
  std::chrono::steady_clock::time_point posted;
};

/**
 * Hashes a piece, then calls `done` there. One at a time of each stream; of several streams they are hashed together.
 * @param more whether the next piece of the stream is there as well, so that there is less time to wait for others
 */
void Post(Stream &stream, Hashes::Piece piece, bool more, std::function<void()> done);
}  // namespace hasher
