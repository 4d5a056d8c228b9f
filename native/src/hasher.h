// Threads that hash what has arrived, or is to be sent, for all transfers of the process.
#pragma once
#include <functional>

#include "hashes.h"

namespace hasher {
/// From so many bytes on a piece is worth the way to another thread.
constexpr size_t worthTheWay = size_t(128) << 10;

/// Stands for a stream of which pieces will come: those of several wait a moment for each other.
class Stream {
 public:
  Stream();
  ~Stream();
  Stream(const Stream &) = delete;
  Stream &operator=(const Stream &) = delete;
};

/// Hashes a piece, then calls `done` there. One at a time of each stream; of several streams they are hashed together.
void Post(Hashes::Piece piece, std::function<void()> done);
}  // namespace hasher
