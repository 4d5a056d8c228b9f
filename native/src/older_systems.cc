// With this the addon needs GLIBCXX_3.4.29 at most, which is what EL9 has: built with GCC 12 it would want
// std::condition_variable::wait of 3.4.30. The own one is seen by nothing outside of this library.
#include <pthread.h>

#include <condition_variable>
#include <mutex>

#if defined(__linux__) && defined(__GLIBCXX__)
__asm__(".hidden _ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE");

namespace std {
void condition_variable::wait(unique_lock<mutex>& lock) {
  pthread_cond_wait(native_handle(), lock.mutex()->native_handle());
}
}  // namespace std
#endif
