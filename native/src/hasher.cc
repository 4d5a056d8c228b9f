#include "hasher.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "md5_lanes.h"
#include "runtime.h"

using Clock = std::chrono::steady_clock;

namespace {

// So long a piece waits for those of other streams.
constexpr auto patience = std::chrono::milliseconds(5);

std::atomic<int> streams{0};

/// As many pieces as are worth waiting for.
size_t Enough() {
  const int count = streams;
  return count < Hashes::fewestTogether ? 1 : std::min(count, md5::lanes);
}

struct Job {
  Hashes::Piece piece;
  std::function<void()> done;
  Clock::time_point due = Clock::now() + patience;
};

/// Never destroyed: its threads run until the process is gone.
class Threads {
 public:
  Threads() {
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
    for (unsigned i = 0; i < count; i++) std::thread([this] { Run(); }).detach();
  }

  void Post(Job job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
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
        const Clock::time_point due = jobs_.front().due;
        if (ready_.wait_until(lock, due) == std::cv_status::timeout && !jobs_.empty()) break;
      }
    }
    const auto end = jobs_.begin() + std::min<ptrdiff_t>(jobs_.size(), md5::lanes);
    std::vector<Job> batch(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
    jobs_.erase(jobs_.begin(), end);
    return batch;
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Job> jobs_;
};

}  // namespace

hasher::Stream::Stream() { streams++; }

hasher::Stream::~Stream() { streams--; }

void hasher::Post(Hashes::Piece piece, std::function<void()> done) {
  static Threads &threads = *new Threads;
  threads.Post({piece, std::move(done)});
}
