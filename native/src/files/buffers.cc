#include "buffers.h"

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>
#include <vector>

#include "direct_writer.h"

namespace {

// Of all transfers together. Up to the first, each has as many buffers as it likes, which fills 5 Gbit/s over 100 ms. Up to
// the second, just enough that requests and answers do not wait for each other.
constexpr uint64_t plenty = uint64_t(64) << 20;
constexpr uint64_t most = uint64_t(512) << 20;
constexpr size_t enough = 4;

// Smaller ones the system finds as quickly.
constexpr size_t worthKeeping = size_t(256) << 10;

std::atomic<uint64_t> taken{0};

char *New(size_t size) {
  void *data = std::aligned_alloc(DirectWriter::block, size);
  if (!data) throw std::bad_alloc();
  return static_cast<char *>(data);
}

/// What transfers leave to the next ones, all of one size: memory that is new to a process costs it more than a copy.
class Kept {
 public:
  char *Take(size_t size) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      used_++;
      if (size == size_ && !free_.empty()) {
        char *data = free_.back();
        free_.pop_back();
        return data;
      }
    }
    try {
      return New(size);
    } catch (...) {
      std::lock_guard<std::mutex> lock(mutex_);
      used_--;
      throw;
    }
  }

  void GiveBack(char *data, size_t size) {
    std::vector<char *> old;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (size != size_) old.swap(free_);
      size_ = size;
      free_.push_back(data);
      // With nothing under way there may be no next ones for long.
      if (--used_ == 0) {
        old.insert(old.end(), free_.begin(), free_.end());
        free_.clear();
      }
    }
    for (char *each : old) std::free(each);
  }

 private:
  std::mutex mutex_;
  size_t size_ = 0;
  std::vector<char *> free_;
  size_t used_ = 0;
};

/// Never destroyed: transfers may end while the process does.
Kept &kept = *new Kept;

}  // namespace

buffers::Buffer buffers::Take(size_t size, size_t held) {
  const size_t whole = (size + DirectWriter::block - 1) / DirectWriter::block * DirectWriter::block;
  const uint64_t room = held == 0 ? UINT64_MAX : held < enough ? most : plenty;
  if ((taken += whole) > room) {
    taken -= whole;
    return nullptr;
  }
  try {
    return Buffer(whole < worthKeeping ? New(whole) : kept.Take(whole), {whole});
  } catch (...) {
    taken -= whole;
    throw;
  }
}

void buffers::GiveBack::operator()(char *data) const {
  taken -= size;
  if (size < worthKeeping) std::free(data);
  else kept.GiveBack(data, size);
}
