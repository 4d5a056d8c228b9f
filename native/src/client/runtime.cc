#include "runtime.h"

#include <XrdCl/XrdClDefaultEnv.hh>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace {

std::atomic<int> busyThreads{0};
std::atomic<bool> closing{false};

void (*beforeExit)() = nullptr;

void AtExit() {
  beforeExit();
  closing = true;
  for (int i = 0; i < 200 && busyThreads > 0; i++) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void SetDefaults() {
  XrdCl::Env *env = XrdCl::DefaultEnv::GetEnv();
  // PutInt leaves alone what an XRD_ variable has set.
  env->PutInt("ConnectionWindow", 20);
  env->PutInt("ConnectionRetry", 1);    // a refused port is final at once, not after the window
  env->PutInt("StreamErrorWindow", 0);  // a host that failed once may be asked again
  env->PutInt("TimeoutResolution", 1);
  env->PutInt("StreamTimeout", 60);
  env->PutInt("RequestTimeout", 1800);
  env->PutInt("RunForkHandler", 0);     // children of node only exec; the handler would stop all transfers
  env->PutInt("MetalinkProcessing", 0); // a file called x.meta4 is a file
}

}  // namespace

void runtime::Initialise(void (*hook)()) {
  static std::once_flag once;
  std::call_once(once, [hook] {
    beforeExit = hook;
    // XrdCl takes itself down with the last of these objects, under the feet of its own threads; one that
    // is never destroyed keeps it whole until the kernel ends the process.
    new EnvInitializer();
    SetDefaults();
    XrdCl::DefaultEnv::GetPostMaster();
    std::atexit(AtExit);
  });
}

runtime::Busy::Busy() {
  busyThreads++;
  if (!closing) return;
  busyThreads--;
  for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
}

runtime::Busy::~Busy() { busyThreads--; }
