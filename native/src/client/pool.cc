#include "pool.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "runtime.h"

namespace {

/// Never destroyed: its threads run until the process is gone.
class Queue {
 public:
  explicit Queue(int threads) {
    for (int i = 0; i < threads; i++) std::thread([this] { Run(); }).detach();
  }

  void Post(pool::Job job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

  void Post(std::vector<pool::Job> jobs) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      for (pool::Job &job : jobs) jobs_.push_back(std::move(job));
    }
    if (jobs.size() > 1) ready_.notify_all();
    else ready_.notify_one();
  }

 private:
  void Run() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      ready_.wait(lock, [this] { return !jobs_.empty(); });
      pool::Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      runtime::Busy busy;
      job();
      job = nullptr;  // what the job holds must go while we still count as busy
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<pool::Job> jobs_;
};

Queue &Usual() {
  static Queue &queue = *new Queue(2);
  return queue;
}

}  // namespace

void pool::Post(Job job) { Usual().Post(std::move(job)); }

void pool::Post(std::vector<Job> jobs) {
  if (!jobs.empty()) Usual().Post(std::move(jobs));
}

void pool::PostWrite(Job job) {
  static Queue &queue = *new Queue(4);
  queue.Post(std::move(job));
}
