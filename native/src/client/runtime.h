// XrdCl's life in this process: settings at load, quiet at exit.
#pragma once

namespace runtime {

/// Once per process: defaults of XrdCl (an XRD_ variable of the environment wins) and the exit handler,
/// which calls `beforeExit` while everything still works.
void Initialise(void (*beforeExit)());

/// Held by every thread that runs our code on behalf of XrdCl or the pool. Once the process is on its way
/// out the constructor never returns, so that no such thread meets a library which is being taken down.
class Busy {
 public:
  Busy();
  ~Busy();
  Busy(const Busy &) = delete;
  Busy &operator=(const Busy &) = delete;
};

}  // namespace runtime
