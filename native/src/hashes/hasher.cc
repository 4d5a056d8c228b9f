#include "hasher.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "md5_lanes.h"
#include "../client/runtime.h"

using Clock = std::chrono::steady_clock;

namespace {

// So long a piece waits for those of other streams: the next one of its own is there, or whatever brings them is slower
// than the hashes.
constexpr auto patience = std::chrono::milliseconds(5);
constexpr auto morePatience = std::chrono::milliseconds(20);
// Streams of which nothing came for so long are not waited for.
constexpr auto recently = std::chrono::milliseconds(50);

struct Job {
  Hashes::Piece piece;
  std::function<void()> done;
  Clock::time_point due;
};

/// Never destroyed: its threads run until the process is gone.
class Threads {
 public:
  Threads() {
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
    for (unsigned i = 0; i < count; i++) std::thread([this] { Run(); }).detach();
  }

  void Add(hasher::Stream *stream) {
    std::lock_guard<std::mutex> lock(mutex_);
    streams_.push_back(stream);
  }

  void Remove(hasher::Stream *stream) {
    std::lock_guard<std::mutex> lock(mutex_);
    streams_.erase(std::find(streams_.begin(), streams_.end(), stream));
  }

  void Post(hasher::Stream &stream, Job job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stream.posted = Clock::now();
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

 private:
  void Run() {
    for (;;) {
      std::vector<Job> batch = Next();
      runtime::Busy busy;
      std::vector<Hashes::Piece> pieces;
      for (const Job &job : batch) pieces.push_back(job.piece);
      Hashes::UpdateTogether(std::move(pieces));
      for (Job &job : batch) job.done();
      batch.clear();  // what the jobs hold must go while we still count as busy
    }
  }

  std::vector<Job> Next() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      if (jobs_.empty()) ready_.wait(lock);
      else if (jobs_.size() >= Enough()) break;
      else {
        const auto first = std::min_element(jobs_.begin(), jobs_.end(), [](auto &a, auto &b) { return a.due < b.due; });
        const Clock::time_point due = first->due;
        if (ready_.wait_until(lock, due) == std::cv_status::timeout && !jobs_.empty()) break;
      }
    }
    const auto end = jobs_.begin() + std::min<ptrdiff_t>(jobs_.size(), md5::lanes);
    std::vector<Job> batch(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
    jobs_.erase(jobs_.begin(), end);
    return batch;
  }

  /// As many pieces as are worth waiting for.
  size_t Enough() const {
    const Clock::time_point since = Clock::now() - recently;
    const auto count =
        std::count_if(streams_.begin(), streams_.end(), [since](auto *stream) { return stream->posted > since; });
    return count < Hashes::fewestTogether ? 1 : std::min<ptrdiff_t>(count, md5::lanes);
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<hasher::Stream *> streams_;
  std::deque<Job> jobs_;
};

Threads &TheThreads() {
  static Threads &threads = *new Threads;
  return threads;
}

}  // namespace

hasher::Stream::Stream() { TheThreads().Add(this); }

hasher::Stream::~Stream() { TheThreads().Remove(this); }

void hasher::Post(Stream &stream, Hashes::Piece piece, bool more, std::function<void()> done) {
  TheThreads().Post(stream, {piece, std::move(done), Clock::now() + (more ? patience : morePatience)});
}
