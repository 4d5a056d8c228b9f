#include "pool.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "runtime.h"

namespace {

struct Queue {
  std::mutex mutex;
  std::condition_variable ready;
  std::deque<std::function<void()>> jobs;

  void Run() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex);
      ready.wait(lock, [this] { return !jobs.empty(); });
      std::function<void()> job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      runtime::Busy busy;
      job();
      job = nullptr;  // what the job holds must go while we still count as busy
    }
  }
};

// Never destroyed: its threads run until the process is gone.
Queue &TheQueue() {
  static Queue *queue = [] {
    Queue *made = new Queue;
    for (int i = 0; i < 2; i++) std::thread([made] { made->Run(); }).detach();
    return made;
  }();
  return *queue;
}

}  // namespace

void pool::Post(std::function<void()> job) {
  Queue &queue = TheQueue();
  {
    std::lock_guard<std::mutex> lock(queue.mutex);
    queue.jobs.push_back(std::move(job));
  }
  queue.ready.notify_one();
}
